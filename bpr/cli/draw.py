"""`bpr draw`: the swimlane picture of a process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bpr.cli.common import (
    ForceOption,
    JsonOption,
    LangOption,
    ModelArgument,
    OutputOption,
    ThemeOption,
    default_folder,
    language,
    note,
    note_reading,
    open_model,
    open_theme,
    print_json,
)

if TYPE_CHECKING:
    from bpr.export.formats import Rendered
    from bpr.export.swimlane.picture import Picture
    from bpr.model import Process


def draw(
    model: ModelArgument,
    output: OutputOption = None,
    to: Annotated[
        str,
        typer.Option(
            "--to", help="Format when -o does not tell: svg, png, pdf, pptx, drawio, bpmn, html, mmd, puml, dot, xlsx."
        ),
    ] = "svg",
    lanes: Annotated[str, typer.Option("--lanes", help="What the lanes stand for: role or department.")] = "role",
    overlay: Annotated[
        str, typer.Option("--overlay", help="What to colour: handoffs, rework, waiting; or none.")
    ] = "handoffs,rework,waiting",
    lane_order: Annotated[
        str, typer.Option("--lane-order", help="authored, or best: the order in which work travels least.")
    ] = "authored",
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
    from bpr.export.swimlane.picture import OVERLAYS

    chosen = language(lang)
    look = open_theme(theme, chosen)
    options = {
        "scope": scope,
        "lane_order": None if lane_order == "authored" else lane_order,
        "phases": phases,
        "badges": badges or None,
        "expand": expand or None,
        "direction": None if direction == "right" else direction,
        "links_longer_than": links_longer_than,
    }
    given: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
    plain = {"lanes": lanes == "role", "overlay": overlay == ",".join(OVERLAYS)}
    made = {"stable_with": stable_with, "page": page, "theme": theme}
    choices = [*given, *(n for n, usual in plain.items() if not usual), *(n for n, v in made.items() if v is not None)]
    if picture_name or is_chain(model):
        others = [choice for choice in choices if choice not in ("lanes", "theme")]
        _refuse_beside_picture([*others, *(["metrics"] if metrics else [])])
        draw_chart_file(
            model, picture_name, output, to, lanes=lanes, theme=look, as_json=as_json, force=force, lang=chosen
        )
        return
    from bpr.export.files import write_outputs
    from bpr.export.formats import Drawing, check_choices, render
    from bpr.export.swimlane.pages import paper_named
    from bpr.export.swimlane.picture import draw as draw_picture

    process = open_model(model)
    note_reading(process, model, chosen)
    paper = paper_named(page or "poster")
    suffix = (output.suffix.removeprefix(".") if output and output.suffix else to).lower()
    check_choices(suffix, choices)
    check_choices(to.lower(), ())
    if stable_with is None:
        picture = draw_picture(process, lang=chosen, lanes=lanes, overlay=overlay, theme=look, **given)
    else:
        picture = _stable(process, stable_with, given, lang=chosen, lanes=lanes, overlay=overlay, theme=look)
    place = output or default_folder(process) / f"swimlane.{chosen}.{suffix}"
    if not place.suffix:
        place = place.with_name(f"{place.name}.{suffix}")
    rendered = render(Drawing(process, picture, chosen, paper), suffix)
    files = rendered.places(place)
    write_outputs(dict(zip(files, rendered.files, strict=True)), force=force)
    for warning in rendered.warnings:
        note(warning.pick(chosen))
    if as_json:
        print_json(_document(picture, rendered, files, paged=page is not None))
        return
    for number, path in enumerate(files):
        scale = rendered.scales[number] if rendered.scales else 1
        note(path.as_posix() if scale == 1 else _scaled(path.as_posix(), scale, paper.name, chosen))
    if metrics:
        from bpr.export.swimlane.metric_words import metric_lines

        for line in metric_lines(picture.metrics, chosen):
            typer.echo(line)


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


def _stable(process: Process, other: str, given: dict[str, Any], **look: Any) -> Picture:
    """The picture on the ground that it shares with another state of the process."""
    from bpr.errors import InputError
    from bpr.export.swimlane.difference import draw_stable

    if given:
        names = ", ".join(f"--{name.replace('_', '-')}" for name in given)
        raise InputError.because(
            f"{names} does not go with --stable-with: both decide where things stand",
            f"{names} 不能与 --stable-with 同用：两者都决定元素的位置",
            fix_en="leave one of them out",
            fix_zh="请去掉其中一个选项",
        )
    return draw_stable(process, open_model(other), **look)


def _document(picture: Picture, rendered: Rendered, files: tuple[Path, ...], *, paged: bool) -> dict[str, Any]:
    """What `--json` prints."""
    document: dict[str, Any] = {
        "bpr": "draw/1",
        "file": files[0].as_posix(),
        "metrics": picture.metrics.to_json(),
    }
    if picture.notes:
        document["notes"] = [text.model_dump() for text in picture.notes]
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
