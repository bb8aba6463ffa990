"""The report as one HTML file: pictures inside, nothing loaded, made for the screen and for printing on A4."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from bpr.export.escape import tag, xml_text
from bpr.export.html.markup import data_uri, html_lang, policy, table, variables
from bpr.export.report.chapter import Chapter, Figure, Report
from bpr.export.report.walk import FindingEntry, write_chapter, write_contents, write_cover
from bpr.export.scene.svg import to_svg
from bpr.export.speaker import Section
from bpr.export.theme.theme import Logo

_WIDE_MATRIX = 11
_FITTING = 1_700  # px: wider pictures keep their size and are moved sideways


def report_html(report: Report) -> str:
    """Write a report as an HTML document."""
    style = variables(report.theme) + "\n" + _style()
    head = [
        tag("meta", {"charset": "utf-8"}),
        tag(
            "meta",
            {
                "content": policy(style=style, pictures=report.theme.logo is not None),
                "http-equiv": "Content-Security-Policy",
            },
        ),
        tag("meta", {"content": "width=device-width, initial-scale=1", "name": "viewport"}),
        tag("title", {}, xml_text(report.title)),
        tag("style", {}, style),
    ]
    body = "\n".join([_cover(report), _contents(report), _chapters(report)])
    page = tag("head", {}, "\n".join(head)) + "\n" + tag("body", {}, body)
    return f"<!doctype html>\n{tag('html', {'lang': html_lang(report.lang)}, page)}\n"


@lru_cache(maxsize=1)
def _style() -> str:
    return (Path(__file__).parent / "report.css").read_text(encoding="utf-8")


def _cover(report: Report) -> str:
    blocks = _Blocks()
    write_cover(report, blocks)
    return tag("header", {"class": "cover"}, blocks.markup)


def _contents(report: Report) -> str:
    blocks = _Blocks()
    write_contents(report, blocks)
    return blocks.markup


def _chapters(report: Report) -> str:
    """The chapters, each a section of the page."""
    sections = []
    for number, chapter in enumerate(report.chapters, start=1):
        blocks = _Blocks()
        write_chapter(report, number, chapter, blocks)
        wide = any(len(section.head) > _WIDE_MATRIX for section in chapter.sections)
        kinds = [word for word, fits in (("pictures", chapter.kind == "pictures"), ("wide", wide)) if fits]
        sections.append(tag("section", {"class": " ".join(kinds)} if kinds else {}, blocks.markup))
    return tag("main", {}, "\n".join(sections))


class _Blocks:
    """Blocks as markup, one below the other."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    @property
    def markup(self) -> str:
        return "\n".join(self._parts)

    def logo(self, logo: Logo) -> None:
        self._parts.append(tag("img", {"alt": logo.name, "src": data_uri(logo.kind, logo.data)}))

    def kicker(self, text: str) -> None:
        self._parts.append(_paragraph(text, "kicker"))

    def title(self, text: str) -> None:
        self._parts.append(tag("h1", {}, xml_text(text)))

    def fact(self, text: str) -> None:
        self._parts.append(_paragraph(text, "facts"))

    def highlights(self, entries: Sequence[tuple[str, str]]) -> None:
        pairs = [tag("dt", {}, xml_text(label)) + tag("dd", {}, xml_text(value)) for label, value in entries]
        self._parts.append(tag("dl", {"class": "highlights"}, "".join(tag("div", {}, pair) for pair in pairs)))

    def caution(self, lines: Sequence[str]) -> None:
        self._parts.append(tag("div", {"class": "caution", "role": "note"}, "".join(map(_paragraph, lines))))

    def contents(self, title: str, chapters: Sequence[Chapter]) -> None:
        """Links to the chapters."""
        links = [tag("a", {"href": f"#{chapter.key}"}, xml_text(chapter.title)) for chapter in chapters]
        entries = tag("ol", {}, "".join(tag("li", {}, link) for link in links))
        self._parts.append(tag("nav", {"aria-label": title}, tag("h2", {}, xml_text(title)) + entries))

    def chapter(self, number: int, chapter: Chapter) -> None:
        self._parts.append(tag("h2", {"id": chapter.key}, f"{number}&#160;&#160;{xml_text(chapter.title)}"))

    def about(self, text: str) -> None:
        self._parts.append(_paragraph(text, "about"))

    def heading(self, text: str) -> None:
        self._parts.append(tag("h3", {}, xml_text(text)))

    def line(self, text: str) -> None:
        self._parts.append(_paragraph(text))

    def points(self, lines: Sequence[str]) -> None:
        self._parts.append(tag("ul", {}, "".join(tag("li", {}, xml_text(line)) for line in lines)))

    def table(self, section: Section, *, matrix: bool) -> None:
        attributes = {"class": "matrix"} if matrix else {}
        self._parts.append(tag("div", {"class": "scroll"}, table(section, **attributes)))

    def findings(self, heads: tuple[str, str, str], entries: Sequence[FindingEntry]) -> None:
        """One block for each finding; it needs no heads."""
        for entry in entries:
            top = tag("code", {}, xml_text(entry.code)) + tag("b", {}, xml_text(entry.word)) + xml_text(entry.message)
            inside = tag("p", {}, top) + _paragraph(entry.remedy, "fix")
            self._parts.append(tag("div", {"class": f"finding {entry.severity}"}, inside))

    def figure(self, number: int, figure: Figure) -> None:
        picture = figure.picture
        drawn = to_svg(picture.geometry, theme=picture.theme, overlay=picture.overlay, id_prefix=f"figure-{number}-")
        frame = "scroll fit" if picture.geometry.width <= _FITTING else "scroll"
        caption = tag("figcaption", {}, xml_text(figure.caption))
        self._parts.append(tag("figure", {}, tag("div", {"class": frame}, "\n" + drawn) + caption))


def _paragraph(text: str, kind: str = "") -> str:
    return tag("p", {"class": kind} if kind else {}, xml_text(text))
