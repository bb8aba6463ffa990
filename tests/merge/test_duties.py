"""Letters written into process files: the wanted rows, and not a character more than needed."""

from __future__ import annotations

import difflib
import random
import re

import pytest

from bpr.analysis.raci.derive import derive_raci
from bpr.errors import InputError
from bpr.formats.library import names, open_library
from bpr.formats.yaml_file import read_yaml
from bpr.formats.yaml_write import write_yaml
from bpr.merge.duties import write_duties
from bpr.model import Process
from bpr.model.raci import LETTERS

FILE = """\
bpr: 1
process: claim   # the whole of it
owner: head
departments: {d: Claims, f: Finance}
roles:
  clerk: {name: Clerk,   department: d}
  head: {name: Head, department: d}
  cashier: {name: Cashier, department: f}
steps:
  - id: A1
    name: Report
    role: clerk     # by phone or mail
    next: A2

  # the long one
  - id: A2
    name: Check
    role: clerk
    accountable: head
    consulted:
      - cashier   # on Mondays
    next: A3
  - {id: A3, name: Pay, role: cashier, accountable: head, next: A4}
  - id: A4
    name: Book
    role: cashier
    department: d
    raci: {cashier: R, head: A}
    next: end
"""


def read(data: bytes) -> Process:
    model = read_yaml(data)
    assert isinstance(model, Process)
    return model


def written(wanted, text: str = FILE) -> tuple[str, Process]:
    content = text.encode()
    data, process = write_duties(content, wanted, read(content), read)
    return data.decode(), process


def diff(wanted, text: str = FILE) -> list[str]:
    """Removed and added lines, trimmed."""
    lines = difflib.ndiff(text.splitlines(), written(wanted, text)[0].splitlines())
    return [f"{line[0]}{line[2:].strip()}" for line in lines if line[0] in "+-"]


def test_a_consulted_role_gets_its_own_line():
    assert diff({"A1": {"head": ("A", "C")}}) == ["+consulted: head"]


def test_another_accountable_role_replaces_the_old_one():
    assert diff({"A2": {"head": (), "cashier": ("A", "C")}}) == ["-accountable: head", "+accountable: cashier"]


def test_a_list_that_loses_its_only_item_goes_and_its_comment_stays():
    assert sorted(diff({"A2": {"cashier": ()}})) == ["+# on Mondays", "-- cashier   # on Mondays", "-consulted:"]


def test_one_performer_who_moved_moves_the_role():
    assert diff({"A2": {"clerk": (), "cashier": ("R", "C")}}) == ["-role: clerk", "+role: cashier"]


def test_a_second_performer_makes_a_raci_map():
    text, process = written({"A2": {"cashier": ("R", "C")}})
    assert "raci: {clerk: R, head: A, cashier: R/C}" in text
    assert process.nodes["A2"].role == "clerk"
    assert "# on Mondays" in text


def test_clearing_the_accountable_role_does_not_bring_the_owner_back():
    text, process = written({"A2": {"head": ()}})
    assert "head" not in derive_raci(process).rows["A2"]
    assert "raci: {clerk: R, cashier: C}" in text


def test_a_step_in_braces_stays_in_braces():
    assert diff({"A3": {"clerk": ("I",)}}) == [
        "-- {id: A3, name: Pay, role: cashier, accountable: head, next: A4}",
        "+- {id: A3, name: Pay, role: cashier, accountable: head, informed: clerk, next: A4}",
    ]


def test_a_raci_map_that_is_there_is_changed_in_place():
    assert diff({"A4": {"clerk": ("I",)}}) == [
        "-raci: {cashier: R, head: A}",
        "+raci: {cashier: R, head: A, clerk: I}",
    ]
    assert diff({"A4": {"head": ("A", "C")}})[1] == "+raci: {cashier: R, head: A/C}"


def test_a_step_with_its_own_department_keeps_its_role():
    text, process = written({"A4": {"cashier": (), "clerk": ("R",)}})
    assert process.nodes["A4"].role == "cashier"
    assert "clerk: R" in text


def test_all_letters_of_a_row_may_go():
    for step in ("A1", "A2", "A3", "A4"):
        _, process = written({step: dict.fromkeys(("clerk", "head", "cashier"), ())})
        assert dict(derive_raci(process).rows[step]) == {}


def test_line_ends_and_byte_order_mark_stay():
    content = b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode()
    data, _ = write_duties(content, {"A2": {"clerk": (), "cashier": ("R", "C")}}, read(content), read)
    assert data == content.replace(b"role: clerk\r\n    accountable", b"role: cashier\r\n    accountable")


def test_what_cannot_be_written_is_refused_and_nothing_is_returned():
    def other(data: bytes) -> Process:
        return read(data.replace(b"Report", b"Something else"))

    with pytest.raises(InputError, match="without changing anything else"):
        write_duties(FILE.encode(), {"A2": {"head": ()}}, read(FILE.encode()), other)


def comments(text: str) -> list[str]:
    return sorted(re.findall(r"(?:^|(?<=\s))#.*$", text, re.MULTILINE))


def random_rows(process: Process, rng: random.Random) -> dict[str, dict[str, tuple[str, ...]]]:
    matrix = derive_raci(process)
    letters = sorted(set(LETTERS[matrix.variant]))
    return {
        step: {
            role: tuple(sorted(rng.sample(letters, rng.randint(0, 2))))
            for role in rng.sample(sorted(process.roles), rng.randint(1, len(process.roles)))
        }
        for step in rng.sample([*matrix.own_rows], min(3, len(matrix.own_rows)))
    }


def assert_rows_are_written(text: str, seed: int) -> None:
    process = read(text.encode())
    if not (process.roles and derive_raci(process).own_rows):
        return
    wanted = random_rows(process, random.Random(seed))
    data, after = write_duties(text.encode(), wanted, process, read)
    before, rows = derive_raci(process).rows, derive_raci(after).rows
    for step, row in wanted.items():
        for role in process.roles:
            expected = set(row[role]) if role in row else set(before[step].get(role, ()))
            assert set(rows[step].get(role, ())) == expected, (step, role)
    assert comments(data.decode()) == comments(text)


def test_support_has_no_letter_in_raci_and_stays_beside_the_map():
    text = FILE.replace("    consulted:\n      - cashier   # on Mondays\n", "    support: cashier   # on Mondays\n")
    new, after = written({"A2": {"head": ("A", "R"), "cashier": ("I",)}}, text)
    assert "support: cashier   # on Mondays" in new
    assert after.nodes["A2"].support == ("cashier",)
    assert derive_raci(after, variant="RASCI").rows["A2"] == {
        "clerk": ("R",), "head": ("A", "R"), "cashier": ("S", "I"),
    }  # fmt: skip


@pytest.mark.parametrize("name", names())
def test_random_letters_in_every_library_model_are_written_and_nothing_else(name):
    model = open_library(name)
    if isinstance(model, Process):
        for seed in range(6):
            assert_rows_are_written(write_yaml(model), seed)


@pytest.mark.parametrize("seed", range(40))
def test_random_letters_in_a_file_with_comments(seed):
    assert_rows_are_written(FILE, seed)
