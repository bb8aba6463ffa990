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
    default_folder,
    language,
    note,
    open_model,
    open_theme,
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
    metrics: Annotated[
        bool, typer.Option("--metrics", help="Print crossings, bends, overlaps of the picture.")
    ] = False,
    theme: ThemeOption = None,
    as_json: JsonOption = False,
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """Draw the swimlane of a process as SVG or PNG.

    Example: bpr draw customer-reception.asis -o reception.png --lang zh
    """
    from bpr.export.files import write_outputs
    from bpr.export.metric_words import metric_lines
    from bpr.export.picture import draw as draw_picture
    from bpr.export.picture_pages import page_files, paged, paper_named, scale_on

    chosen = language(lang)
    process = open_model(model)
    paper = paper_named(page or "poster")
    if stable_with is None:
        picture = draw_picture(
            process,
            lang=chosen,
            lanes=lanes,
            overlay=overlay,
            scope=scope,
            lane_order=lane_order,
            phases=phases,
            badges=badges,
            expand=expand,
            direction=direction,
            links_longer_than=links_longer_than,
            theme=open_theme(theme, chosen),
        )
    else:
        from bpr.errors import InputError
        from bpr.export.difference import draw_stable

        if lane_order != "authored":
            raise InputError.because(
                f"--lane-order {lane_order} does not go with --stable-with: both decide where lanes stand",
                f"--lane-order {lane_order} 不能与 --stable-with 同用：两者都决定泳道的位置",
                fix_en="leave one of them out",
                fix_zh="请去掉其中一个选项",
            )
        picture = draw_stable(process, open_model(stable_with), lang=chosen, lanes=lanes, overlay=overlay)
    suffix = (output.suffix.removeprefix(".") if output and output.suffix else to).lower()
    place = output or default_folder(process) / f"swimlane.{chosen}.{suffix}"
    if not place.suffix:
        place = place.with_name(f"{place.name}.{suffix}")
    pages = paged(picture, paper)
    files = page_files(place, len(pages))
    write_outputs({path: part.render(suffix) for path, part in zip(files, pages, strict=True)}, force=force)
    for warning in dict.fromkeys(text.pick(chosen) for part in pages for text in part.warnings):
        note(warning)
    scales = [scale_on(part, paper) for part in pages]
    if as_json:
        document: dict[str, object] = {
            "bpr": "draw/1",
            "file": files[0].as_posix(),
            "metrics": picture.metrics.to_json(),
        }
        if picture.notes:
            document["notes"] = [text.model_dump() for text in picture.notes]
        if page is not None:
            parts = zip(files, scales, pages, strict=True)
            document["pages"] = [
                {"file": path.as_posix(), "scale": round(scale, 3), "metrics": part.metrics.to_json()}
                for path, scale, part in parts
            ]
        print_json(document)
        return
    for path, scale in zip(files, scales, strict=True):
        note(path.as_posix() if scale == 1 else _scaled(path.as_posix(), scale, paper.name, chosen))
    if metrics:
        for line in metric_lines(picture.metrics, chosen):
            typer.echo(line)


def _scaled(path: str, scale: float, paper: str, lang: str) -> str:
    """A file whose page is larger than the paper."""
    share = f"{scale * 100:.0f} %"
    return f"{path}（按 {share} 缩放后适合 {paper}）" if lang == "zh" else f"{path} (fits on {paper} at {share})"
