"""RACI rules: exactly one who answers, somebody who does, nobody overloaded, no duty in the wrong hands.

Definition: the codes of handbook 9.3 with the differences of each variant (9.1): RACI-VS asks that V is not R and S
    stands at most once, DACI wants one D and one A, RAPID one D and few A (each "agree" is a veto). Decision rights
    want exactly one decider per decision, and no veto for the decider.
    An external role that answers for what it does itself (a customer's own step) is only mentioned.
    Rows derived from a model that names nobody are reported once per flag (``A_UNKNOWN``, ``R_UNKNOWN``), not as an
    error of each row.
Complexity: O(activities * roles + separation pairs).
References: Smith, Erwin 2005, Role and Responsibility Charting; Botha, Eloff 2001, Separation of duties for access
    control enforcement in workflow environments.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bpr.analysis.raci.cells import duties_of
from bpr.analysis.raci.derive import RaciMatrix
from bpr.analysis.raci.texts import SAYINGS
from bpr.findings import Finding, Severity, in_order
from bpr.model.raci import letters_of
from bpr.quantity import Quantity
from bpr.text import Text, counted, listed

_APART = {"VR": "V_IS_R", "VD": "VETO_IS_DECIDER"}


@dataclass(frozen=True, slots=True)
class RaciLimits:
    """Where the counting rules begin to speak (handbook 9.3)."""

    max_r: int = 3
    max_c: int = 3
    max_i: int = 4
    max_agree: int = 2
    overload_share: float = 0.5
    overload_activities: int = 4
    a_implies_r: bool = False


@dataclass(frozen=True, slots=True)
class _Context:
    matrix: RaciMatrix
    limits: RaciLimits
    roles: Sequence[str] | None
    owner: str | None
    separate: Sequence[tuple[str, str]]
    headcount: Mapping[str, float | None]
    reports_to: Mapping[str, str | None]
    external: Collection[str]


def check_raci(
    matrix: RaciMatrix,
    *,
    roles: Sequence[str] | None = None,
    owner: str | None = None,
    separate: Sequence[tuple[str, str]] = (),
    headcount: Mapping[str, float | None] | None = None,
    reports_to: Mapping[str, str | None] | None = None,
    external: Collection[str] = (),
    limits: RaciLimits | None = None,
) -> tuple[Finding, ...]:
    """All findings about a matrix.

    Args:
        matrix: the matrix.
        roles: the roles of the process; a column outside them is ``UNKNOWN_ROLE``, one without letter ``ROLE_UNUSED``.
        owner: the process owner.
        separate: pairs of activities that must have different performers.
        headcount: people by role; one person who does both of a pair is a definite conflict.
        reports_to: the role above each role.
        external: roles outside the organisation.
        limits: where the counting rules begin to speak.

    Returns:
        Findings whose ``elements`` are the activity (or both of a pair) and then the roles concerned.
    """
    context = _Context(
        matrix, limits or RaciLimits(), roles, owner, separate, headcount or {}, reports_to or {}, frozenset(external)
    )
    found: list[Finding] = list(matrix.findings)
    for rule in (_cells, _rows, _counts, _variant, _role_use, _separation, _hierarchy, _decisions, _flags):
        found.extend(rule(context))
    return in_order(found)


def _cells(context: _Context) -> Iterator[Finding]:
    """Cells that cannot be read and columns that are no role."""
    matrix = context.matrix
    for cell in matrix.bad:
        allowed = "/".join(letters_of(matrix.variant))
        yield _say(matrix, "BAD_CODE", [cell.step], [cell.role], text=cell.text, letter=allowed)
    if context.roles is None:
        return
    known = set(context.roles)
    for step, row in matrix.rows.items():
        for role in sorted(set(row) - known):
            yield _say(matrix, "UNKNOWN_ROLE", [step], [role])


def _rows(context: _Context) -> Iterator[Finding]:
    """Letters that must stand exactly once or at least once in each row."""
    matrix, duties = context.matrix, duties_of(context.matrix.variant)
    no_a, no_r = set(matrix.flagged("A_UNKNOWN")), set(matrix.flagged("R_UNKNOWN"))
    for step, row in matrix.own_rows.items():
        if not row:
            if step not in no_a or step not in no_r:
                yield _say(matrix, "EMPTY_ROW", [step], [], does=duties.does, answers=duties.answers)
            continue
        for letter in dict.fromkeys(duties.exactly_one + duties.at_least_one + duties.at_most_one):
            holders = matrix.roles_with(step, letter)
            if len(holders) > 1 and letter not in duties.at_least_one:
                yield _say(matrix, "MULTI", [step], holders, code=f"MULTI_{letter}", letter=letter)
            if holders or letter in duties.at_most_one or _excused(context, step, letter, no_a, no_r):
                continue
            yield _say(matrix, "NONE", [step], [], code=f"NO_{letter}", letter=letter)


def _excused(context: _Context, step: str, letter: str, no_a: set[str], no_r: set[str]) -> bool:
    """Whether a missing letter is reported elsewhere, or stands for itself (option ``a_implies_r``)."""
    duties = duties_of(context.matrix.variant)
    if (letter == duties.answers and step in no_a) or (letter == duties.does and step in no_r):
        return True
    return (
        letter == duties.does and context.limits.a_implies_r and bool(context.matrix.roles_with(step, duties.answers))
    )


def _counts(context: _Context) -> Iterator[Finding]:
    """More performers, consulted or informed than a row can bear."""
    matrix, limits, duties = context.matrix, context.limits, duties_of(context.matrix.variant)
    bounds = [("TOO_MANY_R", duties.does, limits.max_r)]
    if duties.consulted is not None:
        bounds.append(("TOO_MANY_C", duties.consulted, limits.max_c))
    if duties.informed is not None:
        bounds.append(("TOO_MANY_I", duties.informed, limits.max_i))
    if matrix.variant == "RAPID":
        bounds.append(("TOO_MANY_VETO", "A", limits.max_agree))
    for step in matrix.own_rows:
        for code, letter, limit in bounds:
            holders = matrix.roles_with(step, letter)
            if len(holders) > limit and letter not in duties.exactly_one:
                yield _say(matrix, code, [step], holders, limit=limit)


def _variant(context: _Context) -> Iterator[Finding]:
    """Letters of one row that one role must not hold: who verifies does not do, who may veto does not decide."""
    matrix = context.matrix
    for first, second in duties_of(matrix.variant).apart:
        saying = _APART[first + second]
        for step in matrix.own_rows:
            if both := set(matrix.roles_with(step, first)) & set(matrix.roles_with(step, second)):
                yield _say(matrix, saying, [step], sorted(both))


def _role_use(context: _Context) -> Iterator[Finding]:
    """Roles with too much to answer for, with too little to do, or outside; the owner's part."""
    matrix, duties, limits = context.matrix, duties_of(context.matrix.variant), context.limits
    rows = matrix.own_rows
    held: dict[str, set[str]] = {role: set() for role in context.roles or ()}
    answers: dict[str, list[str]] = {}
    proposed = set(matrix.flagged("A_FROM_PROCESS_OWNER"))
    for step, row in rows.items():
        for role, letters in row.items():
            held.setdefault(role, set()).update(letters)
            if duties.answers in letters:
                if step not in proposed:
                    answers.setdefault(role, []).append(step)
                if role in context.external:
                    own_work = duties.does in letters
                    yield _say(matrix, "A_EXTERNAL", [step], [role], severity=Severity.INFO if own_work else None)
    active = [role for role, letters in held.items() if letters]
    for role, steps in answers.items():
        enough = len(rows) >= limits.overload_activities and len(active) >= 2
        if enough and len(steps) > limits.overload_share * len(rows):
            yield _say(matrix, "A_OVERLOAD", [], [role], count=len(steps), limit=len(rows))
    deciding = {role for rights in matrix.rights.values() for role in rights.roles()}
    known = held if context.roles is None else context.roles
    for role in known:
        holds = held[role]
        if role in deciding or holds & set(duties.core):
            continue
        if holds:
            yield _say(matrix, "ROLE_ONLY_CI", [], [role])
        elif context.roles is not None:
            yield _say(matrix, "ROLE_UNUSED", [], [role])
    if context.owner is not None and context.owner not in answers and rows:
        yield _say(matrix, "OWNER_NOT_A", [], [context.owner])


