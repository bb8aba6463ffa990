"""What a merge found: changes, conflicts, what cannot be read, and notes; each with who wrote it and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from bpr.analysis.raci.derive import RaciMatrix
from bpr.formats.raci_sheet.sheet import Note

Letters = tuple[str, ...]
Take = Literal["theirs", "ours"]


@dataclass(frozen=True, slots=True)
class Source:
    """Who wrote something, and where: file, last author of the file, cell (``RACI!F12``)."""

    file: str
    author: str
    cell: str

    def to_json(self) -> dict[str, str]:
        """A plain document for JSON."""
        return {"file": self.file, "author": self.author, "cell": self.cell}


@dataclass(frozen=True, slots=True)
class Change:
    """Letters of a role at a step: before, after, and everybody who asked for it."""

    step: str
    role: str
    old: Letters
    new: Letters
    sources: tuple[Source, ...]

    @property
    def code(self) -> str:
        """``LETTER_ADDED``, ``LETTER_REMOVED`` or ``LETTER_CHANGED``."""
        if not self.old:
            return "LETTER_ADDED"
        return "LETTER_CHANGED" if self.new else "LETTER_REMOVED"

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "code": self.code,
            "step": self.step,
            "role": self.role,
            "old": "/".join(self.old),
            "new": "/".join(self.new),
            "sources": [source.to_json() for source in self.sources],
        }


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody wants in a cell; ``sure`` is False where it is not known what the workbook said before."""

    letters: Letters
    text: str
    sources: tuple[Source, ...]
    sure: bool = True

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "letters": "/".join(self.letters),
            "text": self.text,
            "sources": [source.to_json() for source in self.sources],
        }


@dataclass(frozen=True, slots=True)
class Resolution:
    """How a conflict ends.

    Attributes:
        take: the side that wins.
        kept: letters by role.
        sources: who asked for them; empty where they are those of the model.
        dropped: wishes that are not followed.
        dropped_ours: letters of the model that go, by role.
    """

    take: Take
    kept: Mapping[str, Letters]
    sources: tuple[Source, ...]
    dropped: tuple[Proposal, ...]
    dropped_ours: Mapping[str, Letters]

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "take": self.take,
            "kept": {role: "/".join(letters) for role, letters in self.kept.items()},
            "from": [source.to_json() for source in self.sources],
            "dropped": [wish.to_json() for wish in self.dropped],
            "dropped_from_model": {role: "/".join(letters) for role, letters in self.dropped_ours.items()},
        }


@dataclass(frozen=True, slots=True)
class Conflict:
    """Wishes that do not go together.

    Codes: ``PEOPLE_DIFFER`` (two people, two wishes), ``MODEL_CHANGED`` (the model changed meanwhile),
    ``BASE_UNKNOWN`` (the workbook lost its hidden sheet), ``TWO_A`` and alike (a letter that stands once would stand
    twice).

    Attributes:
        step: where.
        roles: the role, or all roles concerned.
        base: the letters when the workbook was written.
        ours: the letters now.
        theirs: the wishes.
        last: the wish that wins when the workbooks win.
        if_theirs: letters by role when the workbooks win (the last one where people differ).
        if_ours: letters by role when the model wins.
    """

    code: str
    step: str
    roles: tuple[str, ...]
    base: Letters
    ours: Letters
    theirs: tuple[Proposal, ...]
    last: Proposal
    if_theirs: Mapping[str, Letters]
    if_ours: Mapping[str, Letters]

    def decided(self, take: Take) -> Resolution:
        """What is kept and what is dropped when one side wins."""
        if take == "ours":
            dropped = tuple(wish for wish in self.theirs if wish.letters != self.ours or len(self.roles) > 1)
            return Resolution(take, self.if_ours, (), dropped, {})
        kept = {role: self.if_theirs.get(role, self.if_ours.get(role, ())) for role in self.roles}
        gone = {role: held for role, held in self.if_ours.items() if held and kept.get(role, held) != held}
        return Resolution(take, kept, self.last.sources, tuple(one for one in self.theirs if one != self.last), gone)

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "code": self.code,
            "step": self.step,
            "roles": list(self.roles),
            "base": "/".join(self.base),
            "ours": "/".join(self.ours),
            "theirs": [one.to_json() for one in self.theirs],
        }


@dataclass(frozen=True, slots=True)
class Noted:
    """A note with the file it comes from; ``role`` where it is about one cell of the matrix."""

    note: Note
    file: str
    author: str = ""
    role: str = ""

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON; empty parts are left out."""
        note = self.note
        parts = [{"cell": cell, "head": head, "text": text} for cell, head, text in note.parts]
        document: dict[str, Any] = {"code": note.code, "file": self.file, "author": self.author, "cell": note.cell}
        more = {"element": note.element, "role": self.role, "text": note.text, "old": note.old, "cells": parts}
        return document | {key: value for key, value in more.items() if value}


@dataclass(frozen=True)
class Merge:
    """The result of a merge.

    Attributes:
        ours: the matrix of the model.
        changes: letters to change, in the order of the steps.
        agreed: changes that the model has already.
        conflicts: what somebody has to decide.
        settled: conflicts that are decided: the model has what the workbook named last asks for, and had not when that
            workbook was written.
        carried: file and kind of letters of the workbooks whose letters are not those of the model.
        unreadable: typed where letters are expected, and not taken over.
        notes: everything else people typed, renamed, added or deleted.
        workbooks: file and last author of each workbook.
    """

    ours: RaciMatrix
    changes: tuple[Change, ...]
    agreed: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    unreadable: tuple[Noted, ...]
    notes: tuple[Noted, ...]
    workbooks: tuple[tuple[str, str], ...] = field(default=())
    settled: tuple[Conflict, ...] = ()
    carried: tuple[tuple[str, str], ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody has to decide something before anything is applied."""
        return bool(self.conflicts or self.unreadable)

    def wanted(self, take: Take | None = None) -> dict[str, dict[str, Letters]]:
        """New letters by step and role: the changes, and the conflicts as decided."""
        wanted: dict[str, dict[str, Letters]] = {}
        for change in self.changes:
            wanted.setdefault(change.step, {})[change.role] = change.new
        if take is not None:
            for conflict in self.conflicts:
                decided = conflict.if_theirs if take == "theirs" else conflict.if_ours
                wanted.setdefault(conflict.step, {}).update(decided)
        return wanted

    def to_json(self, take: Take | None = None) -> dict[str, Any]:
        """A plain document for JSON; ``take`` says which side wins."""
        kinds = dict(self.carried)
        conflicts = [
            conflict.to_json() | ({"decided": conflict.decided(take).to_json()} if take is not None else {})
            for conflict in self.conflicts
        ]
        return {
            "variant": str(self.ours.variant),
            "workbooks": [
                {"file": file, "author": author} | ({"variant": kinds[file]} if file in kinds else {})
                for file, author in self.workbooks
            ],
            "changes": [change.to_json() for change in self.changes],
            "agreed": [change.to_json() for change in self.agreed],
            "conflicts": conflicts,
            "settled": [one.to_json() | {"decided": one.decided("theirs").to_json()} for one in self.settled],
            "unreadable": [noted.to_json() for noted in self.unreadable],
            "notes": [noted.to_json() for noted in self.notes],
        }
