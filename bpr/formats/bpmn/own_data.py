"""bpr's own data in a BPMN file: the parts of a model that BPMN has no place for, kept in extension elements.

Every BPMN element may carry ``bpr:part`` elements, one for each part of the model it stands for (a lane stands for a
role and often for its department, too). A part names its id in the model and holds fields; a field says the model's
value and, beside it, what BPMN itself said when the file was written. See docs/decisions/015-bpmn-out.md.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from bpr.formats.bpmn.document import Document
from bpr.formats.bpmn.shapes import fits

OWN_NAMESPACE: Final = "urn:bpr:model:1"
PART: Final = f"{{{OWN_NAMESPACE}}}part"
FIELD: Final = f"{{{OWN_NAMESPACE}}}field"

KINDS: Final = ("process", "organisation", "department", "role", "document", "node", "flow", "message")


@dataclass(frozen=True, slots=True)
class Kept:
    """A field: what BPMN said when it was written, and the model's value; None where there is none."""

    bpmn: Any
    value: Any


@dataclass(slots=True)
class Part:
    """One part of the model at one BPMN element.

    ``element`` is the id of the BPMN element, ``id`` the id in the model. ``absent``: the element seems to stand for
    such a part, but the model has none (a pool that only frames the lanes is no organisation).
    """

    of: str
    element: str
    id: str
    absent: bool = False
    fields: dict[str, Kept] = field(default_factory=dict)


def take_parts(document: Document) -> tuple[list[Part], list[etree._Element]]:
    """Take bpr's own data out of a file, so that the rest reads like any other BPMN.

    Returns:
        The parts, and the elements of ours that could not be understood.
    """
    parts: list[Part] = []
    broken: list[etree._Element] = []
    for element in list(document.root.iter(PART)):
        extensions = element.getparent()
        owner = None if extensions is None else extensions.getparent()
        if extensions is None or owner is None or document.tag(extensions) != "extensionElements":
            continue
        part = _read_part(element, document.id_of(owner), broken)
        if part is not None:
            parts.append(part)
        extensions.remove(element)
        if not len(extensions):
            owner.remove(extensions)
    return parts, broken


def _read_part(element: etree._Element, owner: str, broken: list[etree._Element]) -> Part | None:
    kind = element.get("of") or ""
    if kind not in KINDS or not owner:
        broken.append(element)
        return None
    part = Part(kind, owner, owner, element.get("absent") == "true")
    try:
        part.id = str(_value(element.get("id")) or owner)
    except (ValueError, RecursionError):
        broken.append(element)
    for found in element.iterchildren(FIELD):
        name = found.get("name") or ""
        try:
            kept = Kept(_value(found.get("bpmn")), _value(found.text))
        except (ValueError, RecursionError):
            broken.append(found)
            continue
        if fits(name, kept.value):
            part.fields[name] = kept
        else:
            broken.append(found)
    return part


def _value(text: str | None) -> Any:
    return json.loads(text) if text and text.strip() else None
