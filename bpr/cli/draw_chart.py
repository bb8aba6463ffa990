"""`bpr draw --picture`: the pictures beside the swimlane."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bpr.cli.common import asked_format, asked_place, load_told, note, print_json

if TYPE_CHECKING:
    from bpr.export.theme.theme import Theme
    from bpr.graph import Level
    from bpr.text import Lang


def is_chain(reference: str) -> bool:
    """Whether a reference leads to a value chain, which has no swimlane."""
    from bpr.formats.files import load
    from bpr.model import ValueChain

    return isinstance(load(reference), ValueChain)


def draw_chart_file(
    reference: str,
    name: str,
    output: Path | None,
    to: str,
    *,
    lanes: str,
    theme: Theme,
    as_json: bool,
    force: bool,
    lang: Lang,
) -> None:
    """Draw one picture by its name into a file; without a name that of a value chain."""
    from bpr.export.charts.table import draw_chart
    from bpr.export.files import write_output
    from bpr.export.formats import render_scene

    model, name = load_told(reference, lang), name or "value-chain"
    suffix = asked_format(output, to)
    level: Level = "department" if lanes == "department" else "role"
    rendered = render_scene(draw_chart(name, model, lang=lang, theme=theme, level=level), suffix)
    place = asked_place(output, model, f"{name}.{lang}", suffix)
    write_output(place, rendered.files[0], force=force)
    for warning in rendered.warnings:
        note(warning.pick(lang))
    if as_json:
        print_json({"bpr": "draw/1", "picture": name, "file": place.as_posix()})
        return
    note(place.as_posix())
