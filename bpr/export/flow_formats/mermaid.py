"""Mermaid: a flowchart with lanes as subgraphs, for wikis, tickets and notes that draw it by themselves.

Escaping: labels stand in quotes; every character that Mermaid, its Markdown or the HTML behind it would read as more
than itself is written as a number code (``#35;``). A label such as ``1. Check`` would become a list, so the dot is
coded, too.
Source: the flowchart syntax of the Mermaid documentation (special characters, entity codes, subgraphs).
"""

from __future__ import annotations

import json
import re

from bpr.export.flow_formats.lanes import Named, Part, label, one_line
from bpr.export.theme.theme import PLAIN
from bpr.layout.plan.diagram import Box, Link
from bpr.model import Process

_CODED = re.compile(r"""["#&<>`*_~\\;{}|$]|^[-+=/]""")
_NUMBERED = re.compile(r"^(\d+)([.)])")
_SHAPES: dict[str, tuple[str, str]] = {
    "activity": ("[", "]"),
    "subprocess": ("[[", "]]"),
    "expanded": ("[[", "]]"),
    "pool": ("[", "]"),
    "start": ("([", "])"),
    "end": ("([", "])"),
    "event": ("((", "))"),
    "boundary": ("((", "))"),
    "xor": ("{", "}"),
    "and": ("{{", "}}"),
    "or": ("{{", "}}"),
    "event_gateway": ("{{", "}}"),
}
_SIGNS = {"xor": "×", "and": "+", "or": "○", "event_gateway": "◇", "start": "●", "end": "◉"}


def to_mermaid(process: Process, *, lang: str = "en") -> str:
    """The process as a Mermaid flowchart.

    Args:
        process: the process; sub-processes are one closed box each.
        lang: language of the labels.

    Returns:
        Text with one statement a line; the same process gives the same text.

    Example:
        >>> from bpr.formats.files import load
        >>> to_mermaid(load("customer-reception.asis")).splitlines()[3]
        'flowchart LR'
    """
    named = Named.of(process, lang)
    title = json.dumps(one_line(named.diagram.title).replace("%%{", "%% {"), ensure_ascii=False)
    lines = ["---", f"title: {title}", "---", "flowchart LR"]
    for part in named.tree():
        lines += _part(part, named, "  ")
    lines += [_link(link, named) for link in named.diagram.links]
    for box in named.diagram.boxes:
        if box.attached_to is not None:
            lines.append(f"  {named.node[box.attached_to]} -.- {named.node[box.id]}")
    for number, link in enumerate(named.diagram.links):
        if link.id in named.rework:
            lines.append(f"  linkStyle {number} stroke:{PLAIN.rework.colour},stroke-dasharray:6 3")
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A label in quotes; blank ones are a single blank, which Mermaid accepts.

    Example:
        >>> quoted('R&D "fast"'), quoted("1. Check")
        ('"R#38;D #34;fast#34;"', '"1#46; Check"')
    """
    line = one_line(text)
    line = _CODED.sub(lambda found: "".join(f"#{ord(char)};" for char in found.group()), line)
    line = _NUMBERED.sub(lambda found: f"{found.group(1)}#{ord(found.group(2))};", line)
    return f'"{line or " "}"'


def _part(part: Part, named: Named, indent: str) -> list[str]:
    lines = [f"{indent}subgraph {part.word}[{quoted(part.name)}]"]
    for inner in part.parts:
        lines += _part(inner, named, indent + "  ")
    lines += [f"{indent}  {_box(box, named)}" for box in part.boxes]
    return [*lines, f"{indent}end"]


def _box(box: Box, named: Named) -> str:
    before, behind = _SHAPES[box.kind]
    return f"{named.node[box.id]}{before}{quoted(label(box) or _SIGNS.get(box.kind, ' '))}{behind}"


def _link(link: Link, named: Named) -> str:
    arrow = "-.->" if link.kind == "message" else "-->"
    words = f"|{quoted(link.label)}|" if one_line(link.label) else ""
    return f"  {named.node[link.source]} {arrow}{words} {named.node[link.target]}"
