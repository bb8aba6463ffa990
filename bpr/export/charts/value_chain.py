"""The value chain as a picture: chevrons towards the customer, support and management as bands across them.

Heat: the share of cost of each element, against the largest one; an element without one carries a question mark. Under
the chevrons stands what they hand on; ways that skip a neighbour or lead back run below, dashed where they lead back.
A chain of several parties is one frame a party: forward activities above, returns below, pointing back.
Sources: Porter 1985, Competitive Advantage; ASCM, SCOR model.
"""

from __future__ import annotations

from collections.abc import Sequence

from bpr.export.charts.chain_ways import Ways
from bpr.export.charts.sheet import MARGIN, SMALL, TEXT, TITLE_ROOM, Sheet, text_height
from bpr.export.scene.shapes import Path, Scene, Style, polygon
from bpr.export.swimlane.legend import legend_items
from bpr.export.theme.theme import PLAIN, Overlay, Theme
from bpr.export.units import unit_text
from bpr.layout.geometry import Rect
from bpr.layout.text.measure import text_width
from bpr.model import ValueChain
from bpr.model.value_chain import ChainElement
from bpr.text import pick

_CHEVRON, _HEIGHT, _NOTCH, _GAP = 158.0, 112.0, 20.0, -12.0
_BAND, _BAND_GAP = 40.0, 6.0
_TIP = 84.0
_FRAME_PAD, _FRAME_GAP, _HEAD = 12.0, 92.0, 34.0
_SMALL_CHEVRON, _SMALL_HEIGHT = 104.0, 72.0


def value_chain_picture(chain: ValueChain, *, lang: str = "en", theme: Theme = PLAIN) -> Scene:
    """Draw a value chain.

    Args:
        chain: the value chain (or landscape).
        lang: language of the picture.
        theme: the colours.
    """
    drawing = _Drawing(chain, lang, theme)
    if not chain.elements:
        return drawing.sheet.say_only(drawing.say("This value chain has no elements.", "该价值链没有环节。"))
    if chain.parties:
        drawing.parties()
    else:
        drawing.single()
    ways = Ways(chain, lang, drawing.sheet, drawing.chevrons, drawing.frames)
    floor, told = ways.draw(drawing.floor)
    drawing.finish(floor, told)
    return drawing.sheet.scene()


