"""Which role, department, system or document of the to-be is the one of the as-is.

Rule: the same id is the same part; otherwise parts whose names are equal (after folding) in a language both have are
    the same part. Everything else is new or gone. Parts are then spoken of by one key on both sides: the as-is id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bpr.compare.similarity import same_text
from bpr.model.organisation import Named
from bpr.model.process import Process


@dataclass(frozen=True, slots=True)
class Correspondence:
    """The as-is id of each to-be part that has one."""

    as_is_of: Mapping[str, str]

    def key(self, to_be_id: str | None) -> str | None:
        """The id under which a to-be part is compared: its as-is id, else its own."""
        return None if to_be_id is None else self.as_is_of.get(to_be_id, to_be_id)

    def keys(self, to_be_ids: Iterable[str]) -> tuple[str, ...]:
        """The keys of several to-be parts, in their order."""
        return tuple(self.as_is_of.get(part, part) for part in to_be_ids)


@dataclass(frozen=True, slots=True)
class Correspondences:
    """The parts of two processes side by side."""

    roles: Correspondence
    departments: Correspondence
    organisations: Correspondence
    systems: Correspondence
    documents: Correspondence


def correspond(as_is: Process, to_be: Process) -> Correspondences:
    """Find the same roles, departments, organisations, systems and documents on both sides."""
    return Correspondences(
        _correspondence(as_is.roles, to_be.roles),
        _correspondence(as_is.departments, to_be.departments),
        _correspondence(as_is.organisations, to_be.organisations),
        _correspondence(as_is.systems, to_be.systems),
        _correspondence(as_is.documents, to_be.documents),
    )


def _correspondence(as_is: Mapping[str, Named], to_be: Mapping[str, Named]) -> Correspondence:
    found = {part: part for part in to_be if part in as_is}
    left = [part for part in as_is if part not in to_be]
    for part, entry in to_be.items():
        if part in found:
            continue
        for other in left:
            if same_text(as_is[other].name, entry.name):
                found[part] = other
                left.remove(other)
                break
    return Correspondence(found)
