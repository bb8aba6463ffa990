"""A drawn process in every format, chosen by the suffix of the file.

SVG and PNG hold one page a file; PDF holds all pages; PowerPoint and draw.io are written natively from the same
geometry. BPMN (boxes with room for the icons of its programs) and HTML (both languages, all sub-processes) are laid out
by the same engine in their own way. Mermaid, PlantUML, DOT and the Visio table hold the flow without places: their
programs lay out themselves. A choice that a format cannot follow is refused, not dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bpr.errors import ExportError, InputError
from bpr.export.scene.coverage import lost_in_pdf, png_warnings, svg_warnings
from bpr.export.scene.png import render_png
from bpr.export.scene.shapes import Scene
from bpr.export.scene.svg import scene_to_svg
from bpr.export.swimlane.album import Album
from bpr.export.swimlane.guard import check_picture
from bpr.export.swimlane.pages import page_files, paged, scale_on
from bpr.export.swimlane.paint import paint
from bpr.export.swimlane.picture import Picture
from bpr.export.theme.theme import PLAIN, Theme
from bpr.layout.pages.paper import PAPERS, Paper
from bpr.model import Process
from bpr.text import Text

if TYPE_CHECKING:
    from bpr.export.pdf.writer import Pdf


@dataclass(frozen=True)
class Drawing:
    """A process, its picture, and how it is to be handed over.

    Attributes:
        album: the process with its analysis and its usual pictures.
        lang: language of all texts.
        theme: the colours.
        paper: the sheet that pages are cut for; ``poster`` is one sheet as large as the picture.
        chosen: the swimlane, where it is drawn with other choices than the usual ones.
    """

    album: Album
    lang: str = "en"
    theme: Theme = PLAIN
    paper: Paper = PAPERS["poster"]
    chosen: Picture | None = None

    @property
    def process(self) -> Process:
        """The model."""
        return self.album.process

    @property
    def picture(self) -> Picture:
        """Its swimlane, laid out when the first writer asks for it."""
        return self.album.picture(lang=self.lang, theme=self.theme) if self.chosen is None else self.chosen

    @cached_property
    def pages(self) -> tuple[Picture, ...]:
        """The picture on its sheets."""
        return paged(self.picture, self.paper)


@dataclass(frozen=True)
class Rendered:
    """The content of one file or, with pages in files of their own, several; and what the reader should know."""

    files: tuple[bytes, ...]
    warnings: tuple[Text, ...] = ()
    pages: tuple[Picture, ...] = ()
    scales: tuple[float, ...] = ()

    def places(self, place: Path) -> tuple[Path, ...]:
        """The names of the files: ``p.svg``, or ``p-1.svg``, ``p-2.svg``."""
        return page_files(place, len(self.files))


def render(drawing: Drawing, suffix: str) -> Rendered:
    """Write a drawing in the format of a suffix (without its dot).

    Raises:
        ExportError: no such format, or the picture would tell a lie (`bpr.export.swimlane.guard`).
        MissingPartError: an optional package is missing.
    """
    return _format(suffix).write(drawing)


def check_choices(suffix: str, choices: Iterable[str]) -> None:
    """Pass what a format can follow.

    Args:
        suffix: of the format, without its dot.
        choices: names of `CHOICES` that somebody made.

    Raises:
        ExportError: no such format.
        InputError: the format cannot follow one of the choices.
    """
    takes = _format(suffix).takes
    refused = [f"--{choice.replace('_', '-')}" for choice in choices if choice not in takes]
    if refused:
        fitting = [other for other, form in FORMATS.items() if set(choices) <= form.takes]
        raise InputError.because(
            f"{', '.join(refused)} does not go with .{suffix}",
            f"{'、'.join(refused)} 不适用于 .{suffix} 格式",
            fix_en=f"leave it out, or choose one of: {', '.join(fitting)}",
            fix_zh=f"请去掉该选项，或改用：{'、'.join(fitting)}",
        )


def _format(suffix: str) -> Format:
    if suffix not in FORMATS:
        raise ExportError.because(
            f"pictures cannot be written as '{suffix}'",
            f"图片不能写成“{suffix}”格式",
            fix_en=f"choose one of: {', '.join(FORMATS)}",
            fix_zh=f"可用格式：{'、'.join(FORMATS)}",
        )
    return FORMATS[suffix]


def render_scene(scene: Scene, suffix: str) -> Rendered:
    """Write a picture that is no swimlane: as SVG, PNG or PDF.

    Raises:
        ExportError: another format.
    """
    if suffix == "svg":
        svg = scene_to_svg(scene)
        return Rendered((svg.encode(),), svg_warnings(svg))
    if suffix == "png":
        png = render_png(scene_to_svg(scene))
        return Rendered((png.data,), png_warnings(png))
    if suffix == "pdf":
        from bpr.export.pdf.writer import render_pdf

        return _pdf_rendered(render_pdf([scene], title=scene.title))
    raise ExportError.because(
        f"this picture cannot be written as '{suffix}'",
        f"该图不能写成“{suffix}”格式",
        fix_en="choose svg, png or pdf",
        fix_zh="可用格式：svg、png、pdf",
    )


def _sheets(form: str) -> Callable[[Drawing], Rendered]:
    """SVG and PNG: one file a page."""

    def write(drawing: Drawing) -> Rendered:
        pages = drawing.pages
        files = tuple(page.render(form) for page in pages)
        told = tuple(dict.fromkeys(text for page in pages for text in page.warnings(form)))
        return Rendered(files, told, pages, tuple(scale_on(page, drawing.paper) for page in pages))

    return write


def _pdf(drawing: Drawing) -> Rendered:
    from bpr.export.pdf.writer import render_pdf

    for page in drawing.pages:
        check_picture(page.geometry, page.metrics)
    scenes = [paint(page.geometry, page.theme, page.overlay) for page in drawing.pages]
    made = render_pdf(scenes, title=drawing.process.headline(drawing.lang), paper=drawing.paper)
    return _pdf_rendered(made, drawing.picture.notes)


def _pdf_rendered(made: Pdf, notes: tuple[Text, ...] = ()) -> Rendered:
    return Rendered((made.data,), (*notes, *lost_in_pdf(made.replaced)))


def _pptx(drawing: Drawing) -> Rendered:
    from bpr.export.pptx.deck import to_pptx

    deck = to_pptx(drawing.album, lang=drawing.lang, theme=drawing.theme, picture=drawing.picture)
    return Rendered((deck,))


def _drawio(drawing: Drawing) -> Rendered:
    from bpr.export.drawio.writer import to_drawio

    picture = drawing.picture
    check_picture(picture.geometry, picture.metrics)
    text = to_drawio(picture.geometry, theme=picture.theme, overlay=picture.overlay)
    return Rendered((text.encode(),), picture.notes)


def _bpmn(drawing: Drawing) -> Rendered:
    """BPMN programs draw icons into the boxes, so it is laid out with room for them."""
    from bpr.export.bpmn import to_bpmn

    return Rendered((to_bpmn(drawing.process, lang=drawing.lang, lay_out=drawing.album.lay_out),))


def _html(drawing: Drawing) -> Rendered:
    from bpr.export.html.viewer import to_html

    return Rendered((to_html(drawing.album, lang=drawing.lang, theme=drawing.theme).encode(),))


def _mermaid(drawing: Drawing) -> Rendered:
    from bpr.export.flow_formats.mermaid import to_mermaid

    return Rendered((to_mermaid(drawing.process, lang=drawing.lang).encode(),))


def _plantuml(drawing: Drawing) -> Rendered:
    from bpr.export.flow_formats.plantuml import to_plantuml

    return Rendered((to_plantuml(drawing.process, lang=drawing.lang).encode(),))


def _dot(drawing: Drawing) -> Rendered:
    from bpr.export.flow_formats.dot import to_dot

    return Rendered((to_dot(drawing.process, lang=drawing.lang).encode(),))


def _visio(drawing: Drawing) -> Rendered:
    from bpr.export.flow_formats.visio_table import to_visio_table

    return Rendered((to_visio_table(drawing.process, lang=drawing.lang),))


@dataclass(frozen=True, slots=True)
class Format:
    """A writer, and the choices about the picture that it follows."""

    write: Callable[[Drawing], Rendered]
    takes: frozenset[str] = frozenset()


CHOICES = frozenset(
    {
        "lanes",
        "overlay",
        "lane_order",
        "stable_with",
        "phases",
        "badges",
        "expand",
        "direction",
        "links_longer_than",
        "scope",
        "theme",
    }
)
"""What may be chosen about a picture; ``page`` goes with formats that have pages."""

FORMATS: Mapping[str, Format] = {
    "svg": Format(_sheets("svg"), CHOICES | {"page"}),
    "png": Format(_sheets("png"), CHOICES | {"page"}),
    "pdf": Format(_pdf, CHOICES | {"page"}),
    "pptx": Format(_pptx, CHOICES),
    "drawio": Format(_drawio, CHOICES),
    "bpmn": Format(_bpmn),
    "html": Format(_html, frozenset({"theme"})),
    "mmd": Format(_mermaid),
    "puml": Format(_plantuml),
    "dot": Format(_dot),
    "xlsx": Format(_visio),
}
"""The writers by suffix."""
