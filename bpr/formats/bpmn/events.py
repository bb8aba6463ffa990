"""What triggers an event: its event definitions, own or referenced."""

from __future__ import annotations

from lxml import etree

from bpr.formats.bpmn.document import Document, is_true, plain
from bpr.formats.bpmn.notes import Notes
from bpr.formats.bpmn.vocabulary import TRIGGERS
from bpr.model.nodes import Trigger


def trigger_of(event: etree._Element, document: Document, notes: Notes) -> Trigger:
    """The trigger; several definitions make a multiple (or parallel multiple) event, none a plain one."""
    definitions = document.children(event, *TRIGGERS)
    for definition in definitions:
        notes.detail(definition)
    for reference in document.children(event, "eventDefinitionRef"):
        found = document.target(plain(reference))
        if found is not None and document.tag(found) in TRIGGERS:
            definitions.append(found)
        else:
            notes.add(reference, "REFERENCE_MISSING", where=document.id_of(event))
    if not definitions:
        return "none"
    if len(definitions) > 1:
        return "parallel-multiple" if is_true(event, "parallelMultiple") else "multiple"
    return TRIGGERS[document.tag(definitions[0])]
