"""The hand-out of a process: pictures, office files, workbooks and findings, in every language of the model.

It is cut into parts, each of which may be asked for alone (`PARTS`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from bpr.diagnosis.analyse import Analysis
from bpr.errors import InputError
from bpr.export.files import write_outputs
from bpr.export.flow_formats.handoff_dot import handoff_network
from bpr.export.page import diagnosis_markdown
from bpr.export.swimlane.picture import draw
from bpr.export.theme.theme import PLAIN, Theme
from bpr.export.workbook.raci_workbook import raci_workbook_bytes
from bpr.model import SubProcess

Files = dict[str, bytes]


def bundle(analysis: Analysis, *, theme: Theme = PLAIN, parts: Iterable[str] | None = None) -> Files:
    """The files of the hand-out by name; the same analysis gives the same bytes.

    Args:
        analysis: the process and everything found about it.
        theme: colours, font and logo.
        parts: names of `PARTS`; all of them if left out.

    Raises:
        InputError: an unknown part.
    """
    wanted = list(PARTS) if parts is None else list(dict.fromkeys(part.strip().lower() for part in parts))
    for part in wanted:
        if part not in PARTS:
            raise InputError.because(
                f"'{part}' is not a part of the hand-out",
                f"“{part}”不是可导出的部分",
                fix_en=f"use: {', '.join(PARTS)}",
                fix_zh=f"可用：{'、'.join(PARTS)}",
            )
    files: Files = {}
    for part in wanted:
        files |= PARTS[part](analysis, theme)
    return files


def export_bundle(
    analysis: Analysis,
    folder: Path,
    *,
    theme: Theme = PLAIN,
    parts: Iterable[str] | None = None,
    force: bool = False,
) -> tuple[Path, ...]:
    """Write the hand-out into a folder.

    Raises:
        ExportError: a file there was edited by hand (nothing is written then), or cannot be written.
    """
    files = bundle(analysis, theme=theme, parts=parts)
    return write_outputs({folder / name: data for name, data in files.items()}, force=force)


def _pictures(analysis: Analysis, theme: Theme) -> Files:
    """The swimlane, and that of each sub-process."""
    process = analysis.process
    scopes: list[str | None] = [None]
    scopes += [node.id for node in process.walk() if isinstance(node, SubProcess) and node.steps]
    files: Files = {}
    for lang in process.languages:
        for number, scope in enumerate(scopes):
            picture = draw(process, lang=lang, scope=scope, theme=theme)
            stem = f"swimlane.{lang}" if scope is None else f"swimlane.sub-{number}.{lang}"
            files[f"{stem}.svg"] = picture.render("svg")
            files[f"{stem}.png"] = picture.render("png")
    return files


def _office(analysis: Analysis, theme: Theme) -> Files:
    """The swimlane as PDF, PowerPoint, draw.io and BPMN."""
    from bpr.export.formats import Drawing, render

    process = analysis.process
    files: Files = {}
    for lang in process.languages:
        drawing = Drawing(process, draw(process, lang=lang, theme=theme), lang)
        for suffix in ("pdf", "pptx", "drawio"):
            (files[f"swimlane.{lang}.{suffix}"],) = render(drawing, suffix).files
    lang = process.languages[0]
    (files["process.bpmn"],) = render(Drawing(process, draw(process, lang=lang), lang), "bpmn").files
    return files


def _page(analysis: Analysis, theme: Theme) -> Files:
    """The interactive page; both languages are in it."""
    from bpr.export.html.viewer import to_html

    return {"process.html": to_html(analysis, lang=analysis.process.languages[0], theme=theme).encode()}


def _report(analysis: Analysis, theme: Theme) -> Files:
    """The report as a Word document."""
    from bpr.export.report.content import make_report
    from bpr.export.report.write import render_report

    return {
        f"report.{lang}.docx": render_report(make_report(analysis, lang=lang, theme=theme), "docx").data
        for lang in analysis.process.languages
    }


def _charts(analysis: Analysis, theme: Theme) -> Files:
    """Handoffs, coupling, loops, load, duties and one case as pictures; the network needs Graphviz and is left out."""
    from bpr.export.charts.table import draw_chart
    from bpr.export.scene.svg import scene_to_svg

    process = analysis.process
    return {
        f"{name}.{lang}.svg": scene_to_svg(draw_chart(name, analysis, lang=lang, theme=theme)).encode()
        for lang in process.languages
        for name in ("handoff-matrix", "coupling", "loops", "load", "raci", "playback")
    }


def _raci(analysis: Analysis, theme: Theme) -> Files:
    """The RACI workbook."""
    process = analysis.process
    return {f"raci.{lang}.xlsx": raci_workbook_bytes(process, analysis, lang=lang) for lang in process.languages}


def _texts(analysis: Analysis, theme: Theme) -> Files:
    """Findings for people, all numbers for programs, the network of handoffs for Graphviz, the flow for Mermaid."""
    from bpr.export.flow_formats.mermaid import to_mermaid

    process = analysis.process
    files: Files = {}
    for lang in process.languages:
        files[f"handoffs.{lang}.dot"] = handoff_network(analysis, lang=lang).encode()
        files[f"findings.{lang}.md"] = diagnosis_markdown(analysis, lang).encode()
        files[f"process.{lang}.mmd"] = to_mermaid(process, lang=lang).encode()
    document = json.dumps(analysis.to_json(), ensure_ascii=False, indent=2) + "\n"
    files["analysis.json"] = document.encode()
    return files


PARTS: Mapping[str, Callable[[Analysis, Theme], Files]] = {
    "pictures": _pictures,
    "raci": _raci,
    "texts": _texts,
    "office": _office,
    "page": _page,
    "report": _report,
    "charts": _charts,
}
"""The parts of the hand-out by name."""
