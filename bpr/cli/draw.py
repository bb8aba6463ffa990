"""`bpr draw`: the swimlane picture of a process."""

from __future__ import annotations

from typing import Annotated

import typer

from bpr.cli.common import (
    ForceOption,
    JsonOption,
    LangOption,
    ModelArgument,
    OutputOption,
    default_folder,
    language,
    note,
    open_model,
    print_json,
)


def draw(
    model: ModelArgument,
    output: OutputOption = None,
    to: Annotated[str, typer.Option("--to", help="Format when -o does not tell: svg or png.")] = "svg",
    lanes: Annotated[str, typer.Option("--lanes", help="What the lanes stand for: role or department.")] = "role",
    overlay: Annotated[
        str, typer.Option("--overlay", help="What to colour: handoffs, rework, waiting; or none.")
    ] = "handoffs,rework,waiting",
    picture_name: Annotated[
        str,
        typer.Option(
            "--picture",
            help="Another picture: handoff-matrix, handoff-network, coupling, loops, load, raci, playback; "
            "of a value chain: value-chain, landscape.",
        ),
    ] = "",
    metrics: Annotated[
        bool, typer.Option("--metrics", help="Print crossings, bends, overlaps of the picture.")
    ] = False,
    as_json: JsonOption = False,
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """Draw the swimlane of a process, or another picture of it or of a value chain, as SVG or PNG.

    Example: bpr draw customer-reception.asis -o reception.png --lang zh
    """
    from bpr.cli.draw_chart import draw_chart_file, is_chain

    if picture_name or is_chain(model):
        draw_chart_file(model, picture_name, output, to, lanes=lanes, as_json=as_json, force=force, lang=language(lang))
        return
    from bpr.export.files import write_output
    from bpr.export.picture import draw as draw_picture

    chosen = language(lang)
    process = open_model(model)
    picture = draw_picture(process, lang=chosen, lanes=lanes, overlay=overlay)
    suffix = (output.suffix.removeprefix(".") if output and output.suffix else to).lower()
    place = output or default_folder(process) / f"swimlane.{chosen}.{suffix}"
    if not place.suffix:
        place = place.with_name(f"{place.name}.{suffix}")
    write_output(place, picture.render(suffix), force=force)
    for warning in picture.warnings:
        note(warning.pick(chosen))
    if as_json:
        print_json({"bpr": "draw/1", "file": place.as_posix(), "metrics": picture.metrics.to_json()})
        return
    note(str(place))
    if metrics:
        for name, value in picture.metrics.to_json().items():
            typer.echo(f"{name:20} {value}")
