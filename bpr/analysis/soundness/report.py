"""What the soundness check hands back; field names are those of handbook 7."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from bpr.findings import Finding, Severity
from bpr.text import Text

Verdict = Literal["sound", "unsound", "invalid", "unknown"]
_WORST: tuple[Verdict, ...] = ("invalid", "unsound", "unknown", "sound")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where it is, how a case gets there, how to mend it.

    Attributes:
        code: the code of handbook 7.3, or of a static check.
        severity: error or warning.
        where: the author's nodes or flows at which it shows.
        explanation: what happens, with labels.
        repair: what to change.
        path: the author's nodes that are carried out on a shortest way there; empty for faults of the drawing.
    """

    code: str
    severity: Severity
    where: tuple[str, ...]
    explanation: Text
    repair: Text
    path: tuple[str, ...] = ()

    def finding(self) -> Finding:
        """The fault as a finding."""
        return Finding(self.code, self.severity, "soundness", self.explanation, self.repair, self.where)

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "code": self.code,
            "where": list(self.where),
            "explanation": {"en": self.explanation.pick("en"), "zh": self.explanation.pick("zh")},
            "repair": {"en": self.repair.pick("en"), "zh": self.repair.pick("zh")},
            "path": list(self.path),
        }


@dataclass(frozen=True, slots=True)
class Part:
    """One connected part of a process: a pool, or a piece that begins on its own.

    Attributes:
        organisations: whose part it is, where organisations are named.
        nodes: the author's nodes.
        verdict: of this part alone.
        method: static, xor_only, block_reduction, fragments or state_space.
        states: states searched.
        entry: an event sub-process or compensation, which begins on its own and was checked apart from the main flow.
    """

    organisations: tuple[str, ...]
    nodes: tuple[str, ...]
    verdict: Verdict
    method: str
    states: int = 0
    entry: bool = False

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "organisations": list(self.organisations),
            "nodes": list(self.nodes),
            "verdict": self.verdict,
            "method": self.method,
            "states_explored": self.states,
            "entry": self.entry,
        }


@dataclass(frozen=True, slots=True)
class SoundnessReport:
    """Whether every case can be finished, exactly once and without getting stuck.

    Attributes:
        verdict: the worst of all parts.
        faults: static faults and those of the token game, errors first.
        parts: each connected part apart.
        findings: the faults that the token game adds to the static checks.
    """

    verdict: Verdict
    faults: tuple[Fault, ...]
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Fault, ...]:
        """Faults that make the process unsound or invalid."""
        return tuple(fault for fault in self.faults if fault.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """All that is no error: faults of style, and what could not be decided."""
        return tuple(fault for fault in self.faults if fault.severity is not Severity.ERROR)

    @property
    def states_explored(self) -> int:
        """States searched in all parts."""
        return sum(part.states for part in self.parts)

    @property
    def method(self) -> str:
        """The methods used, the strongest first."""
        used = {part.method for part in self.parts}
        order = ("state_space", "fragments", "block_reduction", "xor_only", "static")
        return "+".join(name for name in order if name in used) or "static"

    def sound_at(self, nodes: tuple[str, ...]) -> bool | None:
        """Whether the parts that hold the given nodes are sound; None when that is not known."""
        verdicts = {part.verdict for part in self.parts if not part.entry and set(nodes) & set(part.nodes)}
        if not verdicts or verdicts & {"unknown", "invalid"}:
            return None
        return verdicts == {"sound"}

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "verdict": self.verdict,
            "errors": [fault.to_json() for fault in self.errors],
            "warnings": [fault.to_json() for fault in self.warnings],
            "states_explored": self.states_explored,
            "method": self.method,
            "parts": [part.to_json() for part in self.parts],
        }


def worst(verdicts: set[Verdict]) -> Verdict:
    """The worst of some verdicts; sound when there is none."""
    return next((verdict for verdict in _WORST if verdict in verdicts), "sound")
