"""RACI roll-up: the row of a parent process from the rows of its children.

Definition (handbook 9.5): the letters of a role are the union over the children. The parent's A is its explicit
    owner, else the role that is the only A among all children, else unresolved (``ROLLUP_A_UNRESOLVED``): never a
    majority vote. A role with R below, or with A below but not the parent's A, becomes R; the others keep the
    strongest of C, I and the remaining letters. The parent's A with R below is "A/R".
Complexity: O(children * roles).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bpr.analysis.raci.cells import duties_of, in_order
from bpr.findings import Finding, Severity
from bpr.model.raci import Variant, letters_of
from bpr.text import Text

Letters = tuple[str, ...]
Row = Mapping[str, Letters]


@dataclass(frozen=True, slots=True)
class RollUp:
    """The row of a parent, and whether its accountable role could be told."""

    parent: Row
    resolved: bool
    findings: tuple[Finding, ...]


def roll_up(
    children: Mapping[str, Row],
    owner: str | None,
    *,
    variant: Variant = "RACI",
    parent_id: str = "",
    parent_name: Text | None = None,
) -> RollUp:
    """The row of a parent process.

    Args:
        children: rows (role to letters) by child id.
        owner: the role that answers for the parent, where one is named.
        variant: the variant of the letters.
        parent_id: id of the parent, for the finding.
        parent_name: label of the parent, for the finding.

    Example:
        >>> dict(roll_up({"A": {"Clerk": ("R",), "Lead": ("A",)}}, None).parent)
        {'Clerk': ('R',), 'Lead': ('A',)}
    """
    duties = duties_of(variant)
    union: dict[str, set[str]] = {}
    for row in children.values():
        for role, letters in row.items():
            union.setdefault(role, set()).update(letters)
    answering = sorted(role for role, letters in union.items() if duties.answers in letters)
    accountable = owner if owner is not None else answering[0] if len(answering) == 1 else None
    parent = {}
    for role in sorted({*union, *([accountable] if accountable is not None else [])}):
        if letters := _strongest(union.get(role, set()), role == accountable, variant):
            parent[role] = in_order(letters, variant)
    resolved = accountable is not None
    findings = () if resolved else (_unresolved(answering, parent_id, parent_name),)
    return RollUp(MappingProxyType(parent), resolved, findings)


def _strongest(below: set[str], accountable: bool, variant: Variant) -> tuple[str, ...]:
    """The letters of one role at the parent."""
    duties = duties_of(variant)
    if accountable:
        return (duties.answers, duties.does) if duties.does in below else (duties.answers,)
    if below & {duties.does, duties.answers}:
        return (duties.does,)
    order = (duties.consulted or "", duties.informed or "", *letters_of(variant))
    return tuple(letter for letter in order if letter in below)[:1]


def _unresolved(answering: list[str], parent_id: str, parent_name: Text | None) -> Finding:
    name = parent_name or Text(en=parent_id or "the parent process", zh=parent_id or "上级流程")
    listed_en = ", ".join(answering) or "nobody"
    listed_zh = "、".join(answering) or "无人"
    return Finding(
        "ROLLUP_A_UNRESOLVED",
        Severity.WARNING,
        "raci",
        Text(
            en=f"who is accountable (A) for {name.pick('en')} cannot be told from its parts: {listed_en}",
            zh=f"无法从下级活动判断谁对“{name.pick('zh')}”负责（A）：{listed_zh}",
        ),
        Text(en="name one accountable role for it", zh="为其明确一个负责（A）的角色"),
        ((parent_id,) if parent_id else ()) + tuple(answering),
    )
