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
from bpr.export.swimlane.album import Album
from bpr.export.theme.theme import PLAIN, Theme
from bpr.export.workbook.raci_workbook import raci_workbook_bytes

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
    album = Album.of(analysis)
    files: Files = {}
    for part in wanted:
        files |= PARTS[part](album, theme)
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


def _pictures(album: Album, theme: Theme) -> Files:
    """The swimlane, and that of each sub-process."""
    files: Files = {}
    for lang in album.process.languages:
        for number, scope in enumerate(album.scopes):
            picture = album.picture(lang=lang, scope=scope, theme=theme)
            stem = f"swimlane.{lang}" if scope is None else f"swimlane.sub-{number}.{lang}"
            files[f"{stem}.svg"] = picture.render("svg")
            files[f"{stem}.png"] = picture.render("png")
    return files


def _office(album: Album, theme: Theme) -> Files:
    """The swimlane as PDF, PowerPoint, draw.io and BPMN."""
    from bpr.export.formats import Drawing, render

    languages = album.process.languages
    files: Files = {}
    for lang in languages:
        drawing = Drawing(album, lang, theme)
        for suffix in ("pdf", "pptx", "drawio"):
            (files[f"swimlane.{lang}.{suffix}"],) = render(drawing, suffix).files
    (files["process.bpmn"],) = render(Drawing(album, languages[0]), "bpmn").files
    return files


def _page(album: Album, theme: Theme) -> Files:
    """The interactive page; both languages are in it."""
    from bpr.export.html.viewer import to_html

    page = to_html(album, lang=album.process.languages[0], theme=theme)
    return {"process.html": page.encode()}


def _report(album: Album, theme: Theme) -> Files:
    """The report as a Word document."""
    from bpr.export.report.content import make_report
    from bpr.export.report.write import render_report

    return {
        f"report.{lang}.docx": render_report(make_report(album, lang=lang, theme=theme), "docx").data
        for lang in album.process.languages
    }


def _charts(album: Album, theme: Theme) -> Files:
    """Handoffs, coupling, loops, load, duties and one case as pictures; the network needs Graphviz and is left out."""
    from bpr.export.charts.table import draw_chart
    from bpr.export.scene.svg import scene_to_svg

    process = album.process
    return {
        f"{name}.{lang}.svg": scene_to_svg(draw_chart(name, album.analysis, lang=lang, theme=theme)).encode()
        for lang in process.languages
        for name in ("handoff-matrix", "coupling", "loops", "load", "raci", "playback")
    }


def _raci(album: Album, theme: Theme) -> Files:
    """The RACI workbook."""
    process = album.process
    return {f"raci.{lang}.xlsx": raci_workbook_bytes(process, album.analysis, lang=lang) for lang in process.languages}


def _texts(album: Album, theme: Theme) -> Files:
    """Findings for people, all numbers for programs, the network of handoffs for Graphviz, the flow for Mermaid."""
    from bpr.export.flow_formats.mermaid import to_mermaid

    process = album.process
    files: Files = {}
    for lang in process.languages:
        files[f"handoffs.{lang}.dot"] = handoff_network(album.analysis, lang=lang).encode()
        files[f"findings.{lang}.md"] = diagnosis_markdown(album.analysis, lang).encode()
        files[f"process.{lang}.mmd"] = to_mermaid(process, lang=lang).encode()
    document = json.dumps(album.analysis.to_json(), ensure_ascii=False, indent=2) + "\n"
    files["analysis.json"] = document.encode()
    return files


PARTS: Mapping[str, Callable[[Album, Theme], Files]] = {
    "pictures": _pictures,
    "raci": _raci,
    "texts": _texts,
    "office": _office,
    "page": _page,
    "report": _report,
    "charts": _charts,
}
"""The parts of the hand-out by name."""
