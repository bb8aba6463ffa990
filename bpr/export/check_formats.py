"""What `bpr check` prints for machines: JSON, SARIF 2.1.0, annotations for GitHub Actions.

SARIF (OASIS, Static Analysis Results Interchange Format 2.1.0): one run, one rule for each code that occurs, one result
for each finding, with file, line and column where they are known. GitHub: one workflow command a finding
(``::error file=...,line=...,title=...::message``); text in it is escaped as GitHub asks for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from bpr.diagnosis.catalogue import explain
from bpr.diagnosis.checked import Checked
from bpr.errors import Where
from bpr.findings import Severity
from bpr.formats.files import BPMN_SUFFIXES, YAML_SUFFIXES
from bpr.text import Text
from bpr.version import __version__

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def check_json(results: Iterable[Checked]) -> dict[str, Any]:
    """The document of ``--format json``."""
    return {"bpr": "check/1", "models": [result.to_json() for result in results if result.standing != "skipped"]}


def sarif(results: Iterable[Checked], lang: str) -> dict[str, Any]:
    """The document of ``--format sarif``, messages in one language."""
    entries = [entry for result in results for entry in _entries(result)]
    codes = sorted({entry.code for entry in entries})
    places = {code: position for position, code in enumerate(codes)}
    driver = {
        "name": "bpr",
        "version": __version__,
        "semanticVersion": __version__,
        "language": "zh-CN" if lang == "zh" else "en",
        "rules": [_rule(code, lang) for code in codes],
    }
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(entry, places[entry.code], lang) for entry in entries],
            }
        ],
    }


def github_annotations(results: Iterable[Checked], lang: str) -> Iterator[str]:
    """The lines of ``--format github``."""
    for result in results:
        for entry in _entries(result):
            parts = {"file": _uri_path(entry.where.file), "line": entry.where.line, "col": entry.where.column}
            parts["title"] = f"bpr {entry.code}"
            listed = ",".join(f"{name}={_property(str(value))}" for name, value in parts.items() if value is not None)
            message = f"{entry.message.pick(lang)}\n→ {entry.remedy.pick(lang)}"
            yield f"::{_COMMANDS[entry.severity]} {listed}::{_data(message)}"


class _Entry:
    """A finding or a fault of reading, seen the same way."""

    def __init__(
        self, code: str, severity: Severity, message: Text, remedy: Text, where: Where, elements: tuple[str, ...]
    ) -> None:
        self.code = code
        self.severity = severity
        self.message = message
        self.remedy = remedy
        self.where = where
        self.elements = elements


def _entries(result: Checked) -> Iterator[_Entry]:
    file = result.model if Path(result.model).suffix.lower() in YAML_SUFFIXES | BPMN_SUFFIXES else None
    for problem in result.problems:
        elements = (problem.where.element,) if problem.where.element else ()
        where = problem.where if problem.where.file else Where(file, problem.where.line, problem.where.column)
        yield _Entry(problem.code, Severity.ERROR, problem.message, problem.remedy, where, elements)
    for finding in result.findings:
        where = finding.where or Where(file)
        yield _Entry(finding.code, finding.severity, finding.message, finding.remedy, where, finding.elements)


def _rule(code: str, lang: str) -> dict[str, Any]:
    entry = explain(code)
    rule: dict[str, Any] = {"id": code}
    if entry is not None:
        means, why, mend = (text.pick(lang) for text in (entry.means, entry.why, entry.mend))
        rule |= {
            "shortDescription": {"text": means},
            "fullDescription": {"text": why},
            "help": {"text": f"{why}\n{mend}"},
        }
    return rule


def _result(entry: _Entry, position: int, lang: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": entry.code,
        "ruleIndex": position,
        "level": _LEVELS[entry.severity],
        "message": {"text": f"{entry.message.pick(lang)} → {entry.remedy.pick(lang)}"},
    }
    location: dict[str, Any] = {}
    if entry.where.file is not None:
        location["physicalLocation"] = {"artifactLocation": {"uri": _uri(entry.where.file)}}
        if entry.where.line is not None:
            region = {"startLine": entry.where.line}
            if entry.where.column is not None:
                region["startColumn"] = entry.where.column
            location["physicalLocation"]["region"] = region
    if entry.elements:
        location["logicalLocations"] = [{"name": name, "kind": "element"} for name in entry.elements]
    if location:
        result["locations"] = [location]
    print_ = "\0".join((entry.code, _uri_path(entry.where.file) or "", *entry.elements))
    result["partialFingerprints"] = {"bprFinding/v1": hashlib.sha256(print_.encode(errors="replace")).hexdigest()[:32]}
    return result


def _uri_path(file: str | None) -> str | None:
    """A path as tools on every system read it; relative to the current folder where it lies inside."""
    if file is None:
        return None
    path = PurePath(file)
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_posix()


def _uri(file: str) -> str:
    path = _uri_path(file) or ""
    if PurePath(file).is_absolute() and PurePath(path).is_absolute():
        return PurePath(file).as_uri()
    return quote(path, safe="/-._~()+,;=@!$&'*")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
