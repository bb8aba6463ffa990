"""Which step a row is, which role a column is: by hidden id, then by name, and "unclear" where the two disagree.

A row that was sorted without its hidden id carries a name and a number that belong together and an id that does not:
then name and number win. A row whose id, name and number belong to different steps, with nothing to tell which one is
meant, is unclear; so are two copies of one row under different names. No letter is taken from an unclear row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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


def settle(entries: Sequence[Entry], known: Mapping[str, str]) -> tuple[Claim, ...]:
    """Say of each row or column what it stands for; each key is held at most once by ``ID`` or ``LABEL``.

    Args:
        entries: rows or columns in their order.
        known: label by id.
    """
    by_label: dict[str, list[str]] = defaultdict(list)
    for key, label in known.items():
        by_label[normalise(label)].append(key)
    moved = ids_moved(entries, known)
    claims = [_claim(entry, known, by_label, moved=moved) for entry in entries]
    held: dict[str, list[int]] = defaultdict(list)
    for position, claim in enumerate(claims):
        if claim.key is not None and claim.standing in (Standing.ID, Standing.LABEL):
            held[claim.key].append(position)
    for key, positions in held.items():
        if len(positions) > 1:
            _share(claims, positions, known[key])
    return tuple(claims)


def ids_moved(entries: Iterable[Entry], known: Mapping[str, str]) -> bool:
    """Whether hidden ids stand beside the names of other steps: the visible part was sorted without them."""
    names = {normalise(label) for label in known.values()}
    strange = 0
    for entry in entries:
        label = normalise(entry.label)
        strange += entry.id in known and label in names and label != normalise(known[entry.id])
    return strange > 1


def _claim(entry: Entry, known: Mapping[str, str], by_label: Mapping[str, list[str]], *, moved: bool) -> Claim:
    own = entry.id if entry.id in known else None
    label = normalise(entry.label)
    named = by_label.get(label, []) if label else []
    if own is not None and (own in named or not named):
        fits = entry.marked in (None, own) and (own in named or not moved)
        return Claim(entry, Standing.ID if fits else Standing.UNCLEAR, own)
    if own is not None or len(named) > 1:
        fits = entry.marked in named
        return Claim(entry, Standing.LABEL if fits else Standing.UNCLEAR, entry.marked if fits else own or named[0])
    if named:
        fits = entry.marked in (None, named[0])
        return Claim(entry, Standing.LABEL if fits else Standing.UNCLEAR, named[0])
    return Claim(entry, Standing.ADDED)


def _share(claims: list[Claim], positions: list[int], label: str) -> None:
    """Several claim one key: the one with id and name holds it, the others are copies or new."""
    key = claims[positions[0]].key
    with_id = [at for at in positions if claims[at].standing is Standing.ID]
    exact = [at for at in with_id if normalise(claims[at].entry.label) == normalise(label)]
    numbered = [at for at in positions if claims[at].entry.marked == key]
    best = exact or with_id or numbered
    names = {normalise(claims[at].entry.label) for at in best}
    if len(names) != 1:
        for at in positions:
            claims[at] = Claim(claims[at].entry, Standing.UNCLEAR, key)
        return
    winner = best[0]
    for at in positions:
        if at != winner:
            claim = claims[at]
            same = normalise(claim.entry.label) in (names | {normalise(label)})
            claims[at] = Claim(claim.entry, Standing.COPY if same else Standing.ADDED, key if same else None)
