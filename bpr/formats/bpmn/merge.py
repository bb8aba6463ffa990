"""bpr's own data laid over what BPMN says now. The rule: what was changed in BPMN wins.

A field of ours holds only while BPMN still says what it said when we wrote; where an editor has changed it, the
editor's value stands and ours (with its translation, if it was a label) falls away. Fields that BPMN has no place for
always hold. Elements that were deleted are gone, and with them every reference to them; new elements are taken as they
are. See docs/decisions/015-bpmn-out.md.
"""

from __future__ import annotations

from typing import Any

from bpr.formats.bpmn.own_data import Kept, Part
from bpr.formats.bpmn.plain import COLLECTIONS, Fields, Plain, put_together, take_apart
from bpr.formats.bpmn.pruning import prune
from bpr.formats.bpmn.renaming import prepare
from bpr.formats.bpmn.unread import lay_unread
from bpr.model import Process

ALSO, ORDER, UNREAD = "+entries", "+order", "+unread"
"""Fields of the process itself: entries no element stands for, the order of the nodes, and what was not read before."""


def merge(process: Process, parts: list[Part]) -> Process:
    """The model a file holds: what BPMN says, with bpr's own data laid over it.

    Args:
        process: the file read as if it were any vendor's.
        parts: bpr's own data in it; without any, the process is returned as it is.
    """
    if not parts:
        return process
    plain, framing = prepare(take_apart(process), parts)
    lay_over(plain, parts)
    ends = {end for message in plain.messages.values() for end in (message["source"], message["target"])}
    for organisation in framing - ends:
        plain.entries["organisations"].pop(organisation, None)
    prune(plain)
    return put_together(plain)


def lay_over(plain: Plain, parts: list[Part]) -> None:
    """Apply every field to the part of the model it belongs to; ``plain`` is changed."""
    ways = {way["id"]: way for found in plain.ways.values() for way in found if "id" in way}
    targets: dict[str, dict[str, Fields]] = {
        **{kind: plain.entries[name] for kind, name in COLLECTIONS.items()},
        "node": plain.nodes,
        "flow": ways,
        "message": plain.messages,
    }
    for part in parts:
        if part.of == "process":
            _header(plain, part)
        elif (fields := targets[part.of].get(part.id)) is not None:
            for name, kept in part.fields.items():
                if name == ORDER:
                    _sort(plain.order, part.id, kept.value)
                elif part.of != "node" or name != "next":
                    _apply(fields, name, kept)
    for part in parts:
        if part.of == "node" and part.id in plain.ways and "next" in part.fields:
            kept = part.fields["next"]
            if plain.ways[part.id] == (kept.bpmn or []):
                plain.ways[part.id] = kept.value or []


def _header(plain: Plain, part: Part) -> None:
    for name, kept in part.fields.items():
        if name == ALSO:
            _add_entries(plain, kept.value)
        elif name == ORDER:
            _sort(plain.order, "", kept.value)
        elif name == UNREAD:
            plain.unread = lay_unread(plain.unread, kept.value)
        elif name == "id":
            plain.header["id"] = kept.value
        else:
            _apply(plain.header, name, kept)


def _apply(fields: Fields, name: str, kept: Kept) -> None:
    """The model's value, if BPMN still says what it said when the value was written."""
    if fields.get(name) != kept.bpmn:
        return
    if kept.value is None:
        fields.pop(name, None)
    else:
        fields[name] = kept.value


def _add_entries(plain: Plain, entries: Any) -> None:
    """Roles, systems and so on that no BPMN element stands for."""
    for name in COLLECTIONS.values():
        for key, fields in (entries or {}).get(name, {}).items():
            plain.entries[name].setdefault(key, fields)


def _sort(order: dict[str, list[str]], scope: str, kept: Any) -> None:
    """The order of the model for the nodes it knew; a new node stays behind the one it follows in the file."""
    if scope not in order or kept is None:
        return
    place = {identifier: (position, 0) for position, identifier in enumerate(kept)}
    places: dict[str, tuple[int, int]] = {}
    last = (-1, 0)
    for identifier in order[scope]:
        last = place.get(identifier, (last[0], last[1] + 1))
        places[identifier] = last
    order[scope] = sorted(order[scope], key=lambda identifier: places[identifier])
