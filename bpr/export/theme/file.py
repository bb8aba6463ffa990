"""A house style in a small file: colours, the font of pages, and a logo.

    name: Acme
    colours:
      accent: "#0b5345"          # heads, borders; everything else follows from it unless it is named, too
      handoff: "#1f6fd1"
    font: Microsoft YaHei
    logo: acme.png               # PNG or SVG beside this file

Colours are ``#rrggbb`` or ``#rgb``. All faults of the file come at once, each with its line. Colours that are hard to
tell from their ground are allowed, with a warning (WCAG 2.1: 4.5 to 1 for text, 3 to 1 for lines).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bpr.errors import InputError, Problem, Where, nearest
from bpr.export.theme.logo import read_logo
from bpr.export.theme.theme import PLAIN, Logo, Theme, contrast, ink_on, mix
from bpr.formats.raw import read_bytes
from bpr.formats.yaml_data import YamlData, decode, read_data
from bpr.text import Text

_MOST_BYTES = 100_000
_KEYS = ("name", "colours", "font", "logo")
_COLOUR = re.compile(r"#?(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_FONT = re.compile(r"[\w][\w .-]{0,79}")
_MOST_BANDS = 4
_BLACK, _WHITE = "#000000", "#ffffff"

_Change = Callable[[Theme, str], Theme]
_COLOURS: dict[str, _Change] = {
    "paper": lambda theme, value: replace(theme, paper=value),
    "title": lambda theme, value: replace(theme, title=value),
    "label": lambda theme, value: replace(theme, label=value),
    "lane": lambda theme, value: replace(theme, head=value),
    "lane_text": lambda theme, value: replace(theme, head_text=value),
    "department": lambda theme, value: replace(theme, group_heads=(value, mix(value, _BLACK, 0.3))),
    "activity": lambda theme, value: replace(theme, activity=replace(theme.activity, fill=value)),
    "activity_border": lambda theme, value: replace(
        theme, activity=replace(theme.activity, border=replace(theme.activity.border, colour=value))
    ),
    "activity_text": lambda theme, value: replace(theme, activity=replace(theme.activity, text=value)),
    "flow": lambda theme, value: replace(theme, sequence=replace(theme.sequence, colour=value)),
    "handoff": lambda theme, value: replace(theme, handoff=replace(theme.handoff, colour=value)),
    "rework": lambda theme, value: replace(theme, rework=replace(theme.rework, colour=value)),
    "message": lambda theme, value: replace(theme, message=replace(theme.message, colour=value)),
    "waiting": lambda theme, value: replace(theme, heat=(theme.heat[0], value)),
}
COLOURS = ("accent", "bands", *_COLOURS)
"""The colours that a theme file may name."""


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """A theme that was read, and what its reader should know about it."""

    theme: Theme
    warnings: tuple[Text, ...] = ()


def read_theme(path: Path) -> ThemeFile:
    """Read a theme file.

    Raises:
        InputError: it cannot be read, or holds something bpr does not know; all faults at once.
    """
    name = str(path)
    content = read_bytes(path, _MOST_BYTES)
    if len(content) > _MOST_BYTES:
        message = Text(en="a theme file has at most 100 kB", zh="主题文件最大 100 kB")
        raise InputError(
            Problem(message, Text(en="keep colours, font, logo", zh="只保留颜色、字体、徽标"), Where(name))
        )
    reading = _Reading(read_data(decode(content, name), name), name)
    theme = reading.theme(path.parent)
    if reading.problems:
        raise InputError(sorted(reading.problems, key=lambda problem: problem.where.line or 0))
    return ThemeFile(theme, _too_faint(theme))


class _Reading:
    """One theme file being read, with the faults found so far."""

    def __init__(self, data: YamlData, name: str) -> None:
        self.data = data
        self.name = name
        self.problems: list[Problem] = list(data.problems)

    def theme(self, folder: Path) -> Theme:
        """The theme, as far as the file can be used."""
        top = self.data.data
        if not isinstance(top, dict):
            known = ", ".join(_KEYS)
            self._fault((), "this is not a theme file", "这不是主题文件", f"it holds: {known}", f"可用的键：{known}")
            return PLAIN
        for key in top:
            if key not in _KEYS:
                self._unknown((key,), key, _KEYS)
        theme = self._colours(top.get("colours"))
        return replace(theme, font=self._font(top.get("font")), logo=self._logo(top.get("logo"), folder))

    def _colours(self, entries: Any) -> Theme:
        if entries is None:
            return PLAIN
        if not isinstance(entries, dict):
            self._fault(
                ("colours",),
                "'colours' is not a list of names and colours",
                "“colours”应为名称和颜色",
                'write each colour in a line of its own, such as accent: "#0b5345"',
                '每种颜色占一行，例如 accent: "#0b5345"',
            )
            return PLAIN
        for key in entries:
            if key not in COLOURS:
                self._unknown(("colours", key), key, COLOURS)
        theme = PLAIN
        if "accent" in entries and (accent := self._colour(("colours", "accent"), entries["accent"])):
            theme = _accented(theme, accent)
        if "bands" in entries:
            theme = replace(theme, bands=self._bands(entries["bands"]) or theme.bands)
        for key, change in _COLOURS.items():
            if key in entries and (colour := self._colour(("colours", key), entries[key])):
                theme = change(theme, colour)
        if "lane_text" not in entries:
            theme = replace(theme, head_text=ink_on(theme.head))
        return theme

    def _bands(self, value: Any) -> tuple[str, ...]:
        path = ("colours", "bands")
        values = value if isinstance(value, list) else [value]
        if not 0 < len(values) <= _MOST_BANDS:
            self._fault(
                path,
                f"'bands' has {len(values)} colours",
                f"“bands”有 {len(values)} 种颜色",
                f"name one to {_MOST_BANDS}; lanes take them in turn",
                f"写 1 到 {_MOST_BANDS} 种，泳道轮流使用",
            )
            return ()
        paths = [(*path, at) for at in range(len(values))] if isinstance(value, list) else [path]
        return tuple(
            colour for at, one in zip(paths, values, strict=True) if (colour := self._colour(at, one)) is not None
        )

    def _colour(self, path: tuple[str | int, ...], value: Any) -> str | None:
        """``#rrggbb`` in small letters; None, and a fault, where it is no colour."""
        if isinstance(value, str) and _COLOUR.fullmatch(value.strip()):
            digits = value.strip().lower().removeprefix("#")
            return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))
        name = ".".join(str(part) for part in path)
        if value is None:
            self._fault(
                path,
                f"{name} has no colour; what stands behind '#' is a remark unless it is in quotes",
                f"{name} 没有颜色；不加引号时，“#”之后的内容是注释",
                f'put it in quotes: {path[-1]}: "#0b5345"',
                f'加上引号：{path[-1]}: "#0b5345"',
            )
        else:
            self._fault(
                path,
                f"{name}: '{str(value)[:40]}' is not a colour",
                f"{name}：“{str(value)[:40]}”不是颜色",
                'write it as "#rrggbb", such as "#0b5345"',
                '写成 "#rrggbb"，例如 "#0b5345"',
            )
        return None

    def _font(self, value: Any) -> str:
        if value is None or (isinstance(value, str) and _FONT.fullmatch(value)):
            return value or ""
        self._fault(
            ("font",),
            f"'{str(value)[:40]}' is not the name of a font",
            f"“{str(value)[:40]}”不是字体名称",
            "name one family, such as Microsoft YaHei",
            "写一个字体名称，例如 Microsoft YaHei",
        )
        return ""

    def _logo(self, value: Any, folder: Path) -> Logo | None:
        if value is None:
            return None
        if not isinstance(value, str):
            self._fault(("logo",), "the logo is not the name of a file", "徽标不是文件名", "write its name", "写文件名")
            return None
        try:
            return read_logo(value, folder, self._where(("logo",)))
        except InputError as error:
            self.problems += error.problems
            return None

    def _unknown(self, path: tuple[str | int, ...], key: str, known: tuple[str, ...]) -> None:
        close, listed = nearest(key, known), ", ".join(known)
        self._fault(
            path,
            f"'{key}' is not known in a theme file",
            f"主题文件中没有“{key}”",
            f"write '{close}' (closest match)" if close else f"use one of: {listed}",
            f"改为“{close}”（最接近）" if close else f"可用：{listed}",
        )

    def _where(self, path: tuple[str | int, ...]) -> Where:
        place = self.data.keys.get(path) or self.data.values.get(path) or (1, 1)
        return Where(self.name, *place, path=path)

    def _fault(self, path: tuple[str | int, ...], en: str, zh: str, fix_en: str, fix_zh: str) -> None:
        where = self._where(path)
        self.problems.append(Problem(Text(en=en, zh=zh), Text(en=fix_en, zh=fix_zh), where, "THEME"))


