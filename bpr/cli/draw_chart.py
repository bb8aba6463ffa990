"""`bpr draw --picture`: the pictures beside the swimlane."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bpr.cli.common import default_folder, note, print_json

if TYPE_CHECKING:
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
    as_json: bool,
    force: bool,
    lang: Lang,
) -> None:
    """Draw one picture by its name into a file; without a name that of a value chain."""
    from bpr.errors import ExportError
    from bpr.export.charts.table import draw_chart
    from bpr.export.coverage import png_warnings, svg_warnings
    from bpr.export.files import write_output
    from bpr.export.png import render_png
    from bpr.export.svg import scene_to_svg
    from bpr.formats.files import load

    model, name = load(reference), name or "value-chain"
    suffix = (output.suffix.removeprefix(".") if output and output.suffix else to).lower()
    if suffix not in ("svg", "png"):
        raise ExportError.because(
            f"the picture '{name}' cannot be written as '{suffix}'",
            f"“{name}”图不能写成“{suffix}”格式",
            fix_en="choose svg or png",
            fix_zh="可用格式：svg、png",
        )
    scene = draw_chart(name, model, lang=lang, level="department" if lanes == "department" else "role")
    svg = scene_to_svg(scene)
    place = output or default_folder(model) / f"{name}.{lang}.{suffix}"
    if not place.suffix:
        place = place.with_name(f"{place.name}.{suffix}")
    if suffix == "svg":
        warnings = svg_warnings(svg)
        write_output(place, svg, force=force)
    else:
        png = render_png(svg)
        warnings = png_warnings(png)
        write_output(place, png.data, force=force)
    for warning in warnings:
        note(warning.pick(lang))
    if as_json:
        print_json({"bpr": "draw/1", "picture": name, "file": place.as_posix()})
        return
    note(str(place))
