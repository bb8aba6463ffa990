"""Process files: YAML text to a Process, a ValueChain or shared organisation data.

All faults of a file come at once: faults of the YAML text, then keys and values the model refuses, then references
that lead nowhere. To find the last in a file that has the others, the faulty parts are left out and the rest is
validated again; a reference to something that was left out is not reported.

Besides the model's own keys a file has ``bpr: 1`` (the version of the format) and ``events: explicit`` (see
``implied_events``). An ``organisation.yaml`` in the same folder gives departments, roles, systems, documents and
organisations that several processes share; what the process file says itself comes first, what it does not use is
left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from bpr.errors import InputError, ModelError, Problem, Where, nearest
from bpr.formats.implied_events import add_implied
from bpr.formats.model_faults import describe
from bpr.formats.places import DICTIONARIES, element_at, excerpt, locate, path_of_id, prune, value_at, words_in
from bpr.formats.places import Path as KeyPath
from bpr.formats.raw import read_bytes
from bpr.formats.yaml_data import MAX_BYTES, YamlData, decode, read_data
from bpr.model.base import Id, Part
from bpr.model.nodes import KIND_KEYS
from bpr.model.organisation import Department, Document, Organisation, Role, System
from bpr.model.process import Process
from bpr.model.value_chain import ValueChain
from bpr.text import Text

VERSION = "1"
SHARED_FILE = "organisation.yaml"
SHARED_KEYS = ("organisations", "departments", "roles", "systems", "documents")
_FILE_KEYS = ("bpr", "events")


class OrganisationFile(Part):
    """What the processes of one folder share."""

    organisations: dict[Id, Organisation] = Field(default_factory=dict)
    departments: dict[Id, Department] = Field(default_factory=dict)
    roles: dict[Id, Role] = Field(default_factory=dict)
    systems: dict[Id, System] = Field(default_factory=dict)
    documents: dict[Id, Document] = Field(default_factory=dict)


_KINDS: dict[str, type[BaseModel]] = {"process": Process, "value_chain": ValueChain, "landscape": ValueChain}


def read_yaml(
    source: Path | str | bytes, *, name: str | None = None, beside: Path | None = None
) -> Process | ValueChain | OrganisationFile:
    r"""Read a process file.

    Args:
        source: a ``Path`` is a file to open; text or bytes are the content itself.
        name: what messages call the content; the path when a file is opened.
        beside: with text or bytes, the file they are meant for: shared organisation data beside it is used.

    Raises:
        InputError: the file cannot be read, or is not what it should be; holds all faults found.

    Example:
        >>> process = read_yaml("process: p\nsteps:\n  - {id: A1, name: Check, next: end}\n")
        >>> [node.id for node in process.steps]
        ['A1', 'start', 'end']
    """
    shared = None
    if isinstance(source, Path):
        name = name or str(source)
        content: str | bytes = read_bytes(source, MAX_BYTES)
        if source.name != SHARED_FILE:
            shared = _shared_beside(source)
    else:
        content = source
        shared = _shared_beside(beside) if beside is not None else None
    text = decode(content, name) if isinstance(content, bytes) else content
    return _Reading(read_data(text, name), name, shared).model()


@dataclass(frozen=True, slots=True)
class _Shared:
    """The shared organisation data of a folder, as plain data with its places."""

    data: YamlData
    name: str


def _shared_beside(path: Path) -> _Shared | None:
    """The ``organisation.yaml`` in the folder of a file; a link that leads out of the folder is not followed."""
    beside = path.parent / SHARED_FILE
    if not beside.is_file() or beside.resolve().parent != path.parent.resolve():
        return None
    name = str(beside)
    data = read_data(decode(read_bytes(beside, MAX_BYTES), name), name)
    model = _Reading(data, name, None).model()
    return _Shared(data, name) if isinstance(model, OrganisationFile) else None


class _Reading:
    """One file being read: its data, the faults found so far and the parts that cannot be trusted."""

    def __init__(self, data: YamlData, name: str | None, shared: _Shared | None) -> None:
        self.data = data
        self.name = name
        self.shared = shared
        self.problems: list[Problem] = [self._quoted(problem) for problem in data.problems]
        self.broken: set[KeyPath] = set(data.broken)
        self.spoilt: set[KeyPath] = set(data.broken)
        self.blank = _blank_paths(data.data)
        self.explicit = False

    def model(self) -> Process | ValueChain | OrganisationFile:
        """The model, or an error with every problem."""
        kind = self._kind()
        self._file_keys()
        model = self._validated(kind) if kind is not None else None
        if self.problems or model is None:
            raise InputError(sorted(self.problems, key=_place))
        return model

    def _kind(self) -> type[BaseModel] | None:
        """Which model the file describes, by its top-level keys."""
        top = self.data.data
        if not isinstance(top, dict):
            self._report(
                (),
                Text(en="this is not a process file", zh="这不是流程文件"),
                Text(en="begin with 'process: <id>' and 'steps:'", zh="以 'process: <编号>' 和 'steps:' 开头"),
                "KIND",
            )
            return None
        found = [key for key in _KINDS if key in top]
        if len(found) > 1:
            self._report(
                (found[1],),
                Text(en=f"both '{found[0]}' and '{found[1]}' are given", zh=f"同时出现了 '{found[0]}' 和 '{found[1]}'"),
                Text(en="one process or value chain a file", zh="一个文件只写一个流程或价值链"),
                "KIND",
                key=True,
            )
            self.broken.add((found[1],))
        if found:
            return _KINDS[found[0]]
        if top and set(top) <= {*SHARED_KEYS, "bpr"}:
            return OrganisationFile
        misspelt = next(((key, close) for key in top if (close := nearest(key, _KINDS))), None)
        path: KeyPath = (misspelt[0],) if misspelt else ()
        message = Text(en="'process:' is missing", zh="缺少 'process:'")
        remedy = Text(en="begin the file with 'process: <id>'", zh="文件开头写 'process: <编号>'")
        if misspelt:
            message = Text(
                en=f"'{misspelt[0]}' is not known, and 'process:' is missing",
                zh=f"无法识别 '{misspelt[0]}'，且缺少 'process:'",
            )
            remedy = Text(en=f"write '{misspelt[1]}' (closest match)", zh=f"改为 '{misspelt[1]}'（最接近）")
        self._report(path, message, remedy, "KIND", key=True)
        return None

    def _file_keys(self) -> None:
        """Check ``bpr`` and ``events``, which belong to the file and not to the model."""
        top = self.data.data
        if not isinstance(top, dict):
            return
        version, events = top.get("bpr", VERSION), top.get("events", "implied")
        if version != VERSION:
            self._report(
                ("bpr",),
                Text(en=f"the file format {version} is not known", zh=f"未知的文件格式版本 {version}"),
                Text(en=f"write 'bpr: {VERSION}', or use a newer bpr", zh=f"写 'bpr: {VERSION}'，或升级 bpr"),
                "VERSION",
            )
        if events not in ("implied", "explicit", None):
            self._report(
                ("events",),
                Text(
                    en=f"'{events}' is not one of: implied, explicit",
                    zh=f"'{events}' 不在可选值之中：implied, explicit",
                ),
                Text(en="write 'explicit' or leave it out", zh="写 'explicit' 或不写"),
                "BAD_VALUE",
            )
        self.explicit = events == "explicit"
        self.broken |= {(key,) for key in _FILE_KEYS}

    def _validated(self, kind: type[BaseModel]) -> Process | ValueChain | OrganisationFile | None:
        """The validated model; every fault on the way is reported once."""
        for _ in range(100):
            tree = self._tree(kind, whole=True)
            try:
                model = kind.model_validate(tree)
                if self.shared is not None and kind is Process:
                    model = kind.model_validate(self._tree(kind, whole=False))
                return model  # type: ignore[return-value]
            except ValidationError as error:
                if not self._take_faults(error, kind, tree):
                    return None
            except ModelError as error:
                self._take_references(error, tree)
                return None
        return None

    def _tree(self, kind: type[BaseModel], *, whole: bool) -> Any:
        """The plain data to validate: without faulty parts, with implied events and shared definitions."""
        tree = prune(self.data.data, self.broken | self.blank)
        if kind is Process and not self.explicit and isinstance(tree.get("steps"), list):
            tree["steps"] = add_implied(tree["steps"])
        if kind is Process and self.shared is not None:
            _merge(tree, self.shared.data.data, whole=whole)
        return tree

    def _take_faults(self, error: ValidationError, kind: type[BaseModel], tree: Any) -> bool:
        """Report what a validation refused and leave those parts out; False when nothing more can be left out."""
        before = len(self.broken)
        found: set[KeyPath] = set()
        for entry in error.errors(include_url=False):
            path = locate(entry["loc"], tree, self.broken | self.blank)
            wanted = (*path, entry["loc"][-1]) if entry["type"] == "missing" else path
            if not any(fault[: len(wanted)] == wanted for fault in self.spoilt):
                code, message, remedy = describe(entry, kind)
                self._report(path, message, remedy, code, key=code == "UNKNOWN_KEY")
            found |= {(*path, "position"), (*path, "on")} if entry["type"] == "event" else {path}
            if entry["type"] != "extra_forbidden":
                self.spoilt.add(path)
        self.broken |= found
        return () not in found and len(self.broken) > before

    def _take_references(self, error: ModelError, tree: Any) -> None:
        """Report references that lead nowhere, but for those to parts that were left out."""
        lost = {word for path in self.broken for word in (str(path[-1]), *words_in(value_at(self.data.data, path)))}
        for problem in error.problems:
            path = locate(problem.where.path, tree, self.broken | self.blank)
            path = path or path_of_id(self.data.data, problem.where.element)
            name = problem.message.pick("en").partition("'")[2].rpartition("'")[0]
            if problem.code == "UNDEFINED" and name in lost:
                continue
            value = value_at(self.data.data, path)
            if isinstance(value, list) and name in value:
                path = (*path, value.index(name))
            self._report(path, problem.message, problem.remedy, problem.code, element=problem.where.element)

    def _report(
        self, path: KeyPath, message: Text, remedy: Text, code: str, *, key: bool = False, element: str | None = None
    ) -> None:
        """Add a problem at a path, with line, column, element and the line of the file."""
        data, name = self.data, self.name
        if self.shared is not None and _is_shared(path, self.data.data):
            data, name = self.shared.data, self.shared.name
        places = {**data.values, **data.keys} if key else data.values
        at = path
        while at and at not in places:
            at = at[:-1]
        line, column = places.get(at, (None, None))
        where = Where(name, line, column, element or element_at(data.data, path), path)
        self.problems.append(Problem(message, remedy, where, code, excerpt(data.lines, line, column)))

    def _quoted(self, problem: Problem) -> Problem:
        """A problem of the text with its line shown."""
        return replace(problem, excerpt=excerpt(self.data.lines, problem.where.line, problem.where.column))


def _place(problem: Problem) -> tuple[int, int, str]:
    return problem.where.line or 0, problem.where.column or 0, problem.code


def _blank_paths(data: Any, path: KeyPath = ()) -> set[KeyPath]:
    """Keys written without a value: they say nothing, except for the kind of a step and a defined name."""
    found: set[KeyPath] = set()
    entries: Iterable[tuple[str | int, Any]] = ()
    if isinstance(data, dict):
        entries = data.items()
    elif isinstance(data, list):
        entries = enumerate(data)
    names = len(path) == 1 and path[0] in DICTIONARIES
    for key, value in entries:
        if value is None and isinstance(key, str) and not names and key not in KIND_KEYS:
            found.add((*path, key))
        elif value is not None:
            found |= _blank_paths(value, (*path, key))
    return found


def _is_shared(path: KeyPath, own: Any) -> bool:
    """Whether a path into the merged data means a definition of the shared file."""
    return len(path) > 1 and path[0] in SHARED_KEYS and path[1] not in (value_at(own, path[:1]) or {})


def _merge(tree: dict[str, Any], shared: Any, *, whole: bool) -> None:
    """Put shared definitions under the file's own; ``whole`` takes all of them, else only those that are used."""
    used = set(words_in(tree))
    while True:
        before = len(used)
        for key in SHARED_KEYS:
            own, theirs = tree.get(key, {}), shared.get(key) or {}
            if not isinstance(own, dict):
                continue
            taken = {name: entry for name, entry in theirs.items() if name not in own and (whole or name in used)}
            for entry in taken.values():
                used |= set(words_in(entry))
            if taken:
                tree[key] = {**own, **taken}
        if len(used) == before:
            return
