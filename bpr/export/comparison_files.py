"""The hand-out of a comparison: the page in every language of the two models, the numbers, and three swimlanes.

The swimlanes are what changed on one picture, the as-is and the to-be, all on one ground
(`bpr.export.swimlane.difference`).
"""

from __future__ import annotations

import json
from pathlib import Path

from bpr.compare.comparison import Comparison
from bpr.errors import InputError
from bpr.export.comparison import comparison_sections
from bpr.export.files import write_outputs
from bpr.export.page import page_markdown
from bpr.export.swimlane.difference import draw_difference
from bpr.text import LANGUAGES


def comparison_markdown(comparison: Comparison, lang: str) -> str:
    """The comparison as Markdown, with every row."""
    return page_markdown(comparison_sections(comparison, lang, whole=True))


def comparison_json(comparison: Comparison) -> str:
    """The comparison as a JSON document."""
    return json.dumps(comparison.to_json(), ensure_ascii=False, indent=2) + "\n"


def comparison_files(comparison: Comparison) -> dict[str, bytes]:
    """All files of the hand-out by name; the same comparison gives the same bytes."""
    sides = {"as-is": comparison.as_is.process, "to-be": comparison.to_be.process}
    files: dict[str, bytes] = {}
    for lang in LANGUAGES:
        if any(lang in process.languages for process in sides.values()):
            files[f"comparison.{lang}.md"] = comparison_markdown(comparison, lang).encode()
    files["comparison.json"] = comparison_json(comparison).encode()
    for lang in LANGUAGES:
        if not any(lang in process.languages for process in sides.values()):
            continue
        drawn = draw_difference(*sides.values(), lang=lang, matching=comparison.matching, edits=comparison.edits)
        pictures = {f"difference.{lang}": drawn.both}
        for side, picture in zip(sides, (drawn.as_is, drawn.to_be), strict=True):
            if lang in sides[side].languages:
                pictures[f"swimlane.{side}.{lang}"] = picture
        for stem, picture in pictures.items():
            files[f"{stem}.svg"] = picture.render("svg")
            files[f"{stem}.png"] = picture.render("png")
    return files


def write_comparison(comparison: Comparison, place: Path, *, lang: str, force: bool = False) -> tuple[Path, ...]:
    """Write a comparison: one file by its suffix, or the whole hand-out into a folder.

    Args:
        comparison: everything that changed.
        place: a ``.md`` or ``.json`` file, else a folder.
        lang: language of a single Markdown file.
        force: overwrite files that were edited by hand.

    Raises:
        InputError: a suffix that no comparison is written in.
        ExportError: a file there was edited by hand (nothing is written then), or cannot be written.
    """
    suffix = place.suffix.lower()
    if place.is_dir() or not suffix:
        return write_outputs({place / name: data for name, data in comparison_files(comparison).items()}, force=force)
    if suffix == ".md":
        return write_outputs({place: comparison_markdown(comparison, lang)}, force=force)
    if suffix == ".json":
        return write_outputs({place: comparison_json(comparison)}, force=force)
    raise InputError.because(
        f"a comparison is not written as '{place.suffix}'",
        f"对比结果不能写成“{place.suffix}”文件",
        fix_en="name a .md or .json file, or a folder for the page, the numbers and the pictures",
        fix_zh="请指定 .md 或 .json 文件；或指定文件夹，以得到对比页、数据和流程图",
    )
