"""Names in a table that look like another one: a slip of the keys would pass as one more role, unseen.

Every name is kept with the first place where it stands. Of two that look alike (`bpr.formats.table.lookalike`) one is
told when it stands once and the other one at least twice (or on a sheet of its own); what differs in spaces and signs
only, also when both stand once. Two names that both stand twice are meant so, as are names listed with an id of their
own, and words that other cells of the table use, too. It is a doubt, never a fault: it is told when the table is read,
and not kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bpr.findings import Finding, Severity
from bpr.formats.spreadsheet import Sheet
from bpr.formats.table.cells import Place
from bpr.formats.table.lookalike import folded, look_alike, marks, mistyped_words, written_apart
from bpr.text import LANGUAGES, Text

CODE = "LOOKS_ALIKE"
FIX = Text(
    en="write the name the same way in both places; leave it if both are meant",
    zh="如是同一名称，请统一写法；如确为两个名称，则不必修改",
)


@dataclass(slots=True, eq=False)
class Mention:
    """A name as it is written in a table.

    Attributes:
        name: in one language or two.
        place: the first cell that says it.
        count: how many cells say it.
        listed: it stands on a sheet of roles, departments or systems.
        has_id: an id is written beside it there.
    """

    name: Text
    place: Place
    count: int = 1
    listed: bool = False
    has_id: bool = False


@dataclass(frozen=True, slots=True)
class Slip:
    """A name that is probably another one, mistyped."""

    mention: Mention
    meant: Mention

    def finding(self) -> Finding:
        """As something to tell beside a table that was read."""
        written, meant, other = self._names()
        place = self.mention.place
        heading = place.faults.heading(place.sheet, place.row, place.column or 1)
        return Finding(
            CODE,
            Severity.WARNING,
            "reading",
            Text(
                en=f"{place.name}, '{heading}': '{written}' looks like '{meant}' ({other}) and is read as something "
                f"else; did you mean '{meant}'?",
                zh=f"{place.name}“{heading}”：“{written}”与“{meant}”（{other}）很相似，但按不同名称读入；"
                f"是否应为“{meant}”？",
            ),
            FIX,
            (place.name,),
        )

    def tell(self) -> None:
        """Beside the faults of a table, to be mended together with them."""
        written, meant, other = self._names()
        self.mention.place.doubt(
            CODE,
            Text(en=f"'{written}' looks like '{meant}' ({other})", zh=f"“{written}”与“{meant}”（{other}）很相似"),
            Text(
                en=f"did you mean '{meant}'? Write it the same way in both places; leave it if both are meant",
                zh=f"是否应为“{meant}”？如是同一名称，请统一写法；如确为两个名称，则不必修改",
            ),
        )

    def _names(self) -> tuple[str, str, str]:
        """What is written and what is probably meant, in the language in which they look alike, and where that is."""
        found = next(pair for pair in _pairs(self.mention.name, self.meant.name) if look_alike(*pair))
        written, meant = (" ".join(name.split()) for name in found)
        return written, meant, self.meant.place.name


class Slips:
    """Finds slips in the names of a table."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def among(self, mentions: Mapping[str, Mention]) -> Iterator[Slip]:
        """The names of one group that look like another one, each once."""
        ranked = sorted(mentions.values(), key=lambda mention: (not mention.listed, -mention.count))
        rank = {id(mention): at for at, mention in enumerate(ranked)}
        marked: defaultdict[tuple[str, str], list[Mention]] = defaultdict(list)
        for mention in ranked:
            for mark in _marks(mention.name):
                marked[mark].append(mention)
        for mention in mentions.values():
            near = {id(other): other for mark in _marks(mention.name) for other in marked[mark]}
            better = sorted(at for key in near if (at := rank[key]) < rank[id(mention)])
            meant = next((ranked[at] for at in better if self._is_slip(mention, ranked[at])), None)
            if meant is not None:
                yield Slip(mention, meant)

    def _is_slip(self, one: Mention, two: Mention) -> bool:
        """Whether a name is the better one, mistyped: in some language, and in none a different thing."""
        if (one.has_id and two.has_id) or min(one.count, two.count) > 1:
            return False
        rare = one.count == 1 and not one.listed and (two.count > 1 or two.listed)
        pairs = [(first, second) for first, second in _pairs(one.name, two.name) if first != second]
        return bool(pairs) and all(written_apart(*pair) or (rare and self._mistyped(*pair)) for pair in pairs)

    def _mistyped(self, one: str, two: str) -> bool:
        """Whether the first name is the second one, mistyped, and its word stands in no other cell."""
        words = mistyped_words(one, two)
        return words is not None and self._cells_by_word[words[0]] < 2

    @cached_property
    def _cells_by_word(self) -> Counter[str]:
        """How many cells use each word."""
        texts = (cell.text for cell in self.sheet.cells.values() if isinstance(cell.value, str))
        return Counter(word for text in texts for word in set(folded(text).words))


def _marks(name: Text) -> set[tuple[str, str]]:
    """What names that look alike in some language have in common."""
    return {(lang, mark) for lang in LANGUAGES if (text := getattr(name, lang)) is not None for mark in marks(text)}


def _pairs(one: Text, two: Text) -> list[tuple[str, str]]:
    """The two names in each language that both have."""
    texts = ((getattr(one, lang), getattr(two, lang)) for lang in LANGUAGES)
    return [(first, second) for first, second in texts if first is not None and second is not None]
