"""The duties of one role in the order a post description has them: does, decides, checks, is asked, is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bpr.analysis.raci.cells import duties_of
from bpr.analysis.raci.derive import RaciMatrix
from bpr.export.workbook.book import Book
from bpr.export.workbook.letters import meanings_of
from bpr.model.raci import letters_of
from bpr.text import Text

_RIGHTS = (
    ("decide", Text(en="decides", zh="决定")),
    ("nominate", Text(en="nominates", zh="提名／提出")),
    ("evaluate", Text(en="evaluates", zh="评估")),
    ("veto", Text(en="may veto", zh="可否决")),
)


@dataclass(frozen=True, slots=True)
class HeldDuty:
    """One duty of a role: what it is, its letter (empty for a right to decide), and the step."""

    duty: str
    letter: str
    step: str


def letter_order(matrix: RaciMatrix) -> tuple[str, ...]:
    """Letters as a post description lists them: performer, who answers, others, support, consulted, informed."""
    duties = duties_of(matrix.variant)
    last = [letter for letter in (duties.support, duties.consulted, duties.informed) if letter is not None]
    middle = [letter for letter in letters_of(matrix.variant) if letter not in (duties.does, duties.answers, *last)]
    return tuple(dict.fromkeys((duties.does, duties.answers, *middle, *last)))


def duty_word(book: Book, matrix: RaciMatrix, letter: str) -> str:
    """The duty behind a letter in a word or two."""
    duties = duties_of(matrix.variant)
    known = {
        duties.does: Text(en="does", zh="执行"),
        duties.answers: Text(en="answers for, decides", zh="负责／决定"),
        duties.consulted: Text(en="is asked before", zh="事前被咨询"),
        duties.informed: Text(en="is told afterwards", zh="事后被告知"),
        duties.support: Text(en="supports", zh="支持"),
    }
    return book.pick(known.get(letter) or meanings_of(matrix.variant)[letter])


def duties_of_role(book: Book, matrix: RaciMatrix, role: str) -> Iterator[HeldDuty]:
    """All duties of a role, summaries left out, in the order of a post description."""
    for letter in letter_order(matrix):
        for step, row in matrix.own_rows.items():
            if letter in row.get(role, ()):
                yield HeldDuty(duty_word(book, matrix, letter), letter, step)
    if matrix.variant == "DECISION-RIGHTS":
        return  # its letters are these rights
    for field, word in _RIGHTS:
        for step, rights in matrix.rights.items():
            if role in getattr(rights, field):
                yield HeldDuty(book.pick(word), "", step)
