"""The report as one HTML file: pictures inside, nothing loaded, made for the screen and for printing on A4."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from bpr.export.escape import tag, xml_text
from bpr.export.html.markup import data_uri, html_lang, policy, table, variables
from bpr.export.report.chapter import Chapter, Report
from bpr.export.scene.svg import to_svg
from bpr.export.speaker import Section

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
    chapters = [_chapter(report, number, one) for number, one in enumerate(report.chapters, start=1)]
    body = "\n".join([_cover(report), _contents(report), tag("main", {}, "\n".join(chapters))])
    page = tag("head", {}, "\n".join(head)) + "\n" + tag("body", {}, body)
    return f"<!doctype html>\n{tag('html', {'lang': html_lang(report.lang)}, page)}\n"


@lru_cache(maxsize=1)
def _style() -> str:
    return (Path(__file__).parent / "report.css").read_text(encoding="utf-8")


def _cover(report: Report) -> str:
    """Logo, title, who, the few numbers, the findings in short, and what is not measured."""
    parts = []
    if (logo := report.theme.logo) is not None:
        parts.append(tag("img", {"alt": logo.name, "src": data_uri(logo.kind, logo.data)}))
    parts += [_paragraph(report.kicker, "kicker"), tag("h1", {}, xml_text(report.title))]
    parts += [_paragraph(line, "facts") for line in report.facts]
    entries = [
        tag("div", {}, tag("dt", {}, xml_text(label)) + tag("dd", {}, xml_text(value)))
        for label, value in report.highlights
    ]
    parts.append(tag("dl", {"class": "highlights"}, "".join(entries)))
    parts.append(_list(report.summary))
    if report.caution:
        parts.append(tag("div", {"class": "caution", "role": "note"}, "".join(map(_paragraph, report.caution))))
    return tag("header", {"class": "cover"}, "\n".join(parts))


def _contents(report: Report) -> str:
    """Links to the chapters."""
    entries = [
        tag("li", {}, tag("a", {"href": f"#{chapter.key}"}, xml_text(chapter.title))) for chapter in report.chapters
    ]
    title = "目录" if report.lang == "zh" else "Contents"
    return tag("nav", {"aria-label": title}, tag("h2", {}, title) + tag("ol", {}, "".join(entries)))


def _chapter(report: Report, number: int, chapter: Chapter) -> str:
    parts = [tag("h2", {"id": chapter.key}, f"{number}&#160;&#160;{xml_text(chapter.title)}")]
    parts += [_paragraph(chapter.about, "about")] if chapter.about else []
    match chapter.kind:
        case "pictures":
            parts += _pictures(report)
        case "findings":
            parts += _findings(report, chapter.sections[0])
        case _:
            for position, section in enumerate(chapter.sections):
                parts += [tag("h3", {}, xml_text(section.title))] if position else []
                parts += _section(section, chapter.kind)
    wide = any(len(section.head) > _WIDE_MATRIX for section in chapter.sections)
    kinds = [word for word, fits in (("pictures", chapter.kind == "pictures"), ("wide", wide)) if fits]
    return tag("section", {"class": " ".join(kinds)} if kinds else {}, "\n".join(parts))


def _section(section: Section, kind: str) -> list[str]:
    """Lines, those that begin with a dash as a list, then the table."""
    plain = [line for line in section.lines if not line.startswith("- ")]
    points = [line.removeprefix("- ") for line in section.lines if line.startswith("- ")]
    parts = [_paragraph(line) for line in plain]
    parts += [_list(points)] if points else []
    attributes = {"class": "matrix"} if kind == "matrix" else {}
    if section.head:
        parts.append(tag("div", {"class": "scroll"}, table(section, **attributes)))
    return parts


def _pictures(report: Report) -> list[str]:
    parts = []
    for number, figure in enumerate(report.figures):
        picture = figure.picture
        drawn = to_svg(picture.geometry, theme=picture.theme, overlay=picture.overlay, id_prefix=f"figure-{number}-")
        caption = tag("figcaption", {}, xml_text(figure.caption))
        frame = "scroll fit" if picture.geometry.width <= _FITTING else "scroll"
        parts.append(tag("figure", {}, tag("div", {"class": frame}, "\n" + drawn) + caption))
    return parts


def _findings(report: Report, section: Section) -> list[str]:
    """One block for each finding: severity, code, message, and the remedy."""
    parts = [_paragraph(line) for line in section.lines]
    fix = "改法：" if report.lang == "zh" else "Remedy: "
    for severity, (word, code, message, remedy) in zip(report.severities, section.rows, strict=True):
        top = tag("code", {}, xml_text(code)) + tag("b", {}, xml_text(word)) + xml_text(message)
        inside = tag("p", {}, top) + _paragraph(fix + remedy, "fix")
        parts.append(tag("div", {"class": f"finding {severity}"}, inside))
    return parts


def _paragraph(text: str, kind: str = "") -> str:
    return tag("p", {"class": kind} if kind else {}, xml_text(text))


def _list(lines: tuple[str, ...] | list[str]) -> str:
    return tag("ul", {}, "".join(tag("li", {}, xml_text(line)) for line in lines))
