"""Data objects and stores: each reference drawn is a document; associations say who reads and who writes it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from bpr.formats.bpmn.document import Document, label, plain
from bpr.formats.bpmn.notes import Notes
from bpr.formats.bpmn.vocabulary import DATA, SUBPROCESSES, TASKS
from bpr.model import Document as ModelDocument
from bpr.model import Documents
from bpr.text import Text

_REFERENCES = ("dataObjectReference", "dataStoreReference")


@dataclass(slots=True)
class Data:
    """The documents, and for each activity what it reads and writes."""

    documents: dict[str, ModelDocument] = field(default_factory=dict)
    read: dict[str, dict[str, None]] = field(default_factory=dict)
    written: dict[str, dict[str, None]] = field(default_factory=dict)

    def of_activity(self, identifier: str) -> Documents | None:
        """What an activity reads and writes; None when nothing is drawn at it."""
        read, written = self.read.get(identifier), self.written.get(identifier)
        if read is None and written is None:
            return None
        return Documents(
            read=None if read is None else tuple(read), written=None if written is None else tuple(written)
        )


def read_data(document: Document, notes: Notes) -> Data:
    """Read all data objects, stores and their associations."""
    data = Data()
    for container in document.containers:
        for reference in document.children(container, *_REFERENCES):
            _document(document, data, reference)
            notes.leftovers(reference, frozenset({"extensionElements"}))
    for process in document.processes:
        for specification in document.children(process, "ioSpecification"):
            for port in document.children(specification, "dataInput", "dataOutput"):
                if document.id_of(port) and label(port):
                    _document(document, data, port)
    for node, _ in document.flow_nodes:
        for association in document.children(node, "dataInputAssociation", "dataOutputAssociation"):
            _associate(document, data, node, association, notes)
    return data


def link_by_association(document: Document, data: Data, association: etree._Element, notes: Notes) -> bool:
    """Read a plain association between a document and a node as use of the document; False when it is none."""
    ends = [document.target(document.reference(association, key)) for key in ("sourceRef", "targetRef")]
    if ends[0] is None or ends[1] is None:
        return False
    source, target = ends[0], ends[1]
    for end, other, uses in ((source, target, data.read), (target, source, data.written)):
        if document.tag(end) in DATA and document.id_of(other) in document.nodes:
            _use(document, data, other, end, uses, association, notes)
            return True
    return False


def _document(document: Document, data: Data, element: etree._Element) -> str:
    """The document an element stands for, made when it is met first."""
    identifier = document.id_of(element)
    if identifier not in data.documents:
        behind = document.target(
            document.reference(element, "dataObjectRef") or document.reference(element, "dataStoreRef")
        )
        name = label(element) or (label(behind) if behind is not None else "") or identifier
        data.documents[identifier] = ModelDocument(name=Text.of(name))
    return identifier


def _associate(document: Document, data: Data, node: etree._Element, association: etree._Element, notes: Notes) -> None:
    """One data association of a node: the end that is a document outside the node counts."""
    incoming = document.tag(association) == "dataInputAssociation"
    found = False
    for end in document.children(association, "sourceRef" if incoming else "targetRef"):
        element = document.target(plain(end))
        if element is None or document.tag(element) not in DATA or _belongs_to(element, node):
            continue
        found = True
        _use(document, data, node, element, data.read if incoming else data.written, association, notes)
    if not found:
        notes.add(association, "DATA_UNREAD", where=document.id_of(node))
    elif document.children(association, "transformation", "assignment"):
        notes.add(association, "DETAIL", where=document.id_of(node))


def _belongs_to(element: etree._Element, node: etree._Element) -> bool:
    return any(above is node for above in element.iterancestors())


def _use(
    document: Document,
    data: Data,
    node: etree._Element,
    element: etree._Element,
    uses: dict[str, dict[str, None]],
    association: etree._Element,
    notes: Notes,
) -> None:
    identifier = document.id_of(node)
    if document.tag(node) not in TASKS and document.tag(node) not in SUBPROCESSES:
        _document(document, data, element)
        notes.add(association, "DATA_AT_EVENT", where=identifier)
        return
    uses.setdefault(identifier, {})[_document(document, data, element)] = None
