"""The catalogue of all codes bpr emits, in both languages; `bpr explain CODE` reads it.

A test looks through the sources and asks that every code has an entry here.
"""

from __future__ import annotations

from bpr.diagnosis.catalogue import (
    comparison,
    data,
    duties,
    gates,
    inputs,
    measures,
    merging,
    reading,
    simulation,
    structure,
    style,
    tables,
)
from bpr.diagnosis.catalogue.entry import Entry

AREAS: dict[str, tuple[Entry, ...]] = {
    "structure": structure.ENTRIES,
    "style": style.ENTRIES,
    "data": data.ENTRIES,
    "measures": measures.ENTRIES,
    "simulation": simulation.ENTRIES,
    "duties": duties.ENTRIES,
    "merging": merging.ENTRIES,
    "comparison": comparison.ENTRIES,
    "gates": gates.ENTRIES,
    "reading": reading.ENTRIES,
    "inputs": inputs.ENTRIES,
    "tables": tables.ENTRIES,
}
CATALOGUE: dict[str, Entry] = {entry.code: entry for entries in AREAS.values() for entry in entries}


def explain(code: str) -> Entry | None:
    """The entry of a code, however it is written (upper or lower case, - or _); None when there is none.

    Example:
        >>> entry = explain("deadlock")
        >>> entry.code if entry else None
        'DEADLOCK'
    """
    return CATALOGUE.get(code.strip().upper().replace("-", "_"))


__all__ = ["AREAS", "CATALOGUE", "Entry", "explain"]
