"""Performers named at an activity itself: the role where neither a lane nor a pool says who does the work.

Read are BPMN's own resource roles and the assignments of Camunda, Activiti, Flowable and Zeebe, when they are plain
words. An expression (``${approver}``) names nobody and is noted. Of several performers the first is taken: a group
before a person, because groups are roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from bpr.formats.bpmn.document import Document, label, plain
from bpr.formats.bpmn.notes import Notes
from bpr.formats.bpmn.vocabulary import PERFORMERS, SUBPROCESSES, TASKS
from bpr.model import Role
from bpr.text import Text

_VENDOR_KEYS = ("candidateGroups", "assignee", "candidateUsers")
_EXPRESSION = re.compile(r"[${}#=()]")
_CALL = re.compile(r"^(?:group|user)\(([^()]+)\)$")


def read_performers(document: Document, placed: dict[str, str], roles: dict[str, Role], notes: Notes) -> dict[str, str]:
    """The performer of every activity that stands in no lane or pool; their roles are added to ``roles``."""
    performers: dict[str, str] = {}
    for node, _ in document.flow_nodes:
        identifier = document.id_of(node)
        tag = document.tag(node)
        if tag not in TASKS and tag not in SUBPROCESSES:
            continue
        named = [pair for written in _named(document, node) for pair in written]
        words = [word for word, name in named if name is not None]
        if identifier in placed:
            _note_all(document, node, notes)
            continue
        if not words:
            if named:
                _note_all(document, node, notes)
            continue
        if len(set(words)) > 1:
            _note_all(document, node, notes)
        word = words[0]
        roles.setdefault(word, Role(name=Text.of(next(name for key, name in named if key == word and name))))
        performers[identifier] = word
    return performers


def _named(document: Document, node: etree._Element) -> Iterator[list[tuple[str, str | None]]]:
    """All performers written at an activity, the most telling first: each as id and name (None for an expression)."""
    for performer in document.children(node, *PERFORMERS):
        resource = document.target(document.reference(performer, "resourceRef"))
        if resource is not None and label(resource):
            yield [(document.id_of(resource), label(resource))]
        for assignment in document.children(performer, "resourceAssignmentExpression"):
            yield _words(plain(assignment))
    sources = [node, *document.foreign(node, "assignmentDefinition")]
    for key in _VENDOR_KEYS:
        for source in sources:
            for attribute, value in source.attrib.items():
                if etree.QName(attribute).localname == key and str(value).strip():
                    yield _words(str(value))


def _words(text: str) -> list[tuple[str, str | None]]:
    """``clerk, manager`` as two names; an expression has no name."""
    found: list[tuple[str, str | None]] = []
    for part in text.split(","):
        word = " ".join(part.split())
        if call := _CALL.match(word):
            word = call[1].strip()
        if word:
            found.append((word, None if _EXPRESSION.search(word) else word))
    return found


def _note_all(document: Document, node: etree._Element, notes: Notes) -> None:
    """Note the performers that were not used, or not all of them; vendor attributes are noted with the node."""
    for performer in document.children(node, *PERFORMERS):
        notes.add(performer, "PERFORMER_UNUSED", where=document.id_of(node))
