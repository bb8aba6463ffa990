"""Text annotations become notes of the node they are tied to; compensation handlers become ways from their event."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from bpr.formats.bpmn.data import Data, link_by_association
from bpr.formats.bpmn.document import Document, plain
from bpr.formats.bpmn.notes import Notes


@dataclass(slots=True)
class Artifacts:
    """Remarks by node, and compensation handlers as (boundary event, activity, association id)."""

    remarks: dict[str, list[str]] = field(default_factory=dict)
    handlers: list[tuple[str, str, str]] = field(default_factory=list)


def read_artifacts(document: Document, data: Data, notes: Notes) -> Artifacts:
    """Read annotations and associations wherever they stand (processes, sub-processes, collaborations)."""
    artifacts = Artifacts()
    attached: set[str] = set()
    holders = (*document.containers, *document.children(document.root, "collaboration"))
    for holder in holders:
        for association in document.children(holder, "association"):
            _associate(document, data, artifacts, attached, association, notes)
    for holder in holders:
        for annotation in document.children(holder, "textAnnotation"):
            if document.id_of(annotation) not in attached:
                notes.add(annotation, "ANNOTATION_LOOSE")
    return artifacts


def _associate(
    document: Document,
    data: Data,
    artifacts: Artifacts,
    attached: set[str],
    association: etree._Element,
    notes: Notes,
) -> None:
    ends = [document.target(document.reference(association, key)) for key in ("sourceRef", "targetRef")]
    if ends[0] is None or ends[1] is None:
        notes.add(association, "REFERENCE_MISSING")
        return
    source, target = ends[0], ends[1]
    for annotation, other in ((source, target), (target, source)):
        node = document.id_of(other)
        if document.tag(annotation) == "textAnnotation" and node in document.nodes:
            attached.add(document.id_of(annotation))
            if text := _text(document, annotation):
                artifacts.remarks.setdefault(node, []).append(text)
            return
    ids = (document.id_of(source), document.id_of(target))
    scopes = [document.scopes.get(identifier) for identifier in ids]
    if document.tag(source) == "boundaryEvent" and scopes[0] is not None and scopes[0] == scopes[1]:
        artifacts.handlers.append((*ids, document.id_of(association)))
    elif not link_by_association(document, data, association, notes):
        notes.add(association, "NOT_IN_MODEL")


def _text(document: Document, annotation: etree._Element) -> str:
    return "\n".join(text for child in document.children(annotation, "text") if (text := plain(child)))
