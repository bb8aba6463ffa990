"""Pools: participants become organisations; those without a process of their own (black boxes) are external."""

from __future__ import annotations

from dataclasses import dataclass, field

from bpr.formats.bpmn.document import Document, label
from bpr.formats.bpmn.notes import Notes
from bpr.formats.bpmn.vocabulary import COLLABORATIONS, COMMON_CHILDREN, FLOW_NODES, SUBPROCESSES
from bpr.model import Organisation
from bpr.text import Text

_KNOWN = frozenset({*COMMON_CHILDREN, "participant", "messageFlow", "textAnnotation", "association"})


@dataclass(slots=True)
class Parties:
    """The organisations, which process belongs to which of them, and by which ids files name them."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    of_process: dict[str, str] = field(default_factory=dict)
    alias: dict[str, str] = field(default_factory=dict)

    def meant_by(self, identifier: str | None) -> str | None:
        """The organisation a participant id or process id stands for."""
        return None if identifier is None else self.alias.get(identifier)


def read_parties(document: Document, notes: Notes) -> Parties:
    """Read every participant of every collaboration.

    A second participant for the same process is the same party drawn again (another diagram of the same model).
    """
    parties = Parties()
    processes = {document.id_of(process): process for process in document.processes}
    for collaboration in document.children(document.root, *COLLABORATIONS):
        if document.tag(collaboration) == "collaboration":
            notes.leftovers(collaboration, _KNOWN)
        for participant in document.children(collaboration, "participant"):
            notes.leftovers(participant, COMMON_CHILDREN)
            identifier = document.id_of(participant)
            if identifier in parties.alias:
                notes.add(participant, "PARTICIPANT_AGAIN")
                continue
            wanted = document.reference(participant, "processRef")
            found = document.resolve(wanted)
            process = processes.get(found or "")
            if wanted and process is None:
                notes.add(participant, "REFERENCE_MISSING")
            if process is not None and found in parties.of_process:
                notes.add(participant, "PARTICIPANT_AGAIN")
                parties.alias[identifier] = parties.of_process[found]
                continue
            name = label(participant) or (label(process) if process is not None else "") or identifier
            holds_work = process is not None and bool(document.children(process, *FLOW_NODES, *SUBPROCESSES))
            parties.organisations[identifier] = Organisation(name=Text.of(name), external=not holds_work)
            parties.alias[identifier] = identifier
            if process is not None and found is not None:
                parties.of_process[found] = identifier
                parties.alias.setdefault(found, identifier)
    return parties
