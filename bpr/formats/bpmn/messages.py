"""Message flows between parties; they carry information, not control."""

from __future__ import annotations

from bpr.formats.bpmn.document import Document, label
from bpr.formats.bpmn.notes import Notes
from bpr.formats.bpmn.parties import Parties
from bpr.formats.bpmn.vocabulary import COLLABORATIONS, COMMON_CHILDREN
from bpr.model import Message
from bpr.text import Text


def read_messages(document: Document, parties: Parties, notes: Notes) -> tuple[Message, ...]:
    """Every message flow whose two ends are nodes or parties; the others are noted."""
    messages: list[Message] = []
    seen: set[str] = set()
    for collaboration in document.children(document.root, *COLLABORATIONS):
        for flow in document.children(collaboration, "messageFlow"):
            identifier = document.id_of(flow)
            ends = [_end(document, parties, document.reference(flow, key)) for key in ("sourceRef", "targetRef")]
            if identifier in seen:
                notes.add(flow, "ID_AGAIN")
            elif ends[0] is None or ends[1] is None:
                notes.add(flow, "MESSAGE_DANGLING")
            else:
                seen.add(identifier)
                notes.leftovers(flow, COMMON_CHILDREN)
                name = label(flow)
                messages.append(
                    Message(id=identifier, source=ends[0], target=ends[1], name=Text.of(name) if name else None)
                )
    return tuple(messages)


def _end(document: Document, parties: Parties, reference: str) -> str | None:
    """The node or the party a message flow ends at."""
    return document.node(reference) or parties.meant_by(document.resolve(reference))
