"""PlantUML: an activity diagram with swimlanes where the process is made of blocks, else boxes in frames.

Activity diagrams know only nested choices, parallel parts and repetitions (`bpr.export.flow_formats.blocks`). Any other
process is written as a deployment diagram: one frame a lane, one box a node, one arrow a flow; nothing is left out.
Escaping: every character that PlantUML or its Creole markup could read as more than itself is written as ``<U+002A>``.
Source: PlantUML language reference, activity diagram (new syntax), deployment diagram, Creole.
"""

from __future__ import annotations

import re

from bpr.export.flow_formats.blocks import Block, Choice, Plain, Repeated, Sequence, Together, find_blocks
from bpr.export.flow_formats.lanes import Named, Part, label, one_line
from bpr.export.theme.theme import PLAIN
from bpr.layout.plan.diagram import Box, Link
from bpr.model import Process

_CODED = re.compile(r"""["–—“”‘’*_~<>\[\]{}()\\|;%#$@&^`]|([-/=.!:+'])\1+|^[-+=/!.:']""")
_SIGNS = {
    **{"start": "●", "end": "◉", "event": "○", "boundary": "○", "xor": "×", "and": "+", "or": "○"},
    **{"event_gateway": "◇", "subprocess": "[+]", "expanded": "[+]"},
}


def to_plantuml(process: Process, *, lang: str = "en") -> str:
    """The process as PlantUML.

    Args:
        process: the process; sub-processes are one closed box each.
        lang: language of the labels.

    Returns:
        Text between ``@startuml`` and ``@enduml``; the same process gives the same text.

    Example:
        >>> from bpr.formats.files import load
        >>> to_plantuml(load("customer-reception.asis")).splitlines()[0]
        '@startuml'
    """
    named = Named.of(process, lang)
    blocks = find_blocks(named.diagram)
    body = _frames(named) if blocks is None else _activity(named, blocks)
    return "\n".join(["@startuml", f"title {safe(named.diagram.title)}", *body, "@enduml"]) + "\n"


def safe(text: str) -> str:
    """A text that PlantUML shows as it is.

    Example:
        >>> safe("a **b**"), safe("R&D 85%"), safe("3-4 options")
        ('a <U+002A><U+002A>b<U+002A><U+002A>', 'R<U+0026>D 85<U+0025>', '3-4 options')
    """
    return _CODED.sub(lambda found: "".join(f"<U+{ord(char):04X}>" for char in found.group()), one_line(text))


class _Activity:
    """Writes blocks as an activity diagram and remembers the lane it stands in."""

    def __init__(self, named: Named) -> None:
        self.lines: list[str] = []
        self.lane: str | None = None
        self.names = _lane_names(named)

    def sequence(self, blocks: Sequence, indent: str = "") -> None:
        for block in blocks:
            self.block(block, indent)

    def block(self, block: Block, indent: str) -> None:
        match block:
            case Plain(box):
                self._plain(box, indent)
            case Choice(box, ways):
                self._enter(box, indent)
                for number, (words, way) in enumerate(ways):
                    question = safe(box.label) if box.kind == "xor" else ""
                    opening = "if" if number == 0 else "elseif"
                    last = number == len(ways) - 1
                    head = f"else ({safe(words)})" if last else f"{opening} ({question}) then ({safe(words)})"
                    self._branch(head, way, indent)
                self.lines.append(f"{indent}endif")
            case Together(split, ways):
                self._enter(split, indent)
                if split.label:
                    self._plain(split, indent)
                for number, (words, way) in enumerate(ways):
                    self._branch("fork again" if number else "fork", way, indent, words)
                self.lines.append(f"{indent}end fork")
            case Repeated(body, decision, again, onward):
                self.lines.append(f"{indent}repeat")
                self.sequence(body, indent + "  ")
                question = safe(decision.label) if decision.kind == "xor" else ""
                if decision.lane != self.lane:  # PlantUML loses a diamond that begins a lane: an activity goes before
                    self._enter(decision, indent)
                    self.lines.append(f"{indent}  :{question};")
                    question = ""
                ways_on = f" not ({safe(onward)})" if onward else ""
                self.lines.append(f"{indent}repeat while ({question}) is ({safe(again)}){ways_on}")

    def _branch(self, head: str, way: Sequence, indent: str, words: str = "") -> None:
        before = self.lane
        self.lines.append(f"{indent}{head}")
        if words:
            self.lines.append(f"{indent}  -> {safe(words)};")
        self.sequence(way, indent + "  ")
        self.lane = self.lane if way else before

    def _enter(self, box: Box, indent: str) -> None:
        if box.lane != self.lane:
            self.lane = box.lane
            self.lines.append(f"{indent}|{self.names[box.lane]}|")

    def _plain(self, box: Box, indent: str) -> None:
        self._enter(box, indent)
        words = safe(label(box))
        if box.kind == "start":
            self.lines += [f"{indent}start", *([f"{indent}:{words};"] if words else [])]
        elif box.kind == "end":
            self.lines += [*([f"{indent}:{words};"] if words else []), f"{indent}stop"]
        elif words or box.kind in ("event", "activity", "subprocess"):
            sign = {"event": "○ ", "subprocess": "<U+005B>+<U+005D> "}.get(box.kind, "")
            self.lines.append(f"{indent}:{sign}{words};")


def _lane_names(named: Named) -> dict[str, str]:
    """One name for each lane; a second lane of the same name gets its number."""
    names: dict[str, str] = {}
    for number, lane in enumerate(named.diagram.lanes, start=1):
        name = safe(label(lane))
        names[lane.id] = name if name not in names.values() else f"{name} {number}"
    return names


def _activity(named: Named, blocks: Sequence) -> list[str]:
    writer = _Activity(named)
    writer.lines += [f"|{name}|" for name in writer.names.values()]
    writer.sequence(blocks)
    return writer.lines


def _frames(named: Named) -> list[str]:
    lines = ["left to right direction"]
    for part in named.tree():
        lines += _frame(part, named, "")
    lines += [_arrow(link, named) for link in named.diagram.links]
    lines += [
        f"{named.node[box.attached_to]} .. {named.node[box.id]}"
        for box in named.diagram.boxes
        if box.attached_to is not None
    ]
    return lines


def _frame(part: Part, named: Named, indent: str) -> list[str]:
    if not part.boxes and not part.parts:
        return [f'{indent}rectangle "{safe(part.name)}" as {part.word}']
    lines = [f'{indent}rectangle "{safe(part.name)}" as {part.word} {{']
    for inner in part.parts:
        lines += _frame(inner, named, indent + "  ")
    for box in part.boxes:
        kind = "usecase" if box.kind in ("start", "end", "event", "boundary") else "rectangle"
        words = " ".join(filter(None, (safe(_SIGNS.get(box.kind, "")), safe(label(box)))))
        lines.append(f'{indent}  {kind} "{words}" as {named.node[box.id]}')
    return [*lines, f"{indent}}}"]


def _arrow(link: Link, named: Named) -> str:
    source, target = named.node[link.source], named.node[link.target]
    arrow = "..>" if link.kind == "message" else "-->"
    if link.id in named.rework:
        arrow = f"-[{PLAIN.rework.colour},dashed]->"
    words = safe(link.label)
    return f"{source} {arrow} {target}" + (f" : {words}" if words else "")
