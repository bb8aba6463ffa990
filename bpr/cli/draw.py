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
    phases: Annotated[
        bool | None,
        typer.Option("--phases/--no-phases", help="Columns for the phases of the model; by itself when it is fit."),
    ] = None,
    badges: Annotated[str, typer.Option("--badges", help="Small notes on activities: documents, systems, raci.")] = "",
    expand: Annotated[str, typer.Option("--expand", help="Sub-processes to draw with their inside: ids, or all.")] = "",
    direction: Annotated[
        str, typer.Option("--direction", help="Where the flow runs: right, or down (lanes are columns).")
    ] = "right",
    links_longer_than: Annotated[
        int | None,
        typer.Option(
            "--links-longer-than", min=1, help="Cut flows over more columns at a numbered pair of link circles."
        ),
    ] = None,
    scope: Annotated[str | None, typer.Option("--scope", help="Draw only the inside of this sub-process.")] = None,
    metrics: Annotated[
        bool, typer.Option("--metrics", help="Print crossings, bends, overlaps of the picture.")
    ] = False,
    as_json: JsonOption = False,
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """Draw the swimlane of a process as SVG or PNG.

    Example: bpr draw customer-reception.asis -o reception.png --lang zh
    """
    from bpr.export.files import write_output
    from bpr.export.picture import draw as draw_picture

    chosen = language(lang)
    process = open_model(model)
    picture = draw_picture(
        process,
        lang=chosen,
        lanes=lanes,
        overlay=overlay,
        scope=scope,
        phases=phases,
        badges=badges,
        expand=expand,
        direction=direction,
        links_longer_than=links_longer_than,
    )
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
