"""Matrices of the report: who hands to whom, and who has which duty in which step.

Where there are more columns than names fit above, columns are numbered; the rows, or a line above, say who is who.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bpr.analysis.handoffs.report import HandoffReport
from bpr.analysis.raci.cells import format_cell
from bpr.export.speaker import Section, Speaker
from bpr.export.workbook.letters import meanings_of

_MOST_NAMED = 6
_MOST_COLUMNS = 24


def handoff_matrices(speaker: Speaker) -> tuple[Section, ...]:
    """Transfers per case between departments and between roles; one that would have a single row is left out."""
    say, process = speaker.say, speaker.process
    handoffs = speaker.analysis.handoffs
    sections = (
        _handoffs(
            speaker,
            say("Who hands to whom: departments", "交接矩阵：部门"),
            handoffs["department"],
            process.departments,
            speaker.department,
        ),
        _handoffs(
            speaker, say("Who hands to whom: roles", "交接矩阵：角色"), handoffs["role"], process.roles, speaker.role
        ),
    )
    return tuple(section for section in sections if section is not None)


def _handoffs(
    speaker: Speaker, title: str, report: HandoffReport, order: Iterable[str], name: Callable[[str], str]
) -> Section | None:
    """The matrix of one level; the diagonal, work that stays in the same hands, is in brackets."""
    taking_part = {holder for pair in report.matrix for holder in pair}
    holders = [key for key in order if key in taking_part]
    holders += sorted(taking_part - set(holders))
    if not 1 < len(holders) <= _MOST_COLUMNS:
        return None
    names = [name(holder) for holder in holders]
    numbered = len(holders) > _MOST_NAMED
    rows = []
    for number, giver in enumerate(holders, start=1):
        cells = []
        for taker in holders:
            per_case = report.matrix.get((giver, taker))
            text = "" if per_case is None else speaker.number(per_case)
            cells.append(f"({text})" if text and giver == taker else text)
        rows.append((f"{number} {name(giver)}" if numbered else name(giver), *cells))
    corner = speaker.say("From \\ to", "从 \\ 到")
    heads = [str(number) for number in range(1, len(holders) + 1)] if numbered else names
    return Section(title, (), (corner, *heads), tuple(rows))


def raci_matrix(speaker: Speaker) -> tuple[Section, ...]:
    """The duties by step and role, in as many tables as the roles ask for; nothing where there are no duties."""
    matrix, process = speaker.analysis.raci.matrix, speaker.process
    holding = {role for row in matrix.rows.values() for role in row}
    roles = [role for role in process.roles if role in holding]
    roles += sorted(holding - set(roles))
    parts = [roles[at : at + _MOST_COLUMNS] for at in range(0, len(roles), _MOST_COLUMNS)]
    sections = []
    for number, columns in enumerate(parts):
        title = speaker.say(f"{matrix.variant} matrix", f"{matrix.variant} 责任矩阵")
        title += f" {number + 1}/{len(parts)}" if len(parts) > 1 else ""
        sections.append(_duties(speaker, title, columns, begin=number * _MOST_COLUMNS + 1))
    return tuple(sections)


def _duties(speaker: Speaker, title: str, roles: Sequence[str], *, begin: int) -> Section:
    matrix = speaker.analysis.raci.matrix
    separator = speaker.say("; ", "；")
    meanings = meanings_of(matrix.variant).items()
    lines = [separator.join(f"{letter} = {text.pick(speaker.lang)}" for letter, text in meanings)]
    heads = [speaker.role(role) for role in roles]
    if len(roles) > _MOST_NAMED:
        numbers = range(begin, begin + len(roles))
        lines.append(separator.join(f"{number} {name}" for number, name in zip(numbers, heads, strict=True)))
        heads = [str(number) for number in numbers]
    rows = tuple(
        (speaker.step(step), *(format_cell(row.get(role, ()), matrix.variant) for role in roles))
        for step, row in matrix.rows.items()
    )
    return Section(title, tuple(lines), (speaker.say("Step", "步骤"), *heads), rows)
