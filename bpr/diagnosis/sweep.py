"""Checking many files: folders, several processes at once, unchanged files from the index.

Thousands of small files: reading and checking one takes milliseconds, so they are dealt out in batches. The workers are
started fresh (``spawn``), which works the same on every system.
"""

from __future__ import annotations

import fnmatch
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path
from typing import Any

from bpr.diagnosis.checked import Call, Checked, from_plain, to_plain
from bpr.diagnosis.index import Index, key_of
from bpr.diagnosis.lines import Place, ids_in, lines_of_xml, lines_of_yaml, place_of
from bpr.diagnosis.settings import DEFAULT, Settings
from bpr.errors import BprError, InputError, Problem, Where
from bpr.findings import Finding
from bpr.formats.files import BPMN_SUFFIXES, YAML_SUFFIXES, load_doubting
from bpr.formats.yaml_file import SHARED_FILE
from bpr.model import Activity, Process
from bpr.text import Text

Progress = Callable[[int, int], None]

_FEW = 150  # below this a pool of workers costs more time than it saves
_BATCH = 40
_NO_MODEL = frozenset({"KIND", "NOT_BPMN"})


def model_files(folder: Path, exclude: Iterable[str] = ()) -> tuple[Path, ...]:
    """All files in a folder that may be processes, sorted; hidden ones and shared organisation data are left out.

    Args:
        folder: where to look, sub-folders included; links to folders are not followed.
        exclude: patterns of paths below the folder, such as ``drafts/*``.
    """
    patterns = tuple(exclude)
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place) / name
            below = path.relative_to(folder).as_posix()
            if (
                path.suffix.lower() in YAML_SUFFIXES | BPMN_SUFFIXES
                and not name.startswith(".")
                and name != SHARED_FILE
                and not any(fnmatch.fnmatch(below, pattern) for pattern in patterns)
            ):
                found.append(path)
    return tuple(found)


def check_model(reference: str, settings: Settings = DEFAULT, *, in_folder: bool = False) -> Checked:
    """Check one file or library model; what cannot be read is a result, too.

    Args:
        reference: a file, or the id of a library model.
        settings: what the project asks for.
        in_folder: whether it was found in a folder: then a file that is no process is skipped, not refused.
    """
    from bpr.diagnosis.check import check_process

    try:
        process, doubts = load_doubting(reference)
        if not isinstance(process, Process):
            return Checked(reference, "skipped") if in_folder else _refused(reference)
        findings = check_process(process, settings, doubts)
        places = _places(reference, findings, process)
        calls = tuple(
            Call(node.id, node.calls, *(place_of((node.id,), places) or (None, None)))
            for node in process.walk()
            if isinstance(node, Activity) and node.calls is not None
        )
        placed = _placed(reference, findings, places)
        return Checked(reference, "checked", placed, process=process.id, calls=calls)
    except InputError as error:
        if in_folder and {problem.code for problem in error.problems} <= _NO_MODEL:
            return Checked(reference, "skipped")
        return Checked(reference, "unreadable", problems=error.problems)
    except BprError as error:
        return Checked(reference, "unreadable", problems=error.problems)


def sweep(
    references: Iterable[str],
    settings: Settings = DEFAULT,
    *,
    in_folder: bool = True,
    workers: int = 1,
    cache: Path | None = None,
    progress: Progress | None = None,
) -> tuple[Checked, ...]:
    """Check many files, in their order.

    Args:
        references: files (or library models).
        settings: what the project asks for.
        in_folder: whether files that are no process are skipped.
        workers: processes at once; more than one needs a main module that can be imported.
        cache: the folder of the index of unchanged files; None checks every file.
        progress: called with the number done and the number of all.
    """
    asked = list(references)
    names = list(dict.fromkeys(asked))
    mark = f"{in_folder} {settings.model_dump_json()}"
    shared: dict[Path, bytes] = {}
    keys = {name: key for name in names if (key := _key(name, mark, shared)) is not None} if cache else {}
    report = progress or (lambda done, total: None)
    with Index(cache) as index:
        known = index.find(keys.values())
        results = {name: from_plain(known[key], remembered=True) for name, key in keys.items() if key in known}
        report(len(results), len(names))
        todo = [name for name in names if name not in results]
        fresh: dict[str, dict[str, Any]] = {}
        try:
            for plain in _all(todo, settings, in_folder, workers):
                results[plain["model"]] = from_plain(plain)
                if plain["model"] in keys:
                    fresh[keys[plain["model"]]] = plain
                report(len(results), len(names))
        finally:
            index.keep(fresh)
    return tuple(results[name] for name in asked)


