"""Matches between the nodes of two processes: what matching finds (handbook 10.1)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

MatchedBy = Literal["declared", "id", "label", "context", "position"]


@dataclass(frozen=True, slots=True)
class Match:
    """One node on both sides; ``score`` is the label similarity, None where labels cannot be compared."""

    as_is: str
    to_be: str
    by: MatchedBy
    score: float | None

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        score = None if self.score is None else round(self.score, 6)
        return {"as_is": self.as_is, "to_be": self.to_be, "by": self.by, "score": score}


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A match by label that has rivals: other pairs (as-is, to-be) nearly as alike, to be confirmed by a person."""

    as_is: str
    to_be: str
    score: float
    rivals: tuple[tuple[str, str, float], ...]

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        rivals = [{"as_is": one, "to_be": two, "score": round(score, 6)} for one, two, score in self.rivals]
        return {"as_is": self.as_is, "to_be": self.to_be, "score": round(self.score, 6), "rivals": rivals}


@dataclass(frozen=True)
class Matching:
    """All matches, in the as-is order; ``refused`` are ids that stand on both sides for different nodes."""

    matches: tuple[Match, ...]
    ambiguous: tuple[Ambiguity, ...]
    refused: tuple[str, ...]
    removed: tuple[str, ...]
    added: tuple[str, ...]

    @cached_property
    def to_be_of(self) -> dict[str, str]:
        """The to-be node of each matched as-is node."""
        return {match.as_is: match.to_be for match in self.matches}

    @cached_property
    def as_is_of(self) -> dict[str, str]:
        """The as-is node of each matched to-be node."""
        return {match.to_be: match.as_is for match in self.matches}

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "matches": [match.to_json() for match in self.matches],
            "ambiguous": [item.to_json() for item in self.ambiguous],
            "refused": list(self.refused),
            "removed": list(self.removed),
            "added": list(self.added),
        }
