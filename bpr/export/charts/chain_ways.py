"""What the elements of a value chain hand to each other, drawn on a picture whose elements have their places.

Neighbours of one firm: the objects stand under the border between the two, behind a small arrow. Neighbours of two
parties: an arrow from frame to frame. Ways that skip a neighbour or lead back run below the chain, dashed where they
return. Ways from or to a band, which has no place of its own along the chain, are told in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bpr.export.charts.sheet import MARGIN, SMALL, Sheet
from bpr.export.swimlane.paint import arrow
from bpr.export.theme.theme import Ink
from bpr.layout.geometry import Point, Rect
from bpr.layout.text.measure import LINE_PITCH, text_width, wrap
from bpr.model import ValueChain
from bpr.model.value_chain import Interface
from bpr.text import listed, pick

_LEVEL = 30.0
_LABEL = 126.0
_PARTY_LABEL = 82.0


@dataclass
class Ways:
    """Draws all interfaces of a chain.

    Attributes:
        chain: the value chain.
        lang: language of the picture.
        sheet: where to.
        chevrons: places of the elements along the chain; the bands are left out.
        frames: places of the parties.
    """

    chain: ValueChain
    lang: str
    sheet: Sheet
    chevrons: Mapping[str, Rect]
    frames: Mapping[str, Rect] = field(default_factory=dict)

    def draw(self, floor: float) -> tuple[float, list[str]]:
        """Draw from ``floor`` downwards; the new floor, and what can only be told in words."""
        ways = self._merged()
        drawn = {ends: words for ends, words in ways.items() if ends[0] in self.chevrons and ends[1] in self.chevrons}
        straight = {ends: words for ends, words in drawn.items() if self._is_next(*ends)}
        room = max((self._straight(*ends, words, floor) for ends, words in straight.items()), default=0.0)
        floor += room
        level = 0
        for ends, words in drawn.items():
            if ends not in straight:
                level += 1
                self._below(*ends, words, floor + level * _LEVEL, level)
        names = {element.id: element.name.pick(self.lang) for element in self.chain.elements}
        told = [f"{names[a]} → {names[b]}: {words}" for (a, b, _), words in ways.items() if (a, b, _) not in drawn]
        return floor + (level * _LEVEL + 16 if level else 0.0), told

    def _merged(self) -> dict[tuple[str, str, str], str]:
        """What passes, by source, target and kind: two interfaces between the same elements are one way."""
        found: dict[tuple[str, str, str], list[str]] = {}
        for way in self.chain.interfaces:
            found.setdefault((way.source, way.target, way.kind), []).append(self._words(way))
        return {ends: listed(filter(None, words), self.lang) for ends, words in found.items()}

    def _words(self, way: Interface) -> str:
        words = listed((item.pick(self.lang) for item in way.objects), self.lang)
        promise = pick(way.promise, self.lang)
        return f"{words} ({promise})" if promise and words else words or promise

    def _ink(self, kind: str) -> Ink:
        line = self.sheet.theme.sequence
        return line if kind == "flow" else Ink(line.colour, line.width, (5.0, 3.0))

    def _is_next(self, start: str, end: str, _kind: str) -> bool:
        """Whether two elements stand beside each other in one row, in the direction of the chain."""
        source, target = self.chevrons[start], self.chevrons[end]
        if start == end or abs(source.y - target.y) > 1:
            return False
        low, high = sorted((source.x, target.x))
        others = (place for name, place in self.chevrons.items() if name not in (start, end))
        if any(abs(place.y - source.y) <= 1 and low < place.x < high for place in others):
            return False
        return bool(self.frames) or source.x < target.x

    def _straight(self, start: str, end: str, kind: str, words: str, floor: float) -> float:
        """A way between neighbours; the room it takes below the chain."""
        source, target = self.chevrons[start], self.chevrons[end]
        first = len(self.sheet.items)
        if self.frames:
            self._across(start, end, kind, words)
            self.sheet.part("interface", f"{start}->{end}", words, first)
            return 0.0
        lines = wrap(f"→ {words}", SMALL, _LABEL)
        for number, line in enumerate(lines):
            y = floor + 14 + number * SMALL * LINE_PITCH
            self.sheet.text((source.right + target.x) / 2, y, line, size=SMALL, anchor="middle")
        self.sheet.part("interface", f"{start}->{end}", words, first)
        return len(lines) * SMALL * LINE_PITCH + 10

    def _across(self, start: str, end: str, kind: str, words: str) -> None:
        """An arrow from one party to the next, its words in the open space between their frames."""
        source, target, paper = self.chevrons[start], self.chevrons[end], self.sheet.theme.paper
        y, onward = source.centre[1], source.x < target.x
        ends: list[Point] = [(source.right, y), (target.x, y)] if onward else [(source.x, y), (target.right, y)]
        self.sheet.add(*arrow(ends, self._ink(kind), paper=paper))
        low, high = self._open_space(start, end, *sorted(point[0] for point in ends))
        lines = wrap(words, SMALL, max(40.0, min(_PARTY_LABEL, high - low - 8)))
        for number, line in enumerate(lines):
            at = y - 9 - (len(lines) - 1 - number) * SMALL * LINE_PITCH
            self.sheet.text((low + high) / 2, at, line, size=SMALL, anchor="middle", halo=paper)

    def _open_space(self, start: str, end: str, low: float, high: float) -> tuple[float, float]:
        party = {element.id: element.party for element in self.chain.elements}
        frames = [frame for name in (start, end) if (frame := self.frames.get(party[name] or "")) is not None]
        if len(frames) < 2 or frames[0] == frames[1]:
            return low, high
        first, second = sorted(frames, key=lambda frame: frame.x)
        return (first.right, second.x) if first.right < second.x else (low, high)

    def _below(self, start: str, end: str, kind: str, words: str, y: float, level: int) -> None:
        source, target = self.chevrons[start], self.chevrons[end]
        xs = (source.centre[0] + level * 7, target.centre[0] - level * 7)
        points = [(xs[0], source.bottom), (xs[0], y), (xs[1], y), (xs[1], target.bottom)]
        first, middle = len(self.sheet.items), sum(xs) / 2
        self.sheet.add(*arrow(points, self._ink(kind), paper=self.sheet.theme.paper))
        if words:
            width = text_width(words, SMALL)
            left = max(MARGIN, middle - width / 2 - 4)
            self.sheet.box(Rect(left, y - 8, width + 8, 16), self.sheet.theme.paper)
            self.sheet.text(left + 4, y, words, size=SMALL)
        self.sheet.part("interface", f"{start}->{end}", words, first)
        self.sheet.reach(MARGIN, y + 10)