def _all(todo: list[str], settings: Settings, in_folder: bool, workers: int) -> Iterator[dict[str, Any]]:
    """Check files, by several workers when it is worth it; what a broken pool left is done here."""
    if workers < 2 or len(todo) < _FEW:
        yield from (to_plain(check_model(name, settings, in_folder=in_folder)) for name in todo)
        return
    done: set[str] = set()
    batches = [todo[start : start + _BATCH] for start in range(0, len(todo), _BATCH)]
    pool = ProcessPoolExecutor(min(workers, len(batches)), mp_context=multiprocessing.get_context("spawn"))
    try:
        futures = [pool.submit(_batch, batch, settings.model_dump(), in_folder) for batch in batches]
        for future in as_completed(futures):
            for plain in future.result():
                done.add(plain["model"])
                yield plain
    except (BrokenExecutor, OSError):
        rest = [name for name in todo if name not in done]
        yield from (to_plain(check_model(name, settings, in_folder=in_folder)) for name in rest)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _batch(names: list[str], settings: dict[str, Any], in_folder: bool) -> list[dict[str, Any]]:
    """The work of one worker on one batch."""
    own = Settings.model_validate(settings)
    return [to_plain(check_model(name, own, in_folder=in_folder)) for name in names]


def _key(name: str, mark: str, shared: dict[Path, bytes]) -> str | None:
    """The key of a file in the index; None for what is not a plain file."""
    path = Path(name)
    if path.suffix.lower() not in YAML_SUFFIXES | BPMN_SUFFIXES:
        return None
    try:
        content = path.read_bytes()
        if path.parent not in shared:
            beside = path.parent / SHARED_FILE
            shared[path.parent] = beside.read_bytes() if beside.is_file() else b""
    except OSError:
        return None
    return key_of(name, content, shared[path.parent], mark)


def _places(reference: str, findings: tuple[Finding, ...], process: Process) -> dict[str, Place]:
    """Line and column of the elements that findings and calls speak of."""
    path = Path(reference)
    suffix = path.suffix.lower()
    known = {name for finding in findings for name in ids_in(finding.elements)}
    known |= {node.id for node in process.walk() if isinstance(node, Activity) and node.calls is not None}
    if not known or suffix not in YAML_SUFFIXES | BPMN_SUFFIXES:
        return {}
    content = path.read_bytes()
    return lines_of_yaml(content, known) if suffix in YAML_SUFFIXES else lines_of_xml(content, known)


def _placed(reference: str, findings: tuple[Finding, ...], places: dict[str, Place]) -> tuple[Finding, ...]:
    """The findings with the file and, where an element stands in it, line and column."""
    if Path(reference).suffix.lower() not in YAML_SUFFIXES | BPMN_SUFFIXES:
        return findings
    placed = []
    for finding in findings:
        line, column = place_of(finding.elements, places) or (None, None)
        element = finding.elements[0] if finding.elements else None
        placed.append(replace(finding, where=Where(reference, line, column, element)))
    return tuple(placed)


def _refused(reference: str) -> Checked:
    """A value chain where a process was asked for."""
    problem = Problem(
        Text(en="this is a value chain, not a process", zh="这是价值链，不是流程"),
        Text(en="look at it with: bpr library show", zh="查看它请用：bpr library show"),
        Where(reference),
        "KIND",
    )
    return Checked(reference, "unreadable", problems=(problem,))
