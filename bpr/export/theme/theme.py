"""Colours of a picture, and what is laid over it: handoffs, rework, waiting, changes.

All text colours have a contrast of at least 4.5 to 1 and all lines of at least 3 to 1 on every ground they meet
(WCAG 2.1, criteria 1.4.3 and 1.4.11; checked by a test). No meaning rests on colour alone: rework is dashed,
handoffs are thicker.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

LegendKind = Literal["sequence", "handoff", "rework", "message", "heat", "added", "removed", "changed"]
Change = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Ink:
    """How a line is drawn: colour, width in px and dash pattern."""

    colour: str
    width: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Surface:
    """How a shape is drawn: its filling, its border and the colour of its text."""

    fill: str
    border: Ink
    text: str


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo: its name, its media type (``image/png`` or ``image/svg+xml``) and its bytes."""

    name: str
    kind: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one look, and the font and logo of pages.

    ``font`` is the family of texts on pages (HTML, reports); pictures keep the font they were measured with, so that
    no label leaves its box.
    """

    paper: str = "#ffffff"
    title: str = "#1b2a3d"
    label: str = "#33445a"
    bands: tuple[str, ...] = ("#f3f7fb", "#ffffff")
    band_border: Ink = Ink("#c3cedb", 1.0)
    head: str = "#2f4d72"
    group_heads: tuple[str, ...] = ("#243c5b", "#182a42")
    head_text: str = "#ffffff"
    head_border: Ink = Ink("#8ea3bd", 1.0)
    phase_head: Surface = Surface("#dbe5f1", Ink("#8ea3bd", 1.0), "#1b2a3d")
    phase_border: Ink = Ink("#6d84a3", 1.0, (2.0, 4.0))
    document: Surface = Surface("#f4f6f9", Ink("#5a6b7f", 0.8), "#33445a")
    system: Surface = Surface("#e7f2f5", Ink("#2a6f80", 0.8), "#1d4c58")
    duty: Surface = Surface("#f3ecf8", Ink("#6a4590", 0.8), "#4b2f69")
    pool: Surface = Surface("#e9eef4", Ink("#6d84a3", 1.0), "#33445a")
    frame: Surface = Surface("#fafbfd", Ink("#2f4d72", 1.3), "#1b2a3d")
    activity: Surface = Surface("#ffffff", Ink("#2f4d72", 1.3), "#1b2a3d")
    start: Surface = Surface("#e6f4ea", Ink("#2e7d32", 1.8), "#33445a")
    end: Surface = Surface("#fce8e6", Ink("#b3261e", 3.4), "#33445a")
    event: Surface = Surface("#ffffff", Ink("#4a5b74", 1.3), "#33445a")
    gateway: Surface = Surface("#fff8e1", Ink("#996312", 1.5), "#33445a")
    sequence: Ink = Ink("#44546a", 1.4)
    handoff: Ink = Ink("#1f6fd1", 2.2)
    rework: Ink = Ink("#c62f21", 1.8, (6.0, 3.0))
    message: Ink = Ink("#5a6b7f", 1.3, (4.0, 3.0))
    heat: tuple[str, str] = ("#ffffff", "#f39a63")
    added: Surface = Surface("#dff3e4", Ink("#2e7d32", 2.6), "#1b4d20")
    removed: Surface = Surface("#f1f2f4", Ink("#7b8794", 1.5, (5.0, 3.0)), "#5b6673")
    changed: Surface = Surface("#fff4d6", Ink("#b06a00", 2.6), "#1b2a3d")
    font: str = ""
    logo: Logo | None = None

    def change(self, change: Change) -> Surface:
        """The surface of an added, removed or changed element."""
        return {"added": self.added, "removed": self.removed, "changed": self.changed}[change]

    def heat_colour(self, heat: float) -> str:
        """The filling for a heat from 0 (cold) to 1; values outside are cut to this range."""
        return mix(self.heat[0], self.heat[1], min(1.0, max(0.0, heat)))


PLAIN = Theme()


@dataclass(frozen=True, slots=True)
class Overlay:
    """What an analysis found, laid over the picture.

    Attributes:
        handoff_links: ids of routes where work changes hands: blue and thicker.
        rework_links: ids of routes drawn as rework; None: those that the geometry marks.
        heat: box id to waiting heat, 0..1: the filling goes from white to orange.
        heat_note: text beside the colour scale under the picture; no scale is drawn without it.
        legend: kind and text of each entry under the picture, in the picture's language.
        changes: id of a box or route to what happened to it between two states of the process.
    """

    handoff_links: frozenset[str] = frozenset()
    rework_links: frozenset[str] | None = None
    heat: Mapping[str, float] = field(default_factory=dict)
    heat_note: str = ""
    legend: tuple[tuple[LegendKind, str], ...] = ()
    changes: Mapping[str, Change] = field(default_factory=dict)


def mix(first: str, second: str, share: float) -> str:
    """The colour ``share`` of the way from the first to the second (both ``#rrggbb``).

    Example:
        >>> mix("#000000", "#ffffff", 0.5)
        '#808080'
    """
    pairs = zip(channels(first), channels(second), strict=True)
    return "#" + "".join(f"{int(a + (b - a) * share + 0.5):02x}" for a, b in pairs)


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` as WCAG 2.1 defines it, 0 (black) to 1 (white)."""
    parts = [channel / 255 for channel in channels(colour)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The contrast of two colours as WCAG 2.1 defines it, 1 (none) to 21.

    Example:
        >>> contrast("#000000", "#ffffff")
        21.0
    """
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def ink_on(ground: str) -> str:
    """White or the dark of the titles, whichever can be read better on a ground.

    Example:
        >>> ink_on("#2f4d72"), ink_on("#ffd966")
        ('#ffffff', '#1b2a3d')
    """
    return max(("#ffffff", PLAIN.title), key=lambda ink: contrast(ink, ground))


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of ``#rrggbb``, 0 to 255 each."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
