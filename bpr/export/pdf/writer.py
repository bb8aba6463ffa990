"""PDF from scenes: sharp at every size, and every text can be searched, selected and copied.

One scene is one page: as large as the picture (a poster), or all fitted on paper at one scale. The same scenes give the
same bytes: no clock, no random id. How a page is drawn stands in `bpr.export.pdf.canvas`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bpr.errors import ExportError
from bpr.export.pdf.canvas import POINTS_PER_PX, Canvas
from bpr.export.pdf.plain import stored
from bpr.export.scene.font import missing_characters
from bpr.export.scene.shapes import Scene, text_items
from bpr.export.swimlane.scales import common_scales
from bpr.layout.pages.paper import Paper
from bpr.text import is_chinese

LONGEST_SIDE = 14_400.0
"""Points that readers allow along a side of a page (ISO 32000-1, annex C); a larger poster is scaled down."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF file.

    Attributes:
        data: its bytes.
        replaced: characters that no shipped font can draw; the pages show □ for each.
    """

    data: bytes
    replaced: tuple[str, ...]


def to_pdf(scenes: Sequence[Scene], *, title: str, paper: Paper | None = None) -> bytes:
    """Scenes as the pages of a PDF; see `render_pdf` for the characters replaced on the way.

    Args:
        scenes: one for each page.
        title: of the document, shown by readers.
        paper: fit the scenes on such sheets (see `common_scales`); None, or a poster: a page is as large as its scene.

    Raises:
        ExportError: there is no scene, or one has no size.
    """
    return render_pdf(scenes, title=title, paper=paper).data


def render_pdf(scenes: Sequence[Scene], *, title: str, paper: Paper | None = None) -> Pdf:
    """Scenes as the pages of a PDF, and the characters that were replaced."""
    if not scenes or any(min(scene.width, scene.height) <= 0 for scene in scenes):
        raise ExportError.because(
            "there is no picture for the PDF" if not scenes else "a picture for the PDF has no width or height",
            "没有可写入 PDF 的图" if not scenes else "要写入 PDF 的图没有宽度或高度",
            fix_en="pass at least one scene with a size",
            fix_zh="请传入至少一个有尺寸的图",
        )
    texts = [words.text for scene in scenes for words in text_items(scene.items)]
    replaced = missing_characters(texts)
    canvas = Canvas(replaced)
    canvas.set_title(title)
    canvas.set_creator("bpr")
    canvas.set_producer("bpr")
    canvas.set_lang("zh-CN" if any(map(is_chinese, texts)) else "en")
    sheet = None if paper is None or paper.whole else paper.size(72)
    border = None if paper is None or paper.whole or len(scenes) == 1 else paper.border(72)
    scales = common_scales([_fit(scene, paper) for scene in scenes])
    for number, (scene, scale) in enumerate(zip(scenes, scales, strict=True), start=1):
        canvas.draw_page(scene, scale, sheet, border)
        if len(scenes) > 1:
            canvas.start_section(f"{number}. {scene.title}")
    return Pdf(stored(bytes(canvas.output())), replaced)


def _fit(scene: Scene, paper: Paper | None) -> float:
    """The scale at which a scene fits its page, never more than 1."""
    if paper is None or paper.whole:
        return min(1.0, LONGEST_SIDE / POINTS_PER_PX / max(scene.width, scene.height))
    width, height = paper.room(96)
    return min(1.0, width / scene.width, height / scene.height)
