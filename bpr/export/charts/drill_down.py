"""From an element of a value chain down to the processes that carry it out: their names, where their pictures are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from bpr.formats import library
from bpr.model import Process, ValueChain
from bpr.text import Text, safe_name


@dataclass(frozen=True, slots=True)
class Target:
    """A process below an element; ``title`` is None where the process is not known (yet)."""

    id: str
    title: Text | None

    def name(self, lang: str) -> str:
        """The title, or the id where it is not known."""
        return self.title.pick(lang) if self.title is not None else self.id.removesuffix(".*")

    def href(self, lang: str) -> str:
        """The picture of the process beside the folder of the chain, as ``bpr draw`` writes it; empty when unknown."""
        return f"../{safe_name(self.id)}/swimlane.{lang}.svg" if self.title is not None else ""


def library_titles(chain: ValueChain) -> dict[str, Text]:
    """Titles of the library's processes that some element of the chain names."""
    wanted = {name for element in chain.elements for name in element.realised_by}
    titles: dict[str, Text] = {}
    for name in library.names():
        if any(fnmatchcase(name, pattern) for pattern in wanted):
            model = library.open_library(name)
            if isinstance(model, Process):
                titles[name] = Text(en=model.headline("en"), zh=model.headline("zh"))
    return titles


def targets(realised_by: tuple[str, ...], titles: Mapping[str, Text]) -> tuple[Target, ...]:
    """The processes behind some names; ``order-to-cash.*`` is the whole family.

    Example:
        >>> titles = {"a.asis": Text(en="A, as it is"), "a.tobe": Text(en="A, as it shall be")}
        >>> [target.id for target in targets(("a.*", "b"), titles)]
        ['a.asis', 'a.tobe', 'b']
    """
    found: list[Target] = []
    for pattern in realised_by:
        known = [name for name in titles if fnmatchcase(name, pattern)]
        found += [Target(name, titles[name]) for name in known] or [Target(pattern, None)]
    return tuple(dict.fromkeys(found))