def _accented(theme: Theme, accent: str) -> Theme:
    """Heads and borders in the accent and darker shades of it; every second band is a breath of it."""
    border = replace(theme.activity.border, colour=accent)
    return replace(
        theme,
        head=accent,
        group_heads=(mix(accent, _BLACK, 0.25), mix(accent, _BLACK, 0.45)),
        head_border=replace(theme.head_border, colour=mix(accent, _WHITE, 0.45)),
        activity=replace(theme.activity, border=border),
        bands=(mix(_WHITE, accent, 0.06), _WHITE),
    )


def _too_faint(theme: Theme) -> tuple[Text, ...]:
    """A warning for each colour that is hard to tell from its ground."""
    lines = (("flow", theme.sequence), ("handoff", theme.handoff), ("rework", theme.rework), ("message", theme.message))
    pairs = [("title", theme.title, theme.paper, 4.5), ("lane_text", theme.head_text, theme.head, 4.5)]
    pairs += [("lane_text (department)", theme.head_text, head, 4.5) for head in theme.group_heads[:1]]
    pairs += [("activity_text", theme.activity.text, theme.activity.fill, 4.5)]
    pairs += [("activity_text (waiting)", theme.activity.text, theme.heat[1], 4.5)]
    for band in theme.bands:
        pairs += [("label", theme.label, band, 4.5), ("activity_border", theme.activity.border.colour, band, 3.0)]
        pairs += [(name, ink.colour, band, 3.0) for name, ink in lines]
    worst: dict[str, tuple[float, float]] = {}
    for name, ink, ground, least in pairs:
        seen = contrast(ink, ground)
        if seen < least and seen < worst.get(name, (least, least))[0]:
            worst[name] = (seen, least)
    return tuple(
        Text(
            en=f"the colour {name} is hard to see: its contrast is {seen:.1f} to 1, at least {least:g} is good",
            zh=f"颜色 {name} 不易看清：对比度为 {seen:.1f}:1，至少应为 {least:g}:1",
        )
        for name, (seen, least) in worst.items()
    )
