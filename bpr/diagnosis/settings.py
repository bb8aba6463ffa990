"""What a project asks of its processes: rules, severities, words and gates, from ``bpr.toml``.

    [rules]
    set = "recommended"          # or "strict"
    ignore = ["G6", "language-missing"]

    [rules.severity]             # by code or name of rule: error, warning, info or off
    G3 = "error"
    MIXED_GATEWAY = "info"

    [labels]                     # verbs that bpr does not know yet
    verbs_en = ["onboard"]
    verbs_zh = ["打样"]

    [gates]                      # see bpr.diagnosis.gates
    most_handoffs_per_case = 6
    no_unsound = true

    [check]
    exclude = ["drafts/*"]

Severities and ``ignore`` hold for every finding, whether a rule or an analysis speaks.
"""

from __future__ import annotations

import tomllib
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from bpr.errors import InputError, Problem, Where, nearest
from bpr.findings import Severity
from bpr.rules import RULES, SETS
from bpr.rules.labels.verbs import Verbs, shipped_verbs
from bpr.text import Text

PROJECT_FILE = "bpr.toml"
_LARGEST = 1_000_000

SeverityOrOff = Literal["error", "warning", "info", "off"]
Limit = Annotated[float, Field(ge=0, allow_inf_nan=False)]


def _known_set(name: str) -> str:
    if name not in SETS:
        raise PydanticCustomError("set", "'{name}' is not a set of rules; use {sets}", {"name": name, "sets": _sets()})
    return name


def _sets() -> str:
    return " or ".join(SETS)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RuleSettings(_Part):
    """Which rules are on, and how bad a breach is."""

    set: Annotated[str, AfterValidator(_known_set)] = "recommended"
    ignore: tuple[str, ...] = ()
    severity: dict[str, SeverityOrOff] = Field(default_factory=dict)


class LabelSettings(_Part):
    """Verbs of the project, added to those that bpr brings."""

    verbs_en: tuple[str, ...] = ()
    verbs_zh: tuple[str, ...] = ()


class GateSettings(_Part):
    """Limits that a process has to keep; a gate that is not named is open.

    Attributes:
        most_handoffs_per_case: handoffs between roles, expected per case.
        most_department_handoffs_per_case: handoffs between departments, expected per case.
        most_returns_per_case: ways back that are rework, expected returns per case.
        most_rework_share: share of the work that is done again, 0 to 1.
        max_utilisation: utilisation of every role inside, 0 to 1.
        most_cycle_time: cycle time in the time unit of the process.
        least_cycle_time_efficiency: processing time / cycle time, 0 to 1.
        most_nodes: nodes drawn.
        most_cfc: control-flow complexity.
        least_structuredness: 1 means block-structured.
        exactly_one_accountable: every activity names one accountable role itself.
        no_loop_without_owner: whoever sends work back is known and answers for it.
        no_unsound: no error of structure or soundness.
        unknown: severity when a gate cannot be judged, because inputs are missing.
    """

    most_handoffs_per_case: Limit | None = None
    most_department_handoffs_per_case: Limit | None = None
    most_returns_per_case: Limit | None = None
    most_rework_share: Limit | None = None
    max_utilisation: Limit | None = None
    most_cycle_time: Limit | None = None
    least_cycle_time_efficiency: Limit | None = None
    most_nodes: Limit | None = None
    most_cfc: Limit | None = None
    least_structuredness: Limit | None = None
    exactly_one_accountable: bool = False
    no_loop_without_owner: bool = False
    no_unsound: bool = False
    unknown: SeverityOrOff = "warning"

    @property
    def active(self) -> bool:
        """Whether any gate is closed."""
        named = self.model_dump(exclude={"unknown"})
        return any(value is not None and value is not False for value in named.values())


class CheckSettings(_Part):
    """What a sweep over a folder leaves out: patterns of paths below that folder."""

    exclude: tuple[str, ...] = ()


class Settings(_Part):
    """All settings of a project; the defaults hold where there is no project file."""

    rules: RuleSettings = RuleSettings()
    labels: LabelSettings = LabelSettings()
    gates: GateSettings = GateSettings()
    check: CheckSettings = CheckSettings()

    @cached_property
    def severities(self) -> dict[str, Severity]:
        """Severity by name of rule, for the rules that are on."""
        wanted = self.rules.severity
        found = dict(SETS[self.rules.set])
        for rule in RULES:
            chosen = wanted.get(rule.name, wanted.get(rule.code))
            if self.ignores(rule.name) or self.ignores(rule.code) or chosen == "off":
                found.pop(rule.name, None)
            elif chosen is not None:
                found[rule.name] = Severity(chosen)
        return found

    @cached_property
    def verbs(self) -> Verbs:
        """The verbs that labels are read with."""
        return shipped_verbs().extended(self.labels.verbs_en, self.labels.verbs_zh)

    def ignores(self, name: str) -> bool:
        """Whether a code or rule is left out."""
        return name in self.rules.ignore or self.rules.severity.get(name) == "off"

    def severity_of(self, code: str, otherwise: Severity) -> Severity | None:
        """The severity of a finding of a code; None when it is left out."""
        if self.ignores(code):
            return None
        chosen = self.rules.severity.get(code)
        return otherwise if chosen is None or chosen == "off" else Severity(chosen)


DEFAULT = Settings()


def find_settings(beside: Path) -> Path | None:
    """The nearest ``bpr.toml``, in a folder or above it."""
    folder = beside.resolve()
    return next((place for part in (folder, *folder.parents) if (place := part / PROJECT_FILE).is_file()), None)


def read_settings(path: Path) -> Settings:
    """Read a project file.

    Raises:
        InputError: it cannot be read, or holds something bpr does not know; all faults at once.
    """
    name = str(path)
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST)
        data = tomllib.loads(content.decode("utf-8-sig"))
    except OSError as error:
        raise InputError(
            _problem(name, error.strerror or str(error), "无法读取文件", "check the path", "检查路径")
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            _problem(
                name, f"this is not TOML: {error}", f"不是有效的 TOML：{error}", "mend the line named", "改正所指的行"
            )
        ) from None
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        raise InputError([_fault(name, entry) for entry in error.errors(include_url=False)]) from None


def _fault(name: str, entry: Any) -> Problem:
    """One thing in the project file that bpr cannot use, with the nearest known key."""
    path = tuple(entry["loc"])
    key = ".".join(str(part) for part in path)
    if entry["type"] != "extra_forbidden":
        return _problem(
            name, f"{key}: {entry['msg']}", f"{key}：值无效（{entry['msg']}）", "correct the value", "改正这个值", path
        )
    part: Any = Settings
    for step in path[:-1]:
        part = part.model_fields[step].annotation
    known = sorted(part.model_fields)
    close = nearest(str(path[-1]), known)
    listed = ", ".join(known)
    return _problem(
        name,
        f"'{key}' is not a setting",
        f"没有设置项 '{key}'",
        f"write '{close}' (closest match)" if close else f"use one of: {listed}",
        f"改为 '{close}'（最接近）" if close else f"可用：{listed}",
        path,
    )


def _problem(name: str, en: str, zh: str, fix_en: str, fix_zh: str, path: tuple[str | int, ...] = ()) -> Problem:
    return Problem(Text(en=en, zh=zh), Text(en=fix_en, zh=fix_zh), Where(name, path=path), "SETTINGS")
