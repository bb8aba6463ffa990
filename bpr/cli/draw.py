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
    ThemeOption,
    language,
    open_theme,
)
from bpr.export.swimlane.choices import USUAL, SwimlaneChoices


def draw(
    model: ModelArgument,
    output: OutputOption = None,
    to: Annotated[
        str,
        typer.Option(
            "--to", help="Format when -o does not tell: svg, png, pdf, pptx, drawio, bpmn, html, mmd, puml, dot, xlsx."
        ),
    ] = "svg",
    lanes: Annotated[str, typer.Option("--lanes", help="What the lanes stand for: role or department.")] = USUAL.lanes,
    overlay: Annotated[
        str, typer.Option("--overlay", help="What to colour: handoffs, rework, waiting; or none.")
    ] = USUAL.overlay,
    lane_order: Annotated[
        str, typer.Option("--lane-order", help="authored, or best: the order in which work travels least.")
    ] = USUAL.lane_order,
    stable_with: Annotated[
        str | None,
        typer.Option("--stable-with", help="Another state of the process: what both have keeps its place."),
    ] = None,
    page: Annotated[
        str | None, typer.Option("--page", help="Cut into pages of this size: a4, a3, slide; poster: one sheet.")
    ] = None,
    phases: Annotated[
        bool | None,
        typer.Option("--phases/--no-phases", help="Columns for the phases of the model; by itself when it is fit."),
    ] = USUAL.phases,
    badges: Annotated[
        str, typer.Option("--badges", help="Small notes on activities: documents, systems, raci.")
    ] = USUAL.badges,
    expand: Annotated[
        str, typer.Option("--expand", help="Sub-processes to draw with their inside: ids, or all.")
    ] = USUAL.expand,
    direction: Annotated[
        str, typer.Option("--direction", help="Where the flow runs: right, or down (lanes are columns).")
    ] = USUAL.direction,
    links_longer_than: Annotated[
        int | None,
        typer.Option(
            "--links-longer-than", min=1, help="Cut flows over more columns at a numbered pair of link circles."
        ),
    ] = USUAL.links_longer_than,
    scope: Annotated[
        str | None, typer.Option("--scope", help="Draw only the inside of this sub-process.")
    ] = USUAL.scope,
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
    theme: ThemeOption = None,
    as_json: JsonOption = False,
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """Draw the swimlane of a process, or another picture of it or of a value chain; the suffix chooses the format.

    Example: bpr draw customer-reception.asis -o reception.png --lang zh
    """
    from bpr.cli.draw_chart import draw_chart_file, is_chain
    from bpr.cli.draw_swimlane import Wish, draw_swimlane_file

    chosen = language(lang)
    wish = Wish(
        SwimlaneChoices(
            lanes=lanes,
            overlay=overlay,
            scope=scope,
            lane_order=lane_order,
            phases=phases,
            badges=badges,
            expand=expand,
            direction=direction,
            links_longer_than=links_longer_than,
        ),
        open_theme(theme, chosen),
        chosen,
        themed=theme is not None,
        stable_with=stable_with,
        page=page,
    )
    if not (picture_name or is_chain(model)):
        draw_swimlane_file(model, wish, output, to, metrics=metrics, as_json=as_json, force=force)
        return
    others = [choice for choice in wish.choices if choice not in ("lanes", "theme")]
    _refuse_beside_picture([*others, *(["metrics"] if metrics else [])])
    draw_chart_file(
        model, picture_name, output, to, lanes=lanes, theme=wish.theme, as_json=as_json, force=force, lang=chosen
    )


def _refuse_beside_picture(choices: list[str]) -> None:
    """Charts have no lanes to order, no pages and no sub-processes."""
    from bpr.errors import InputError

    if choices:
        names = ", ".join(f"--{name.replace('_', '-')}" for name in choices)
        raise InputError.because(
            f"{names} goes with the swimlane, not with other pictures",
            f"{names} 只适用于泳道图，不适用于其他图",
            fix_en="leave it out",
            fix_zh="请去掉该选项",
        )
