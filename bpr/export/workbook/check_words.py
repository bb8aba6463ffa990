"""What the Check sheet says of a row: tests as formulas, and the same tests on the letters as exported.

A fault breaks a rule of the variant (handbook 9.1, 9.3). Advice is what a team should look at: more performers,
consulted or informed than a row can bear, and an accountable role outside the department of the step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bpr.analysis.raci.cells import duties_of
from bpr.analysis.raci.rollup import Row
from bpr.analysis.raci.rules import RaciLimits
from bpr.export.workbook.book import Book
from bpr.export.workbook.sheet_raci import both_formula
from bpr.model.raci import Variant

_LIMITS = RaciLimits()


@dataclass(frozen=True, slots=True)
class Test:
    """A condition as a formula over the counts of a row, the same in Python, and what to say when it is true."""

    formula: str
    holds: Callable[[Row], bool]
    text: str


def fault_tests(book: Book, variant: Variant, cells: Mapping[str, str], area: str) -> list[Test]:
    """The rules of a row; ``cells`` are the cells with the count of each letter, ``area`` the letters themselves."""
    duties = duties_of(variant)

    def counted(letter: str, test: str, holds: Callable[[int], bool], text: str) -> Test:
        return Test(f"{cells[letter]}{test}", lambda row: holds(_count(row, letter)), text)

    one = [
        counted(
            letter, "<>1", lambda n: n != 1, book.say(f"needs exactly one {letter}. ", f"须有且仅有一个 {letter}。")
        )
        for letter in duties.exactly_one
    ]
    some = [
        counted(letter, "<1", lambda n: n < 1, book.say(f"needs at least one {letter}. ", f"至少需要一个 {letter}。"))
        for letter in duties.at_least_one
    ]
    most = [
        counted(letter, ">1", lambda n: n > 1, book.say(f"at most one {letter}. ", f"至多一个 {letter}。"))
        for letter in duties.at_most_one
    ]
    apart = [
        Test(
            f"IFERROR({both_formula(pair, area)},0)>0",
            lambda row, pair=pair: any(set(pair) <= set(held) for held in row.values()),  # type: ignore[misc]
            book.say(f"one role holds both {pair[0]} and {pair[1]}. ", f"同一角色不得兼任 {pair[0]} 和 {pair[1]}。"),
        )
        for pair in duties.apart
    ]
    return [*one, *some, *most, *apart]


def advice_tests(
    book: Book, variant: Variant, cells: Mapping[str, str], outside: str, is_outside: Callable[[Row], bool]
) -> list[Test]:
    """What to look at in a row; ``outside`` counts the accountable roles of other departments, as a formula."""
    duties = duties_of(variant)
    bounds = [(duties.does, _LIMITS.max_r), (duties.consulted, _LIMITS.max_c), (duties.informed, _LIMITS.max_i)]
    many = [
        Test(
            f"{cells[letter]}>{limit}",
            lambda row, letter=letter, limit=limit: _count(row, letter) > limit,  # type: ignore[misc]
            book.say(f"more than {limit} {letter}. ", f"{letter} 超过 {limit} 个。"),
        )
        for letter, limit in bounds
        if letter is not None and letter not in duties.exactly_one + duties.at_most_one
    ]
    text = book.say(
        f"{duties.answers} stands outside the department of the step. ", f"{duties.answers} 不在该步骤所属部门。"
    )
    return [*many, Test(f"{outside}>0", is_outside, text)]


def _count(row: Row, letter: str) -> int:
    return sum(letter in held for held in row.values())


def ok(book: Book) -> str:
    """The row is in order."""
    return book.say("OK", "正常")


def summary(book: Book) -> str:
    """The row sums up others and is not judged."""
    return book.say("sum of the steps below", "汇总（见下级步骤）")


def empty(book: Book) -> str:
    """Nobody has a duty in the row."""
    return book.say("empty row: nobody has a duty", "空行：未分配任何职责")


def unreadable(book: Book) -> str:
    """Something else than letters stands in the row."""
    return book.say("an entry cannot be read: use the letters of the list", "存在无法识别的代码，请从列表选择")