class _Drawing:
    """One picture on its way: where the chevrons lie is kept for the interfaces between them."""

    def __init__(self, chain: ValueChain, lang: str, theme: Theme) -> None:
        self.chain, self.lang, self.theme = chain, lang, theme
        self.sheet = Sheet(pick(chain.title, lang) or chain.id, theme)
        self.chevrons: dict[str, Rect] = {}
        self.frames: dict[str, Rect] = {}
        self.floor = TITLE_ROOM
        shares = [element.cost_share for element in chain.elements if element.cost_share is not None]
        self.most = max(shares, default=0.0)

    def say(self, en: str, zh: str) -> str:
        return zh if self.lang == "zh" else en

    def single(self) -> None:
        """One firm: management and support bands above, the chevrons below, the margin at the tip."""
        kinds = {kind: [e for e in self.chain.elements if e.category == kind] for kind in
                 ("management", "support", "primary", "external")}  # fmt: skip
        row = [*kinds["primary"], *kinds["external"]]
        bands = [*kinds["management"], *kinds["support"]]
        width = _CHEVRON * len(row) + _GAP * max(0, len(row) - 1) if row else 620.0
        width = max(width, 420.0)
        each = (width - _GAP * (len(row) - 1)) / len(row) if row else 0.0
        top = y = TITLE_ROOM + 8
        for element in bands:
            self.band(element, Rect(MARGIN, y, width, _BAND))
            y += _BAND + _BAND_GAP
        y += 4 if bands else 0
        height = max([_HEIGHT, *(self._needs(element, each - 2 * _NOTCH - 6) for element in row)]) if row else 0.0
        for number, element in enumerate(row):
            self.chevron(element, Rect(MARGIN + number * (each + _GAP), y, each, height))
        self.floor = y + height
        self._tip(Rect(MARGIN + width + 6, top, _TIP, self.floor - top))

    def _tip(self, rect: Rect) -> None:
        """The margin as the point of the chain, then the customer."""
        theme, x = self.theme, rect.x
        if self.chain.margin is not None:
            middle = rect.centre[1]
            points = [(x, rect.y), (x + 40, rect.y), (rect.right, middle), (x + 40, rect.bottom), (x, rect.bottom)]
            self.sheet.add(Path(polygon(points), Style(theme.group_heads[0], theme.head_border.colour)))
            room = Rect(x + 4, middle - 30, rect.width - 18, 60)
            self.sheet.fill(room, pick(self.chain.margin, self.lang), colour=theme.head_text, bold=True)
            self.sheet.reach(rect.right, rect.bottom)
            x = rect.right + 8
        if self.chain.customer is not None:
            box = Rect(x, rect.y, 104.0, rect.height)
            self.sheet.box(box, theme.bands[0], theme.activity.border.colour, radius=8, dash=theme.message.dash)
            self.sheet.fill(box, pick(self.chain.customer, self.lang), colour=theme.activity.text, bold=True)

    def parties(self) -> None:
        """Several parties: a frame each, in the author's order; what runs across the own firm lies above its frame."""
        members = {party: [e for e in self.chain.elements if e.party == party] for party in self.chain.parties}
        across = [e for e in self.chain.elements if e.category in ("management", "support") or e.party is None]
        rows = {
            party: ([e for e in inside if e not in across and e.vc_class != "return"],
                    [e for e in inside if e not in across and e.vc_class == "return"])
            for party, inside in members.items()
        }  # fmt: skip
        top = TITLE_ROOM + 8 + len(across) * (_BAND + _BAND_GAP) + (8 if across else 0)
        x = MARGIN
        frames = self.frames
        for party, (forward, back) in rows.items():
            count = max(len(forward), len(back), 1)
            width = count * (_SMALL_CHEVRON + 4) + 2 * _FRAME_PAD
            height = _HEAD + 2 * _SMALL_HEIGHT + 3 * _FRAME_PAD
            frames[party] = Rect(x, top, width, height)
            self._frame(party, frames[party], forward, back)
            x += width + _FRAME_GAP
        right = x - _FRAME_GAP
        y = TITLE_ROOM + 8
        for element in across:
            home = frames.get(element.party or "")
            rect = Rect(home.x, y, home.width, _BAND) if home else Rect(MARGIN, y, right - MARGIN, _BAND)
            self.band(element, rect)
            y += _BAND + _BAND_GAP
        self.floor = max((frame.bottom for frame in frames.values()), default=y)

    def _frame(self, party: str, frame: Rect, forward: Sequence[ChainElement], back: Sequence[ChainElement]) -> None:
        theme, entry = self.theme, self.chain.parties[party]
        border = theme.head_border.colour
        self.sheet.box(frame, theme.bands[0], border, dash=theme.message.dash if entry.external else ())
        head = Rect(frame.x, frame.y, frame.width, _HEAD)
        self.sheet.box(head, theme.removed.fill if entry.external else theme.head, border)
        ink = theme.activity.text if entry.external else theme.head_text
        self.sheet.fill(head, entry.name.pick(self.lang), colour=ink, bold=True)
        for row, elements in enumerate((forward, back)):
            y = frame.y + _HEAD + _FRAME_PAD + row * (_SMALL_HEIGHT + _FRAME_PAD)
            for number, element in enumerate(elements):
                x = frame.x + _FRAME_PAD + number * (_SMALL_CHEVRON + 4)
                self.chevron(element, Rect(x, y, _SMALL_CHEVRON, _SMALL_HEIGHT), back=row == 1)

    def band(self, element: ChainElement, rect: Rect) -> None:
        """A band across the chain: the name in the middle, the share of cost at the right."""
        start = len(self.sheet.items)
        self.sheet.box(rect, self._heat(element), self.theme.activity.border.colour, radius=4)
        cost, owner = self._cost(element), pick(element.owner, self.lang)
        side = min(max(60.0, text_width(owner, SMALL) + 16), rect.width * 0.3)
        ink = self.theme.activity.text
        room = Rect(rect.x + side, rect.y, rect.width - 2 * side, rect.height)
        self.sheet.fill(room, element.name.pick(self.lang), colour=ink, bold=True)
        if owner:
            left = Rect(rect.x + 6, rect.y, side - 6, rect.height)
            self.sheet.fill(left, owner, size=SMALL, colour=ink, from_left=True)
        if cost == "?":
            self.sheet.unknown(Rect(rect.right - 42, rect.y + 10, 32, rect.height - 20))
        elif cost:
            self.sheet.end_text(rect.right - 10, rect.centre[1], cost, size=SMALL, colour=ink)
        self.sheet.part("element", element.id, element.name.pick(self.lang), start)

    def chevron(self, element: ChainElement, rect: Rect, *, back: bool = False) -> None:
        """One activity of the chain; ``back``: it points back."""
        start, notch = len(self.sheet.items), min(_NOTCH, rect.width * 0.16)
        left, right, middle = rect.x, rect.right, rect.centre[1]
        points = [(left, rect.y), (right - notch, rect.y), (right, middle), (right - notch, rect.bottom),
                  (left, rect.bottom), (left + notch, middle)]  # fmt: skip
        if back:
            points = [(left + right - x, y) for x, y in points]
        dash = self.theme.message.dash if element.category == "external" else ()
        self.sheet.add(Path(polygon(points), Style(self._heat(element), self.theme.activity.border.colour, 1.3, dash)))
        self.sheet.reach(rect.right, rect.bottom)
        room = Rect(rect.x + notch, rect.y + 6, rect.width - 2 * notch, rect.height - 12)
        parts = [(element.name.pick(self.lang), TEXT, True), (pick(element.owner, self.lang), SMALL, False),
                 (self._cost(element), SMALL, False)]  # fmt: skip
        shown = [(text, size, bold, text_height(text, size, room.width)) for text, size, bold in parts if text]
        whole = sum(height + 4 for *_, height in shown)
        y = room.y + max(0.0, (room.height - whole) / 2)
        for text, size, bold, height in shown:
            share = min(1.0, room.height / whole)
            self.sheet.fill(Rect(room.x, y, room.width, height * share), text, size=size, bold=bold, pad=0,
                            colour=self.theme.activity.text)  # fmt: skip
            y += (height + 4) * share
        self.chevrons[element.id] = rect
        self.sheet.part("element", element.id, element.name.pick(self.lang), start)

    def finish(self, floor: float, told: Sequence[str]) -> None:
        """Scale of the heat, measures, what could only be told in words, and what is illustrative."""
        sheet, chain = self.sheet, self.chain
        sheet.reach(MARGIN, floor)
        if chain.measures:
            self._measures()
        if self.most:
            note = self.say("share of cost, per cent", "成本占比，%")
            items, room = legend_items(Overlay(heat_note=note), self.theme, left=MARGIN, top=sheet.bottom + 12,
                                       width=sheet.right)  # fmt: skip
            sheet.add(*items)
            sheet.reach(room.right - MARGIN, room.bottom)
        basis = [self.say("Numbers are illustrative, not measured.", "数据为示意，并非实测。")]
        sheet.notes([*told, *(basis if chain.illustrative else [])])

    def _measures(self) -> None:
        """Figures of the chain as small tiles."""
        sheet, x, y = self.sheet, MARGIN, self.sheet.bottom + 18
        for measure in self.chain.measures:
            rect = Rect(x, y, 160.0, 58.0)
            sheet.box(rect, self.theme.paper, self.theme.band_border.colour, radius=5)
            unit = f" {unit_text(measure.unit, self.lang)}".rstrip()
            if measure.value is None:
                sheet.unknown(Rect(x + 50, y + 6, 60, 22))
            else:
                sheet.text(x + 80, y + 18, f"{measure.value:g}{unit}", size=15, anchor="middle", bold=True,
                           colour=self.theme.title)  # fmt: skip
            sheet.fill(Rect(x, y + 30, 160.0, 26.0), measure.name.pick(self.lang), size=SMALL)
            x += 172

    def _needs(self, element: ChainElement, width: float) -> float:
        owner = pick(element.owner, self.lang)
        height = text_height(element.name.pick(self.lang), TEXT, width) + 24
        return height + (text_height(owner, SMALL, width) + 4 if owner else 0) + (18 if self._cost(element) else 0)

    def _cost(self, element: ChainElement) -> str:
        if not self.most:
            return ""
        return "?" if element.cost_share is None else f"{element.cost_share:g} %"

    def _heat(self, element: ChainElement) -> str:
        if element.cost_share is None or not self.most:
            return self.theme.paper
        return self.theme.heat_colour(element.cost_share / self.most)
