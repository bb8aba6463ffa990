"""The interactive picture of a process: one HTML file that people open in any browser, without a network.

Both languages are inside; so are the sub-processes, a card for each element, filters and the findings, each of which
leads to its place in the picture. A content policy forbids everything that is not in the file. Labels enter as escaped
markup or as JSON that the script writes with ``textContent`` only. Without script the first picture and the findings
can be read all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bpr.diagnosis.analyse import Analysis
from bpr.export.escape import tag, xml_text
from bpr.export.html.facts import KINDS, Card, department_card, flow_card, node_card, role_card
from bpr.export.html.filters import box, filters, route
from bpr.export.html.markup import data_uri, html_lang, policy, safe_json, switched, table, variables
from bpr.export.scene import words
from bpr.export.scene.shapes import Scene
from bpr.export.scene.svg import scene_to_svg
from bpr.export.sections import figures_section, heading_section
from bpr.export.speaker import Speaker
from bpr.export.swimlane.album import Album
from bpr.export.swimlane.guard import check_picture
from bpr.export.swimlane.paint import paint
from bpr.export.swimlane.picture import Picture
from bpr.export.theme.theme import PLAIN, Theme
from bpr.layout.geometry import Geometry
from bpr.text import LANGUAGES, Lang, Text

_FOLDER = Path(__file__).parent
_TEXTS = {
    "skip": Text(en="Skip the picture", zh="跳过流程图"),
    "handoffs": Text(en="Handoffs", zh="交接"),
    "loops": Text(en="Loops", zh="回路"),
    "role": Text(en="Role", zh="角色"),
    "department": Text(en="Department", zh="部门"),
    "all": Text(en="all", zh="全部"),
    "scope": Text(en="Picture", zh="图"),
    "whole": Text(en="whole process", zh="整个流程"),
    "in": Text(en="Zoom in", zh="放大"),
    "out": Text(en="Zoom out", zh="缩小"),
    "fit": Text(en="Whole picture", zh="全图"),
    "help": Text(en="Help", zh="帮助"),
    "close": Text(en="Close", zh="关闭"),
    "open": Text(en="Open the sub-process", zh="打开子流程"),
    "stage": Text(en="Picture of the process; arrow keys move it", zh="流程图；方向键移动"),
    "tools": Text(en="Filters and zoom", zh="筛选与缩放"),
    "findings": Text(en="Findings", zh="发现"),
    "none": Text(en="No findings.", zh="没有发现。"),
    "fix": Text(en="Remedy: ", zh="改法："),
    "count": Text(en="{0} of {1} elements shown", zh="显示 {0} / {1} 个节点"),
}
_HELP = (
    ("Tab", Text(en="next element; its card opens", zh="下一个节点，并显示卡片")),
    ("Enter", Text(en="keep the card open", zh="固定卡片")),
    ("← → ↑ ↓", Text(en="move the picture", zh="移动图")),
    ("+  −", Text(en="zoom; so do the mouse wheel and two fingers", zh="缩放；也可用鼠标滚轮或双指")),
    ("0", Text(en="whole picture", zh="全图")),
    ("Esc", Text(en="close the card", zh="关闭卡片")),
    ("?", Text(en="this help", zh="本帮助")),
)


@dataclass(frozen=True, slots=True)
class _View:
    """One picture of the page: a language and the process or one sub-process (``scope`` is empty for the process)."""

    lang: Lang
    scope: str
    picture: Picture
    scene: Scene

    @property
    def geometry(self) -> Geometry:
        return self.picture.geometry


def to_html(album: Album, *, lang: str = "en", theme: Theme = PLAIN) -> str:
    """Write the interactive picture of a process as one HTML document.

    Args:
        album: the process, everything found about it, and its pictures.
        lang: language the page opens in; the other one is a click away.
        theme: colours, font and logo.

    Raises:
        ExportError: the process is too large for one picture, or a picture would tell a lie
            (`bpr.export.swimlane.guard`).
    """
    first: Lang = "zh" if lang == "zh" else "en"
    analysis, views = album.analysis, _views(album, theme)
    speakers = {word: Speaker(analysis, word) for word in LANGUAGES}
    script, style = _file("viewer.js"), variables(theme) + "\n" + _file("viewer.css")
    keys = _drawn(views)
    data = {
        "cards": _cards(analysis, speakers, keys),
        "filters": filters(analysis),
        "findings": [
            {**finding.message.both(), "keys": _keys(analysis, finding.elements, keys)} for finding in analysis.findings
        ],
        "texts": {"count": _TEXTS["count"].both()},
        "titles": {word: analysis.process.headline(word) for word in LANGUAGES},
        "views": [_facts_of(view) for view in views],
    }
    head = [
        tag("meta", {"charset": "utf-8"}),
        tag(
            "meta",
            {
                "content": policy(style=style, script=script, pictures=theme.logo is not None),
                "http-equiv": "Content-Security-Policy",
            },
        ),
        tag("meta", {"content": "width=device-width, initial-scale=1", "name": "viewport"}),
        tag("meta", {"content": "no-referrer", "name": "referrer"}),
        tag("title", {}, xml_text(analysis.process.headline(first))),
        tag("style", {}, style),
    ]
    body = [
        switched("a", _TEXTS["skip"], first, **{"class": "skip", "href": "#findings"}),
        _header(speakers, theme, first),
        _bar(analysis, views, first),
        tag("main", {}, "\n".join([_stage(views, first), _side(analysis, speakers, keys, first)])),
        _help(first),
        tag("script", {"id": "bpr-data", "type": "application/json"}, safe_json(data)),
        tag("script", {}, script),
    ]
    root = {"data-start": first, "lang": html_lang(first)}
    page = tag("head", {}, "\n".join(head)) + "\n" + tag("body", {}, "\n".join(body))
    return f"<!doctype html>\n{tag('html', root, page)}\n"


@lru_cache(maxsize=4)
def _file(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _views(album: Album, theme: Theme) -> list[_View]:
    """The whole process and the inside of each sub-process, in each language."""
    views = []
    for scope in album.scopes:
        for lang in LANGUAGES:
            picture = album.picture(lang=lang, scope=scope, theme=theme)
            check_picture(picture.geometry, picture.metrics)
            views.append(_View(lang, scope or "", picture, paint(picture.geometry, theme, picture.overlay)))
    return views


def _facts_of(view: _View) -> dict[str, Any]:
    """What the script needs of a picture: its size, and where each lane lies."""
    vertical = view.geometry.vertical
    heads = [lane.head for lane in view.geometry.lanes]
    return {
        "heads": max((head.bottom if vertical else head.right for head in heads), default=0.0),
        "height": view.scene.height,
        "lanes": [
            [words.joined(lane.name.lines), *((band.x, band.width) if vertical else (band.y, band.height))]
            for lane in view.geometry.lanes
            for band in (lane.band,)
        ],
        "lang": view.lang,
        "scope": view.scope,
        "vertical": vertical,
        "width": view.scene.width,
    }


def _drawn(views: list[_View]) -> frozenset[str]:
    """The keys of everything that some picture shows."""
    keys: set[str] = set()
    for view in views:
        keys |= {box(one.id) for one in view.geometry.boxes} | {route(one.id) for one in view.geometry.routes}
        keys |= {f"lane:{one.id}" for one in view.geometry.lanes} | {f"group:{one.id}" for one in view.geometry.groups}
    return frozenset(keys)


def _keys(analysis: Analysis, elements: tuple[str, ...], drawn: frozenset[str]) -> list[str]:
    """Where the elements of a finding are drawn: steps, flows, else the lanes of roles and departments."""
    found: dict[str, None] = {}
    for element in elements:
        lanes = [f"lane:{element}", f"lane:role:{element}", f"group:department:{element}", f"lane:department:{element}"]
        if element in analysis.process.departments:
            lanes += [f"lane:{key}" for key, role in analysis.process.roles.items() if role.department == element]
        for key in (box(element), route(element), *lanes):
            if key in drawn:
                found[key] = None
                break
    return list(found)


def _cards(analysis: Analysis, speakers: Mapping[Lang, Speaker], drawn: frozenset[str]) -> dict[str, Any]:
    """A card for each drawn element, in both languages, with the numbers of the findings about it."""
    process = analysis.process
    told: dict[str, list[int]] = {}
    for number, finding in enumerate(analysis.findings):
        for key in _keys(analysis, finding.elements, drawn):
            told.setdefault(key, []).append(number)
    made: dict[str, dict[Lang, Card]] = {}
    for node in process.walk():
        made[box(node.id)] = {lang: node_card(speaker, node) for lang, speaker in speakers.items()}
    for flow in process.flows:
        made[route(flow.id)] = {lang: flow_card(speaker, flow) for lang, speaker in speakers.items()}
    for message in process.messages:
        made[route(message.id)] = {
            lang: Card(message.name.pick(lang) if message.name else message.id, KINDS["message"].pick(lang), ())
            for lang in LANGUAGES
        }
    for role in process.roles:
        for key in (f"lane:{role}", f"lane:role:{role}"):
            made[key] = {lang: role_card(speaker, role) for lang, speaker in speakers.items()}
    for department in process.departments:
        for key in (f"group:department:{department}", f"lane:department:{department}"):
            made[key] = {lang: department_card(speaker, department) for lang, speaker in speakers.items()}
    return {
        key: {
            **{lang: {"name": c.name, "kind": c.kind, "facts": c.facts} for lang, c in cards.items()},
            "findings": told.get(key, []),
        }
        for key, cards in made.items()
        if key in drawn
    }


def _header(speakers: Mapping[Lang, Speaker], theme: Theme, first: Lang) -> str:
    """Logo, title, who and how often, what is not measured, and the language switch."""
    sections = {lang: heading_section(speaker) for lang, speaker in speakers.items()}
    title = Text(en=sections["en"].title, zh=sections["zh"].title)
    lines = [Text(en=en, zh=zh) for en, zh in zip(sections["en"].lines, sections["zh"].lines, strict=True)]
    inside = switched("h1", title, first) + "".join(switched("p", line, first) for line in lines)
    logo = ""
    if theme.logo is not None:
        logo = tag("img", {"alt": theme.logo.name, "src": data_uri(theme.logo.kind, theme.logo.data)})
    buttons = [
        tag(
            "button", {"aria-pressed": str(lang == first).lower(), "data-language": lang, "lang": html_lang(lang)}, name
        )
        for lang, name in (("en", "English"), ("zh", "中文"))
    ]
    switch = {"aria-label": "Language / 语言", "class": "languages", "role": "group"}
    return tag("header", {}, logo + tag("div", {}, inside) + tag("p", switch, "".join(buttons)))


def _bar(analysis: Analysis, views: list[_View], first: Lang) -> str:
    """Filters, the choice of a picture, and zoom."""
    process = analysis.process
    parts = [
        switched("button", _TEXTS[name], first, **{"aria-pressed": "false", "data-filter": name, "type": "button"})
        for name in ("handoffs", "loops")
    ]
    for name, entries in (("role", process.roles), ("department", process.departments)):
        if entries:
            options = {"": _TEXTS["all"]} | {key: entry.name for key, entry in entries.items()}
            parts.append(_choice(_TEXTS[name], "data-select", name, options, first))
    scopes = list(dict.fromkeys(view.scope for view in views))
    if len(scopes) > 1:
        labels = {scope: process.nodes[scope].label or Text(en=scope) for scope in scopes if scope}
        parts.append(_choice(_TEXTS["scope"], "data-scope", "", {"": _TEXTS["whole"], **labels}, first))
    parts.append(tag("span", {"class": "status", "role": "status"}, ""))
    for name, sign in (("out", "−"), ("in", "+"), ("fit", ""), ("help", "?")):
        if sign:
            parts.append(tag("button", {"data-do": name, "type": "button", **_label(_TEXTS[name], first)}, sign))
        else:
            parts.append(switched("button", _TEXTS[name], first, **{"data-do": name, "type": "button"}))
    return tag("div", {"class": "bar", "role": "toolbar", **_label(_TEXTS["tools"], first)}, "\n".join(parts))


def _label(text: Text, first: Lang) -> dict[str, str]:
    return {"aria-label": text.pick(first), "data-label-en": text.pick("en"), "data-label-zh": text.pick("zh")}


def _choice(label: Text, attribute: str, value: str, options: Mapping[str, Text], first: Lang) -> str:
    inside = "".join(switched("option", text, first, value=key) for key, text in options.items())
    return tag("label", {}, switched("span", label, first) + tag("select", {attribute: value}, inside))


def _stage(views: list[_View], first: Lang) -> str:
    """All pictures, one of them shown; the card and the names of lanes lie over them."""
    pictures = []
    for number, view in enumerate(views):
        hidden = {} if (view.lang, view.scope) == (first, "") else {"hidden": "hidden"}
        inside = scene_to_svg(view.scene, id_prefix=f"v{number}-")
        pictures.append(tag("div", {"class": "view", "lang": html_lang(view.lang), **hidden}, "\n" + inside))
    opener = switched("button", _TEXTS["open"], first, hidden="hidden", type="button")
    card = tag("h3", {}, "") + tag("p", {"class": "kind"}, "") + tag("dl", {}, "") + tag("ul", {}, "") + opener
    return tag(
        "div",
        {"class": "stage", "role": "region", "tabindex": "0", **_label(_TEXTS["stage"], first)},
        "\n".join(
            [
                *pictures,
                tag("div", {"aria-hidden": "true", "class": "lanes"}, ""),
                tag("div", {"class": "card", "hidden": "hidden", "id": "card", "role": "group"}, card),
            ]
        ),
    )


def _side(analysis: Analysis, speakers: Mapping[Lang, Speaker], drawn: frozenset[str], first: Lang) -> str:
    """Key figures and findings."""
    figures = {lang: figures_section(speaker) for lang, speaker in speakers.items()}
    tables = []
    for lang, section in figures.items():
        hidden = {} if lang == first else {"hidden": "hidden"}
        tables.append(tag("div", {"data-only": lang, **hidden}, table(section)))
    title = switched("summary", Text(en=figures["en"].title, zh=figures["zh"].title), first)
    items = []
    for number, finding in enumerate(analysis.findings):
        severity = finding.severity.value
        inside = "".join(
            [
                switched("b", finding.severity.word, first, **{"class": severity}),
                switched("span", finding.message, first),
                tag(
                    "span",
                    {"class": "fix"},
                    switched("i", _TEXTS["fix"], first) + switched("span", finding.remedy, first),
                ),
            ]
        )
        name, attributes = "div", {"class": "finding"}
        if _keys(analysis, finding.elements, drawn):
            name, attributes = "button", {"class": "finding", "data-finding": str(number), "type": "button"}
        items.append(tag("li", {}, tag(name, attributes, inside)))
    found = tag("ol", {}, "\n".join(items)) if items else switched("p", _TEXTS["none"], first)
    parts = [tag("details", {"open": "open"}, title + "".join(tables))]
    parts += [switched("h2", _TEXTS["findings"], first, id="findings", tabindex="-1"), found]
    return tag("aside", {"class": "side"}, "\n".join(parts))


def _help(first: Lang) -> str:
    """The keys."""
    rows = "".join(tag("dt", {}, tag("kbd", {}, key)) + switched("dd", text, first) for key, text in _HELP)
    close = switched("button", _TEXTS["close"], first, **{"data-do": "close", "type": "button"})
    inside = switched("h2", _TEXTS["help"], first, id="help-title") + tag("dl", {}, rows) + close
    return tag("dialog", {"aria-labelledby": "help-title"}, inside)