def _separation(context: _Context) -> Iterator[Finding]:
    """Pairs of duties that one role performs."""
    matrix, does = context.matrix, duties_of(context.matrix.variant).does
    for first, second in context.separate:
        if first not in matrix.rows or second not in matrix.rows:
            continue
        both = set(matrix.roles_with(first, does)) & set(matrix.roles_with(second, does))
        for role in sorted(both):
            people = context.headcount.get(role)
            code = "SOD_DEFINITE" if people is not None and people <= 1 else "SOD_POTENTIAL"
            yield _say(matrix, code, [first, second], [role])


def _hierarchy(context: _Context) -> Iterator[Finding]:
    """Accountable roles below the role that does the work."""
    matrix, duties = context.matrix, duties_of(context.matrix.variant)
    if not any(context.reports_to.values()) or duties.does == duties.answers:
        return
    for step in matrix.own_rows:
        for low in matrix.roles_with(step, duties.answers):
            above = _above(low, context.reports_to)
            for high in matrix.roles_with(step, duties.does):
                if high in above:
                    yield _say(matrix, "R_ABOVE_A", [step], [low, high])


def _above(role: str, reports_to: Mapping[str, str | None]) -> set[str]:
    """All roles above a role; a circle in the organisation chart ends the walk."""
    seen: set[str] = set()
    at = reports_to.get(role)
    while at is not None and at not in seen and at != role:
        seen.add(at)
        at = reports_to.get(at)
    return seen


