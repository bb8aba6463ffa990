"""What all diagram texts share: the diagram with aliases, lanes within their groups, and which links run back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bpr.export.flow_formats.aliases import aliases
from bpr.layout.grid.rework import find_rework
from bpr.layout.plan.diagram import Box, Diagram, Lane, LaneGroup
from bpr.layout.plan.swimlane import swimlane
from bpr.layout.text.measure import clean
from bpr.model import Process


@dataclass(frozen=True)
class Named:
    """A diagram in one language with a word for each node, lane and group."""

    diagram: Diagram

    @classmethod
    def of(cls, process: Process, lang: str) -> Named:
        """The diagram of a process."""
        return cls(swimlane(process, lang=lang))

    @cached_property
    def node(self) -> dict[str, str]:
        """The word of each box."""
        return aliases((box.id for box in self.diagram.boxes), "n")

    @cached_property
    def rework(self) -> frozenset[str]:
        """Links that are drawn as rework."""
        return find_rework(self.diagram).drawn

    @cached_property
    def shapes(self) -> dict[str, Box]:
        """Boxes by id."""
        return {box.id: box for box in self.diagram.boxes}

    def tree(self) -> tuple[Part, ...]:
        """Groups with the groups and lanes inside them, lanes without a group on their own; in the drawn order."""
        groups = sorted(self.diagram.groups, key=lambda group: -group.level)
        return tuple(_parts([lane.id for lane in self.diagram.lanes], groups, self._lanes()))

    def _lanes(self) -> dict[str, Part]:
        inside: dict[str, list[Box]] = {lane.id: [] for lane in self.diagram.lanes}
        for box in self.diagram.boxes:
            inside[box.lane].append(box)
        return {
            lane.id: Part(f"lane{number}", label(lane), tuple(inside[lane.id]))
            for number, lane in enumerate(self.diagram.lanes, start=1)
        }


@dataclass(frozen=True, slots=True)
class Part:
    """A lane with its boxes, or a group with the parts inside it."""

    word: str
    name: str
    boxes: tuple[Box, ...] = ()
    parts: tuple[Part, ...] = ()


def label(thing: Box | Lane | LaneGroup) -> str:
    """What stands on a thing: its label or name on one line, else its id (gateways and events may have none)."""
    text = thing.label if isinstance(thing, Box) else thing.name
    line = one_line(text)
    unnamed = isinstance(thing, Box) and thing.kind not in ("activity", "subprocess", "expanded")
    return line if line or unnamed else thing.id


def one_line(text: str) -> str:
    """A text without line ends, control characters and double blanks."""
    return " ".join(clean(text).replace("\u200b", "").split())


def _parts(lanes: list[str], groups: list[LaneGroup], parts: dict[str, Part]) -> Iterator[Part]:
    """The parts of some neighbouring lanes; groups come outermost first."""
    rest = list(lanes)
    while rest:
        home = next((group for group in groups if group.lanes[0] == rest[0] and set(group.lanes) <= set(rest)), None)
        if home is None:
            yield parts[rest.pop(0)]
            continue
        inner = [group for group in groups if group is not home and set(group.lanes) <= set(home.lanes)]
        inside = tuple(_parts(list(home.lanes), inner, parts))
        yield Part(f"group_{inside[0].word}_{home.level}", label(home), parts=inside)
        rest = rest[len(home.lanes) :]
