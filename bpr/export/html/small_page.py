"""Sections as one small HTML page: nothing loaded, nothing that acts; for previews that are sent around."""

from __future__ import annotations

from collections.abc import Sequence

from bpr.export.escape import tag, xml_text
from bpr.export.html.markup import html_lang, policy, table, variables
from bpr.export.speaker import Section
from bpr.export.theme.theme import PLAIN, Theme

_STYLE = """
body{margin:2rem auto;max-width:72rem;padding:0 1rem;color:var(--ink);background:var(--paper);
font:15px/1.5 var(--font)}
html[lang^=zh] body{font-family:var(--font-zh)}
h1{font-size:1.5rem;border-bottom:3px solid var(--accent);padding-bottom:.4rem}
h2{font-size:1.15rem;margin-top:2rem;color:var(--accent)}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #c3cedb;padding:.35rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead th{background:var(--accent);color:var(--on-accent);overflow-wrap:normal}
tbody th{font-weight:600}
.number{text-align:right}
@media print{body{margin:0;max-width:none}thead{display:table-header-group}tr{break-inside:avoid}}
"""


def small_page(sections: Sequence[Section], lang: str, *, theme: Theme = PLAIN) -> str:
    """Sections as an HTML document; the first one gives the title."""
    style = variables(theme) + _STYLE
    head = [
        tag("meta", {"charset": "utf-8"}),
        tag("meta", {"content": policy(style=style), "http-equiv": "Content-Security-Policy"}),
        tag("meta", {"content": "width=device-width, initial-scale=1", "name": "viewport"}),
        tag("title", {}, xml_text(sections[0].title)),
        tag("style", {}, style),
    ]
    parts = []
    for number, section in enumerate(sections):
        lines = "".join(tag("p", {}, xml_text(line)) for line in section.lines)
        parts.append(tag("h2" if number else "h1", {}, xml_text(section.title)) + lines + table(section))
    page = tag("head", {}, "\n".join(head)) + "\n" + tag("body", {}, tag("main", {}, "\n".join(parts)))
    return f"<!doctype html>\n{tag('html', {'lang': html_lang(lang)}, page)}\n"
