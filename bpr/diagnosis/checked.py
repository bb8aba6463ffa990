"""One checked file: its findings with their places, or the faults that kept it from being read; as plain data too.

The plain form crosses processes and lies in the index of a sweep; it reads back equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from bpr.errors import Problem, Where
from bpr.findings import Finding, Severity
from bpr.quantity import Quantity, Status
from bpr.text import Text

Standing = Literal["checked", "unreadable", "skipped"]


@dataclass(frozen=True)
class Call:
    """A node that calls another process, and where it stands in the file."""

    node: str
    called: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True)
class Checked:
    """What checking one model gave.

    Attributes:
        model: the file or library id that was asked for.
        standing: ``skipped`` for files that are no process (value chains, other YAML and XML in a folder).
        findings: worst first; ``where`` names the file and, where known, the line.
        problems: why it could not be read.
        remembered: whether it was taken from the index instead of being checked again.
        process: id of the process; None when it could not be read.
        calls: the nodes that call other processes.
    """

    model: str
    standing: Standing
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    remembered: bool = False
    process: str | None = None
    calls: tuple[Call, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        document: dict[str, Any] = {"model": self.model}
        if self.standing == "unreadable":
            document["problems"] = [
                {
                    "code": problem.code,
                    "severity": Severity.ERROR.value,
                    "message": problem.message.both(),
                    "remedy": problem.remedy.both(),
                    "where": str(problem.where),
                }
                for problem in self.problems
            ]
        document["findings"] = [finding.to_json() for finding in self.findings]
        return document


def to_plain(checked: Checked) -> dict[str, Any]:
    """A checked file as data that JSON can hold."""
    return {
        "model": checked.model,
        "standing": checked.standing,
        "findings": [
            [
                f.code,
                f.severity.value,
                f.area,
                _pair(f.message),
                _pair(f.remedy),
                list(f.elements),
                _plain_measure(f.measure),
                _plain_where(f.where),
            ]
            for f in checked.findings
        ],
        "problems": [
            [p.code, _pair(p.message), _pair(p.remedy), _plain_where(p.where), p.excerpt] for p in checked.problems
        ],
        "process": checked.process,
        "calls": [[call.node, call.called, call.line, call.column] for call in checked.calls],
    }


def from_plain(data: dict[str, Any], *, remembered: bool = False) -> Checked:
    """The checked file that `to_plain` wrote down."""
    findings = tuple(
        Finding(
            code,
            Severity(severity),
            area,
            _text(message),
            _text(remedy),
            tuple(elements),
            _measure(measure),
            _where(where),
        )
        for code, severity, area, message, remedy, elements, measure, where in data["findings"]
    )
    problems = tuple(
        Problem(_text(message), _text(remedy), _where(where) or Where(), code, excerpt)
        for code, message, remedy, where, excerpt in data["problems"]
    )
    calls = tuple(Call(*call) for call in data["calls"])
    return Checked(data["model"], data["standing"], findings, problems, remembered, data["process"], calls)


def _pair(text: Text) -> list[str | None]:
    return [text.en, text.zh]


def _text(pair: list[str | None]) -> Text:
    return Text.model_construct(en=pair[0], zh=pair[1])


def _plain_where(where: Where | None) -> list[Any] | None:
    if where is None:
        return None
    return [where.file, where.line, where.column, where.element, list(where.path), where.cell]


def _where(data: list[Any] | None) -> Where | None:
    return None if data is None else Where(data[0], data[1], data[2], data[3], tuple(data[4]), data[5])


def _plain_measure(measure: Quantity | None) -> list[Any] | None:
    if measure is None:
        return None
    numbers = [measure.value, measure.lower, measure.upper, measure.known_part, measure.coverage]
    words = [list(measure.missing), list(measure.assumptions)]
    return [numbers, words, measure.unit, measure.status.value, measure.method]


def _measure(data: list[Any] | None) -> Quantity | None:
    if data is None:
        return None
    (value, lower, upper, known_part, coverage), (missing, assumptions), unit, status, method = data
    return Quantity(
        value, unit, Status(status), lower, upper, known_part, coverage, tuple(missing), tuple(assumptions), method
    )
