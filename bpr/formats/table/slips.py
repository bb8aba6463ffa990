"""Names in a table that look like another one: a slip of the keys would pass as one more role, unseen.

Every name is kept with the first place where it stands. Of two that look alike (`bpr.formats.table.lookalike`) the one
that is listed on a sheet of its own is taken for right, else the one used more often, else the first. Names that are
both listed with an id of their own are meant so. Groups of more than 400 names are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bpr.formats.table.cells import Place
from bpr.formats.table.lookalike import look_alike
from bpr.model import Unread
from bpr.text import LANGUAGES, Text

CODE = "LOOKS_ALIKE"
_MOST_COMPARED = 400


@dataclass(slots=True, eq=False)
class Mention:
    """A name as it is written in a table.

    Attributes:
        name: in one language or two.
        place: the first cell that says it.
        count: how many cells say it.
        listed: it stands on a sheet of roles, departments, systems or documents.
        has_id: an id is written beside it there.
    """

    name: Text
    place: Place
    count: int = 1
    listed: bool = False
    has_id: bool = False


@dataclass(frozen=True, slots=True)
class Slip:
    """A name that is probably another one, misspelt."""

    mention: Mention
    meant: Mention

    def remark(self) -> Unread:
        """As something to tell beside a table that was read."""
        written, meant = self._names()
        place = self.mention.place
        heading = place.faults.heading(place.sheet, place.row, place.column or 1)
        return Unread(what=heading, where=place.name, reason=CODE, raw=f"{written}\n{meant}\n{self.meant.place.name}")

    def tell(self) -> None:
        """As a fault to mend together with others."""
        written, meant = self._names()
        other = self.meant.place.name
        self.mention.place.fault(
            CODE, f"'{written}' looks like '{meant}' ({other})", f"“{written}”与“{meant}”（{other}）很相似",
            f"did you mean '{meant}'? Write it the same way in both places; leave it if both are meant",
            f"是否应为“{meant}”？如是同一名称，请统一写法；如确为两个名称，则不必修改",
        )  # fmt: skip

    def _names(self) -> tuple[str, str]:
        """What is written and what is probably meant, in the language in which they look alike."""
        found = next(pair for pair in _pairs(self.mention.name, self.meant.name) if look_alike(*pair))
        written, meant = (" ".join(name.split()) for name in found)
        return written, meant


def slips(mentions: Mapping[str, Mention]) -> Iterator[Slip]:
    """The names of one group that look like another one, each once."""
    if len(mentions) > _MOST_COMPARED:
        return
    ranked = sorted(mentions.values(), key=lambda mention: (not mention.listed, -mention.count))
    for mention in mentions.values():
        better = ranked[: ranked.index(mention)]
        meant = next((other for other in better if _is_slip(mention, other)), None)
        if meant is not None:
            yield Slip(mention, meant)


def _is_slip(one: Mention, two: Mention) -> bool:
    """Whether two names look alike in some language, and in none like two different things."""
    if one.has_id and two.has_id:
        return False
    pairs = _pairs(one.name, two.name)
    return any(look_alike(*pair) for pair in pairs) and all(a == b or look_alike(a, b) for a, b in pairs)


def _pairs(one: Text, two: Text) -> list[tuple[str, str]]:
    """The two names in each language that both have."""
    texts = ((getattr(one, lang), getattr(two, lang)) for lang in LANGUAGES)
    return [(first, second) for first, second in texts if first is not None and second is not None]
