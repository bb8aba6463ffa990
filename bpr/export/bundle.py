"""The hand-out of a process: pictures, RACI workbooks, networks and findings, in every language of the model."""

from __future__ import annotations

import json
from pathlib import Path

from bpr.diagnosis.analyse import Analysis
from bpr.export.files import write_outputs
from bpr.export.network import handoff_network
from bpr.export.page import diagnosis_markdown
from bpr.export.picture import draw
from bpr.export.theme import PLAIN, Theme
from bpr.export.workbook.raci_workbook import raci_workbook_bytes
from bpr.model import SubProcess


def bundle(analysis: Analysis, *, theme: Theme = PLAIN) -> dict[str, bytes]:
    """All files of the hand-out by name; the same analysis gives the same bytes."""
    process = analysis.process
    scopes: list[str | None] = [None]
    scopes += [node.id for node in process.walk() if isinstance(node, SubProcess) and node.steps]
    files: dict[str, bytes] = {}
    for lang in process.languages:
        for number, scope in enumerate(scopes):
            picture = draw(process, lang=lang, scope=scope, theme=theme)
            stem = f"swimlane.{lang}" if scope is None else f"swimlane.sub-{number}.{lang}"
            files[f"{stem}.svg"] = picture.render("svg")
            files[f"{stem}.png"] = picture.render("png")
        files[f"raci.{lang}.xlsx"] = raci_workbook_bytes(process, analysis, lang=lang)
        files[f"handoffs.{lang}.dot"] = handoff_network(analysis, lang=lang).encode()
        files[f"findings.{lang}.md"] = diagnosis_markdown(analysis, lang).encode()
    document = json.dumps(analysis.to_json(), ensure_ascii=False, indent=2) + "\n"
    files["analysis.json"] = document.encode()
    return files


def export_bundle(analysis: Analysis, folder: Path, *, theme: Theme = PLAIN, force: bool = False) -> tuple[Path, ...]:
    """Write the hand-out into a folder.

    Raises:
        ExportError: a file there was edited by hand (nothing is written then), or cannot be written.
    """
    return write_outputs({folder / name: data for name, data in bundle(analysis, theme=theme).items()}, force=force)
