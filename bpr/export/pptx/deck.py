"""A whole presentation about a process: key figures, the swimlane over as many slides as it needs, findings.

The notes of a slide tell the findings about what stands on it; those about the process as a whole stand in the notes of
the first slide. The same analysis gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pptx.util import Emu

from bpr.export import office_package
from bpr.export.pptx.fastening import GlueChoice
from bpr.export.pptx.frame import emu
from bpr.export.pptx.markup import add_shapes, last_id, write_body
from bpr.export.pptx.picture import LEGEND, ROOM, Sheet, content, scales_of
from bpr.export.pptx.shapes import Numbers
from bpr.export.pptx.tables import add_table, column_widths, pages_of
from bpr.export.pptx.template import TITLE_ONLY, empty_deck, finished
from bpr.export.pptx.text import Look, body, paragraph
from bpr.export.scene.words import joined
from bpr.export.sections import diagnosis_sections, findings_section
from bpr.export.speaker import Section
from bpr.export.swimlane.album import Album
from bpr.export.swimlane.guard import check_picture
from bpr.export.swimlane.picture import Picture
from bpr.export.theme.theme import PLAIN, Theme
from bpr.findings import Finding, Severity
from bpr.layout.geometry import Geometry, Rect
from bpr.layout.pages.paper import PX_PER_INCH
from bpr.layout.pages.split import split_pages
from bpr.layout.text.measure import LINE_PITCH, wrap

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck
    from pptx.slide import Slide

_TITLE = Rect(32.0, 18.0, 1216.0, 48.0)
_LINES = Rect(32.0, 70.0, 1216.0, 44.0)
_TABLE = Rect(32.0, 124.0, 1216.0, 564.0)
_TITLE_SIZE, _LINE_SIZE, _FIGURE_SIZE, _FINDING_SIZE, _WORST_SIZE = 26.0, 14.0, 15.0, 12.0, 14.0
_MOST = 8


def to_pptx(
    album: Album,
    *,
    lang: str = "en",
    theme: Theme = PLAIN,
    picture: Picture | None = None,
    glue: GlueChoice = "safe",
) -> bytes:
    """The presentation of an analysed process.

    Args:
        album: the process, everything found about it, and its usual pictures.
        lang: language of all texts; the other one stands in where a label lacks it.
        theme: the colours.
        picture: the swimlane, drawn with other choices than the usual ones; sub-processes that are closed in it follow.
        glue: ``safe`` glues the arrows that PowerPoint and LibreOffice draw alike; ``all`` glues every arrow that
            PowerPoint can (LibreOffice then leads some of them wrongly).

    Returns:
        The bytes of a .pptx file.

    Raises:
        ExportError: a picture would break a promise of the layout (`bpr.export.swimlane.guard`).
    """
    analysis = album.analysis
    deck = empty_deck()
    heading, figures, *_ = diagnosis_sections(analysis, lang)
    whole = album.picture(lang=lang, theme=theme) if picture is None else picture
    opened = {box.id for box in whole.geometry.boxes if box.kind == "expanded"}
    closed = [scope for scope in album.scopes[1:] if scope not in opened]
    pictures = [whole, *(album.picture(lang=lang, scope=scope, theme=theme) for scope in closed)]
    for picture in pictures:
        check_picture(picture.geometry)
    pages = [
        (page, picture, scale)
        for picture in pictures
        for parts in [_pages(picture.geometry)]
        for page, scale in zip(parts, scales_of(parts), strict=True)
    ]
    on_pages = [_elements(page) for page, _, _ in pages]
    drawn = frozenset().union(*on_pages)
    first = _new_slide(deck, heading.title, theme)
    _write_lines(first, heading.lines, theme)
    widths = column_widths([figures.head, *figures.rows], _FIGURE_SIZE, _TABLE.width * 0.62)
    add_table(first, figures.head, figures.rows, widths, _FIGURE_SIZE, _TABLE, theme)
    beside = _TABLE.x + sum(widths) + 40.0
    room = Rect(beside, _TABLE.y, _TABLE.right - beside, _TABLE.height)
    _write_worst(first, [f for f in analysis.findings if f.severity is not Severity.INFO], lang, theme, room)
    _write_notes(first, [f for f in analysis.findings if not drawn.intersection(f.elements)], lang)
    for (page, picture, scale), elements in zip(pages, on_pages, strict=True):
        slide = _new_slide(deck, _page_title(page), theme)
        sheet = Sheet(page, theme, picture.overlay, Numbers(last_id(slide)), glue=glue, scale=scale)
        add_shapes(slide, sheet.parts())
        _write_notes(slide, [f for f in analysis.findings if elements.intersection(f.elements)], lang)
    _write_findings(deck, findings_section(analysis.findings, lang), theme)
    stream = io.BytesIO()
    deck.save(stream)
    return office_package.pack(finished(office_package.unpack(stream.getvalue()), theme), title=heading.title)


def _pages(geometry: Geometry) -> tuple[Geometry, ...]:
    """The picture cut so that each part is readable on a slide."""
    around = content(geometry)
    width = ROOM.width * PX_PER_INCH / 96 + geometry.width - around.width
    height = (ROOM.height - LEGEND) * PX_PER_INCH / 96 + geometry.height - around.height
    return split_pages(geometry, width, height)


def _page_title(page: Geometry) -> str:
    title = joined(page.title.lines)
    return title if page.page is None else f"{title} ({page.page[0]}/{page.page[1]})"


def _elements(page: Geometry) -> frozenset[str]:
    """Ids of what stands on a page: boxes, routes, and the lanes that have boxes there."""
    return frozenset(
        [
            *(box.id for box in page.boxes),
            *(box.lane for box in page.boxes),
            *(route.whole_id for route in page.routes),
        ]
    )


def _new_slide(deck: Deck, title: str, theme: Theme) -> Slide:
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    place = slide.shapes.title
    if place is not None:
        place.left, place.top = Emu(emu(_TITLE.x)), Emu(emu(_TITLE.y))
        place.width, place.height = Emu(emu(_TITLE.width)), Emu(emu(_TITLE.height))
        look = Look(_TITLE_SIZE * 0.75, theme.title, bold=True, align="l")
        write_body(place.text_frame, body([paragraph([title], look)]))
    return slide


def _write_text(slide: Slide, paragraphs: Sequence[str], place: Rect) -> None:
    corner, size = (Emu(emu(place.x)), Emu(emu(place.y))), (Emu(emu(place.width)), Emu(emu(place.height)))
    write_body(slide.shapes.add_textbox(*corner, *size).text_frame, body(paragraphs, anchor="t"))


def _write_lines(slide: Slide, lines: Sequence[str], theme: Theme) -> None:
    if lines:
        look = Look(_LINE_SIZE * 0.75, theme.label, align="l")
        _write_text(slide, [paragraph([line], look) for line in lines], _LINES)


def _write_worst(slide: Slide, findings: Sequence[Finding], lang: str, theme: Theme, place: Rect) -> None:
    """The findings that weigh most, as many as the room holds but no more than eight, beside the key figures."""
    head = Look(_FIGURE_SIZE * 0.75, theme.title, bold=True, align="l")
    look = Look(_WORST_SIZE * 0.75, theme.activity.text, align="l")
    paragraphs = [paragraph(["主要发现" if lang == "zh" else "What weighs most"], head)]
    used = 2 * _FIGURE_SIZE * LINE_PITCH
    for finding in findings[:_MOST]:
        text = f"• {finding.message.pick(lang)}"
        used += (len(wrap(text, _WORST_SIZE, place.width)) + 0.6) * _WORST_SIZE * LINE_PITCH
        if used > place.height:
            break
        paragraphs.append(paragraph([text], replace(look, before=0.6 * look.size)))
    if len(paragraphs) > 1:
        _write_text(slide, paragraphs, place)


def _write_findings(deck: Deck, section: Section, theme: Theme) -> None:
    """The findings as tables; the codes stand in the first column, under how bad it is."""
    rows = [(severity, message, remedy) for severity, _, message, remedy in section.rows]
    severity, _, message, remedy = section.head
    head = (severity, message, remedy)
    widths = column_widths([head, *rows], _FINDING_SIZE, _TABLE.width)
    parts = pages_of(rows, widths, _FINDING_SIZE, _TABLE.height)
    for number, part in enumerate(parts, start=1):
        title = section.title if len(parts) == 1 else f"{section.title} ({number}/{len(parts)})"
        slide = _new_slide(deck, title, theme)
        _write_lines(slide, section.lines, theme)
        add_table(slide, head, part, widths, _FINDING_SIZE, _TABLE, theme)


def _write_notes(slide: Slide, findings: Sequence[Finding], lang: str) -> None:
    """What was found about the elements of a slide, worst first."""
    nothing = "本页没有发现。" if lang == "zh" else "Nothing was found about what this slide shows."
    lines = [
        f"{finding.code}: {finding.message.pick(lang)}\n→ {finding.remedy.pick(lang)}" for finding in findings
    ] or [nothing]
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        frame.text = "\n".join(lines)
