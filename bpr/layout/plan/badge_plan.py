"""Which badges the activities of a picture carry: documents read and written, systems, duties of other roles.

Duties are those of the derived RACI matrix, but for the performer in whose lane the activity stands; an A that is only
proposed (the process owner where the author names none) says so.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from bpr.analysis.raci.derive import RaciMatrix, derive_raci
from bpr.layout.plan.diagram import BadgeText, Diagram
from bpr.model.nodes import Activity
from bpr.model.process import Process
from bpr.model.raci import letters_of
from bpr.text import Text, listed

BADGES = ("documents", "systems", "raci")

_PROPOSED = Text(en=" (proposed)", zh="（建议）")


def with_badges(diagram: Diagram, process: Process, kinds: Collection[str], lang: str) -> Diagram:
    """The diagram with badges at its activities.

    Args:
        diagram: the diagram of ``process``.
        process: the process.
        kinds: any of `BADGES`.
        lang: language of the texts.
    """
    matrix = derive_raci(process) if "raci" in kinds else None
    badges: dict[str, tuple[BadgeText, ...]] = {}
    for node in process.walk():
        if isinstance(node, Activity):
            texts = _documents(process, node, lang) if "documents" in kinds else []
            texts += _systems(process, node, lang) if "systems" in kinds else []
            texts += _duties(matrix, node, lang) if matrix is not None else []
            badges[node.id] = tuple(texts)
    return _set(diagram, badges)


def _set(diagram: Diagram, badges: Mapping[str, tuple[BadgeText, ...]]) -> Diagram:
    """Badges at all activities but frames, also inside them."""
    boxes = tuple(
        replace(box, inner=_set(box.inner, badges)) if box.inner else replace(box, badges=badges.get(box.id, ()))
        for box in diagram.boxes
    )
    return replace(diagram, boxes=boxes)


def _documents(process: Process, node: Activity, lang: str) -> list[BadgeText]:
    if node.documents is None:
        return []
    read, written = node.documents.read or (), node.documents.written or ()
    return [
        BadgeText(
            "document",
            process.documents[document].name.pick(lang) if document in process.documents else document,
            "in-out" if document in read and document in written else "in" if document in read else "out",
        )
        for document in dict.fromkeys((*read, *written))
    ]


def _systems(process: Process, node: Activity, lang: str) -> list[BadgeText]:
    return [
        BadgeText("system", process.systems[system].name.pick(lang) if system in process.systems else system)
        for system in node.systems or ()
    ]


def _duties(matrix: RaciMatrix, node: Activity, lang: str) -> list[BadgeText]:
    row = matrix.rows.get(node.id, {})
    proposed = node.id in matrix.flagged("A_FROM_PROCESS_OWNER")
    duties: list[BadgeText] = []
    for letter in letters_of(matrix.variant):
        roles = [role for role, letters in row.items() if letter in letters]
        if letter == "R" and matrix.variant != "RAPID":
            roles = [role for role in roles if role != node.role]
        if roles:
            names = listed((matrix.role_name(role, lang) for role in roles), lang)
            note = _PROPOSED.pick(lang) if proposed and letter == "A" else ""
            duties.append(BadgeText("duty", names + note, letter))
    return duties
