"""bpr's own data written into a BPMN file: for each part of the model only what BPMN alone would not give back.

The file written so far is read like any vendor's; whatever differs from the model becomes a field with both values
(see ``bpr.formats.bpmn.merge``). So the round trip is exact by construction, and an edit in BPMN is seen.
"""

from __future__ import annotations

import json
from typing import Any

from lxml import etree

from bpr.export.bpmn.registry import Registry
from bpr.export.bpmn.tree import extensions_of
from bpr.export.escape import legal_xml
from bpr.formats.bpmn.document import Document
from bpr.formats.bpmn.merge import ALSO, ORDER, UNREAD, lay_over
from bpr.formats.bpmn.own_data import FIELD, PART, Kept, Part
from bpr.formats.bpmn.plain import COLLECTIONS, Fields, Plain, take_apart
from bpr.formats.bpmn.reader import read_plain
from bpr.formats.bpmn.renaming import prepare
from bpr.formats.bpmn.unread import keep_unread
from bpr.formats.xml import parse_xml
from bpr.model import Process

_NAME = "written.bpmn"


def keep_own_data(process: Process, written: bytes, registry: Registry, holder: etree._Element) -> None:
    """Add bpr's own data to the tree.

    Args:
        process: the model.
        written: the file as it stands, without our data.
        registry: which element stands for which part of the model.
        holder: the collaboration or process that carries what belongs to the whole.
    """
    plain = read_plain(Document(parse_xml(written, name=_NAME), _NAME))
    bpmn, _ = prepare(take_apart(plain), registry.parts)
    model = take_apart(process)
    ways = {way["id"]: way for found in bpmn.ways.values() for way in found if "id" in way}
    for part in registry.parts:
        if part.of == "flow":
            wanted = registry.ways[part.element].model_dump(mode="json", exclude_defaults=True)
            _differences(ways.get(part.id, {}), wanted, part)
        elif not part.absent:
            _differences(*_both(part, bpmn, model), part)
    lay_over(bpmn, registry.parts)
    for part in registry.parts:
        if part.of == "node":
            _order(part, bpmn, model)
    whole = Part("process", holder.get("id") or "", holder.get("id") or "")
    _whole(bpmn, model, whole)
    _write(holder, whole)
    for part in registry.parts:
        if part.fields or part.absent or part.id != part.element:
            _write(registry.owners[part.element], part)


def _both(part: Part, bpmn: Plain, model: Plain) -> tuple[Fields, Fields]:
    """What BPMN says of a part that is no flow, and what the model says."""
    match part.of:
        case "node":
            return bpmn.nodes[part.id], model.nodes[part.id]
        case "message":
            return bpmn.messages[part.id], model.messages[part.id]
    name = COLLECTIONS[part.of]
    there = bpmn.entries[name].get(part.id)
    return ({}, {}) if there is None else (there, model.entries[name][part.id])


def _differences(bpmn: Fields, model: Fields, part: Part) -> None:
    for name in sorted({*bpmn, *model}):
        if bpmn.get(name) != model.get(name):
            part.fields[name] = Kept(bpmn.get(name), model.get(name))


def _order(part: Part, bpmn: Plain, model: Plain) -> None:
    """Where the ways out of a node or the nodes inside it still differ, they are kept whole."""
    if bpmn.ways[part.id] != model.ways[part.id]:
        part.fields["next"] = Kept(bpmn.ways[part.id] or None, model.ways[part.id] or None)
    if bpmn.order.get(part.id, []) != model.order.get(part.id, []):
        part.fields[ORDER] = Kept(None, model.order.get(part.id))


def _whole(bpmn: Plain, model: Plain, part: Part) -> None:
    """What belongs to the process itself; its id is always kept, because BPMN takes it from the name of the file."""
    _differences(bpmn.header, model.header, part)
    part.fields["id"] = Kept(None, model.header["id"])
    also = {
        name: {key: fields for key, fields in entries.items() if key not in bpmn.entries[name]}
        for name, entries in model.entries.items()
    }
    if any(also.values()):
        part.fields[ALSO] = Kept(None, {name: entries for name, entries in also.items() if entries})
    if bpmn.order[""] != model.order[""]:
        part.fields[ORDER] = Kept(None, model.order[""])
    if unread := keep_unread(model.unread, bpmn.unread):
        part.fields[UNREAD] = Kept(None, unread)


def _write(element: etree._Element, part: Part) -> None:
    target = etree.SubElement(extensions_of(element), PART)
    target.set("of", part.of)
    if part.id != part.element:
        target.set("id", _json(part.id))
    if part.absent:
        target.set("absent", "true")
    for name, kept in part.fields.items():
        found = etree.SubElement(target, FIELD)
        found.set("name", name)
        if kept.bpmn is not None:
            found.set("bpmn", _json(kept.bpmn))
        if kept.value is not None:
            found.text = _json(kept.value)


def _json(value: Any) -> str:
    """JSON that XML can hold: what XML forbids is written as an escape, which JSON allows inside its texts."""
    text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "), allow_nan=False)
    if legal_xml(text) == text:
        return text
    return "".join(char if legal_xml(char) else f"\\u{ord(char):04x}" for char in text)
