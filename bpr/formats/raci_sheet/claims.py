"""Which step a row is, which role a column is: by hidden id, then by name, and "unclear" where the two disagree.

A row that was sorted without its hidden id carries a name and a number that belong together and an id that does not:
then name and number win. A row whose id, name and number belong to different steps, with nothing to tell which one is
meant, is unclear; so are two copies of one row under different names. No letter is taken from an unclear row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bpr.text import normalise


class Standing(StrEnum):
    """How sure it is what a row or column stands for."""

    ID = "id"
    LABEL = "label"
    COPY = "copy"
    ADDED = "added"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row or column: its place, its hidden id, its name, and whom its other texts point at (a unique number)."""

    index: int
    id: str
    label: str
    marked: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """An entry and what it stands for."""

    entry: Entry
    standing: Standing
    key: str | None = None


def settle(entries: Iterable[Entry], known: Mapping[str, str]) -> tuple[Claim, ...]:
    """Say of each row or column what it stands for; each key is held at most once by ``ID`` or ``LABEL``.

    Args:
        entries: rows or columns in their order.
        known: label by id.
    """
    by_label: dict[str, list[str]] = defaultdict(list)
    for key, label in known.items():
        by_label[normalise(label)].append(key)
    claims = [_claim(entry, known, by_label) for entry in entries]
    held: dict[str, list[int]] = defaultdict(list)
    for position, claim in enumerate(claims):
        if claim.key is not None and claim.standing in (Standing.ID, Standing.LABEL):
            held[claim.key].append(position)
    for key, positions in held.items():
        if len(positions) > 1:
            _share(claims, positions, known[key])
    return tuple(claims)


def _claim(entry: Entry, known: Mapping[str, str], by_label: Mapping[str, list[str]]) -> Claim:
    own = entry.id if entry.id in known else None
    label = normalise(entry.label)
    named = by_label.get(label, []) if label else []
    if own is not None:
        if own in named:
            fits = entry.marked in (None, own)
            return Claim(entry, Standing.ID if fits else Standing.UNCLEAR, own)
        if named:
            sorted_away = entry.marked in named
            return Claim(
                entry, Standing.LABEL if sorted_away else Standing.UNCLEAR, entry.marked if sorted_away else own
            )
        fits = entry.marked in (None, own)
        return Claim(entry, Standing.ID if fits else Standing.UNCLEAR, own)
    if len(named) == 1:
        return Claim(entry, Standing.LABEL, named[0])
    if named:
        fits = entry.marked in named
        return Claim(entry, Standing.LABEL if fits else Standing.UNCLEAR, entry.marked if fits else named[0])
    return Claim(entry, Standing.ADDED)


def _share(claims: list[Claim], positions: list[int], label: str) -> None:
    """Several claim one key: the one with id and name holds it, the others are copies or new."""
    exact = [
        at
        for at in positions
        if claims[at].standing is Standing.ID and normalise(claims[at].entry.label) == normalise(label)
    ]
    with_id = [at for at in positions if claims[at].standing is Standing.ID]
    best = exact or with_id or positions
    names = {normalise(claims[at].entry.label) for at in best}
    if len(names) > 1:
        for at in positions:
            claims[at] = Claim(claims[at].entry, Standing.UNCLEAR, claims[at].key)
        return
    winner = best[0]
    for at in positions:
        if at != winner:
            claim = claims[at]
            same = normalise(claim.entry.label) == normalise(claims[winner].entry.label)
            claims[at] = Claim(claim.entry, Standing.COPY if same else Standing.ADDED, claim.key if same else None)