def _decisions(context: _Context) -> Iterator[Finding]:
    """Decision rights: one decider, and no veto for the decider."""
    matrix = context.matrix
    if matrix.variant == "DECISION-RIGHTS":
        return  # the rows themselves are judged
    for step, rights in matrix.rights.items():
        if not rights.decide:
            yield _say(matrix, "NO_DECIDER", [step], [])
        elif len(rights.decide) > 1:
            yield _say(matrix, "MULTI_DECIDER", [step], sorted(rights.decide))
        if both := set(rights.decide) & set(rights.veto):
            yield _say(matrix, "VETO_IS_DECIDER", [step], sorted(both))


def _flags(context: _Context) -> Iterator[Finding]:
    """How rows were derived, once per flag."""
    matrix = context.matrix
    for code in dict.fromkeys(flag.code for flag in matrix.flags):
        steps = [step for step in matrix.flagged(code) if step not in matrix.summaries]
        if steps:
            yield _say(matrix, code, steps, [], count=len(steps))


def _say(
    matrix: RaciMatrix,
    saying: str,
    steps: Iterable[str],
    roles: Iterable[str],
    *,
    code: str = "",
    severity: Severity | None = None,
    **values: object,
) -> Finding:
    """A finding in both languages; ``elements`` are the activities, then the roles."""
    steps, roles = list(steps), list(roles)
    text = SAYINGS[saying]

    def fill(lang: str) -> dict[str, object]:
        step_names = [matrix.step_name(step, lang) for step in steps]
        names = {
            "step": " / ".join(step_names),
            "steps": listed(step_names, lang, most=8),
            "roles": listed((matrix.role_name(role, lang) for role in roles), lang),
            "count": len(roles),
        }
        count = values.get("count")
        activities = {"activities": counted(count, "activity", "activities")} if isinstance(count, int) else {}
        return {**names, **values, **activities}

    count = fill("en")["count"]
    measured = ("{count}" in text.en or "{activities}" in text.en) and isinstance(count, int)
    return Finding(
        code or saying,
        severity or text.severity,
        "raci",
        Text(en=text.en.format(**fill("en")), zh=text.zh.format(**fill("zh"))),
        Text(en=text.fix_en.format(**fill("en")), zh=text.fix_zh.format(**fill("zh"))),
        (*steps, *roles),
        Quantity(float(str(count)), "1", method="count") if measured else None,
    )
