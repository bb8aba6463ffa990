"""`bpr draw` without `--picture`: the swimlane of a process in a file, with the choices that were made about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from bpr.cli.common import asked_format, asked_place, note, open_model, open_noting, print_json

if TYPE_CHECKING:
    from bpr.export.formats import Drawing, Rendered
    from bpr.export.swimlane.picture import Picture
    from bpr.export.theme.theme import Theme
    from bpr.model import Process
    from bpr.text import Lang

_USUAL: Mapping[str, Any] = {
    "lane_order": "authored",
    "phases": None,
    "badges": "",
    "expand": "",
    "direction": "right",
    "links_longer_than": None,
    "scope": None,
    "lanes": "role",
    "overlay": "handoffs,rework,waiting",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What was chosen about the picture of a swimlane.

    Attributes:
        options: what `bpr.export.swimlane.picture.draw` may be told about the process, by its names.
        theme: the colours; ``themed`` where a file names them.
        stable_with: another state of the process that decides where things stand.
        page: the name of a paper.
        lang: language of all texts.
    """

    options: Mapping[str, Any]
    theme: Theme
    lang: Lang
    themed: bool = False
    stable_with: str | None = None
    page: str | None = None

    @property
    def changed(self) -> dict[str, Any]:
        """The options that are not as usual."""
        return {name: value for name, value in self.options.items() if value != _USUAL[name]}

    @property
    def choices(self) -> list[str]:
        """The names of everything that was chosen."""
        others = {"stable_with": self.stable_with, "page": self.page, "theme": self.themed or None}
        return [*self.changed, *(name for name, value in others.items() if value is not None)]


def draw_swimlane_file(
    reference: str, wish: Wish, output: Path | None, to: str, *, metrics: bool, as_json: bool, force: bool
) -> None:
    """Draw the swimlane of a process into a file, or into one for each page."""
    from bpr.export.files import write_outputs
    from bpr.export.formats import check_choices, render
    from bpr.export.swimlane.metric_words import metric_lines

    lang = wish.lang
    process = open_noting(reference, lang)
    suffix = asked_format(output, to)
    check_choices(suffix, wish.choices)
    check_choices(to.lower(), ())
    drawing = _drawing(process, wish)
    rendered = render(drawing, suffix)
    files = rendered.places(asked_place(output, process, f"swimlane.{lang}", suffix))
    document = _document(drawing, rendered, files, paged=wish.page is not None) if as_json else {}
    lines = metric_lines(drawing.picture.metrics, lang) if metrics and not as_json else ()
    write_outputs(dict(zip(files, rendered.files, strict=True)), force=force)
    for warning in rendered.warnings:
        note(warning.pick(lang))
    if as_json:
        print_json(document)
        return
    for number, path in enumerate(files):
        scale = rendered.scales[number] if rendered.scales else 1
        note(path.as_posix() if scale == 1 else _scaled(path.as_posix(), scale, drawing.paper.name, lang))
    for line in lines:
        typer.echo(line)


def _drawing(process: Process, wish: Wish) -> Drawing:
    """The swimlane as it was wished for; the usual one is laid out only when the format shows it."""
    from bpr.export.formats import Drawing
    from bpr.export.swimlane.album import Album
    from bpr.export.swimlane.pages import paper_named
    from bpr.export.swimlane.picture import draw

    chosen = None
    if wish.stable_with is not None:
        chosen = _stable(process, wish.stable_with, wish)
    elif wish.changed:
        chosen = draw(process, lang=wish.lang, theme=wish.theme, **wish.changed)
    return Drawing(Album(process), wish.lang, wish.theme, paper_named(wish.page or "poster"), chosen)


def _stable(process: Process, other: str, wish: Wish) -> Picture:
    """The picture on the ground that it shares with another state of the process."""
    from bpr.errors import InputError
    from bpr.export.swimlane.difference import draw_stable

    look = {name: wish.options[name] for name in ("lanes", "overlay")}
    if others := [name for name in wish.changed if name not in look]:
        names = ", ".join(f"--{name.replace('_', '-')}" for name in others)
        raise InputError.because(
            f"{names} does not go with --stable-with: both decide where things stand",
            f"{names} 不能与 --stable-with 同用：两者都决定元素的位置",
            fix_en="leave one of them out",
            fix_zh="请去掉其中一个选项",
        )
    return draw_stable(process, open_model(other), lang=wish.lang, theme=wish.theme, **look)


def _document(drawing: Drawing, rendered: Rendered, files: tuple[Path, ...], *, paged: bool) -> dict[str, Any]:
    """What `--json` prints."""
    document: dict[str, Any] = {
        "bpr": "draw/1",
        "file": files[0].as_posix(),
        "metrics": drawing.picture.metrics.to_json(),
    }
    if drawing.picture.notes:
        document["notes"] = [text.model_dump() for text in drawing.picture.notes]
    if paged and rendered.pages:
        parts = zip(files, rendered.scales, rendered.pages, strict=True)
        document["pages"] = [
            {"file": path.as_posix(), "scale": round(scale, 3), "metrics": part.metrics.to_json()}
            for path, scale, part in parts
        ]
    return document


def _scaled(path: str, scale: float, paper: str, lang: str) -> str:
    """A file whose page is larger than the paper."""
    share = f"{scale * 100:.0f} %"
    return f"{path}（按 {share} 缩放后适合 {paper}）" if lang == "zh" else f"{path} (fits on {paper} at {share})"
