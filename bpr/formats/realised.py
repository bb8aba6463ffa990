"""The processes that carry out the elements of a value chain, as far as they are known."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

from bpr.formats import library
from bpr.model import Process, ValueChain


def realised_processes(chain: ValueChain, *, stage: str = "to-be") -> dict[str, tuple[Process, ...]]:
    """The processes of the library behind each element, by element id.

    Args:
        chain: the value chain; ``order-to-cash.*`` in ``realised_by`` means the whole family.
        stage: which process of a family is taken where it has several: ``to-be`` or ``as-is``.
    """
    known: dict[str, Process] = {}
    wanted = {pattern for element in chain.elements for pattern in element.realised_by}
    for name in library.names():
        if any(fnmatchcase(name, pattern) for pattern in wanted):
            model = library.open_library(name)
            if isinstance(model, Process):
                known[name] = model
    return {element.id: _chosen(element.realised_by, known, stage) for element in chain.elements}


def _chosen(patterns: tuple[str, ...], known: Mapping[str, Process], stage: str) -> tuple[Process, ...]:
    """One process a family, in the order of the names."""
    found: dict[str, Process] = {}
    for pattern in patterns:
        for name, process in known.items():
            if fnmatchcase(name, pattern):
                family = process.family or process.id
                if family not in found or process.stage == stage:
                    found[family] = process
    return tuple(found.values())
