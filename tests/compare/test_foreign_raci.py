"""Foreign RACI sheets are checked by the rules and linked to a process, with a word on how sure each link is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.compare.foreign_raci import check_foreign
from bpr.compare.raci_links import link_labels
from bpr.formats import library
from bpr.formats.raci_sheet.foreign import find_matrices
from bpr.formats.spreadsheet import read_spreadsheet
from bpr.text import Text
from tests.formats.raci_sheet import foreign_sheets as sheets


def check(workbook, folder, process=None):
    workbook.save(folder / "x.xlsx")
    (source,) = find_matrices(read_spreadsheet(folder / "x.xlsx"))
    return check_foreign(source, process)


def test_the_rules_speak_with_the_cells_of_the_sheet(tmp_path):
    checked = check(sheets.with_departments(), tmp_path)
    found = {finding.code: cells for finding, cells in zip(checked.findings, checked.cells, strict=True)}
    assert found["BAD_CODE"] == ("F8",)
    assert found["EMPTY_ROW"] == ("B9",)
    document = checked.to_json()
    assert document["matrix"]["5"] == {"Credit accountant": "A", "Cashier": "R/C"}
    assert "links" not in document


@pytest.mark.parametrize("make", [sheets.with_departments, sheets.bilingual])
def test_rows_and_roles_find_their_process(make, tmp_path):
    process = library.open_library("order-to-cash.asis")
    checked = check(make(), tmp_path, process)
    steps = {link.label.split("\n")[0]: (link.element, link.sureness) for link in checked.steps}
    credit = next(node.id for node in process.activities() if str(node.label) == "Credit check")
    receive = next(node.id for node in process.activities() if str(node.label) == "Receive the order")
    assert steps["Credit check"] == (credit, "sure")
    assert steps["Receive the order"] == (receive, "sure")
    roles = {link.element: link.sureness for link in checked.roles}
    assert {process.roles[key].name.pick("en") for key in roles if key} >= {"Sales clerk", "Credit accountant"}
    assert credit not in checked.unmatched
    assert checked.unmatched


def test_duties_that_differ_name_the_cell(tmp_path):
    process = library.open_library("order-to-cash.asis")
    differences = {
        one.cell: (one.sheet, one.process) for one in check(sheets.with_departments(), tmp_path, process).differences
    }
    assert differences["C6"] == ("I", "")  # the sheet informs the sales clerk, the process does not


def test_how_sure_a_link_is():
    names = {"A": Text(en="Check invoice", zh="核对发票"), "B": Text(en="Check invoices again", zh="再次核对发票")}
    links = {link.key: link for link in link_labels({"1": "Check invoice", "2": "发票核对", "3": "Paint"}, names)}
    assert (links["1"].element, links["1"].sureness) == ("A", "sure")
    assert (links["2"].element, links["2"].sureness) == ("B", "unsure") or links["2"].sureness == "likely"
    assert (links["3"].element, links["3"].sureness) == (None, None)


def test_a_number_in_front_and_an_id_do_not_disturb():
    names = {"X": Text(en="Check invoice"), "A7": Text(en="Pay")}
    links = link_labels({"1": "3.1 Check invoice", "2": "A7"}, names)
    assert link_labels({"A7": "Another word"}, names, ids={"A7"})[0].element == "A7"
    assert link_labels({"A7": "Another word"}, names)[0].element is None
    assert [(link.element, link.sureness) for link in links] == [("X", "sure"), ("A7", "sure")]


def test_two_elements_that_are_equally_near_make_a_link_a_guess():
    names = {"s": Text(en="Sales clerk"), "b": Text(en="Sales clerk"), "h": Text(en="Head of sales")}
    (link,) = link_labels({"1": "Sales clerk"}, names)
    assert (link.element, link.sureness, link.rivals) == ("b", "unsure", ("s",))
    assert link.to_json()["rivals"] == ["s"]


def test_an_element_that_somebody_else_is_nearer_to_is_no_rival():
    names = {"s": Text(en="Sales clerk"), "b": Text(en="Store clerk")}
    (alone,) = link_labels({"2": "Clerk"}, names)
    assert (alone.element, alone.rivals) == ("b", ("s",))
    links = link_labels({"1": "Sales clerk", "2": "Clerk"}, names)
    assert [(link.element, link.rivals) for link in links] == [("s", ()), ("b", ())]


def test_of_two_steps_with_one_name_the_id_on_the_sheet_decides():
    names = {"A1": Text(en="Check"), "A5": Text(en="Check"), "A6": Text(en="Pay")}
    (own,) = link_labels({"A5": "Check"}, names, ids={"A5"})
    assert (own.element, own.sureness, own.rivals) == ("A5", "sure", ())
    (torn,) = link_labels({"A5": "Pay"}, names, ids={"A5"})
    assert (torn.sureness, {torn.element, *torn.rivals}) == ("unsure", {"A5", "A6"})


LABELS = st.text("abc 审核合同", max_size=8)


@given(st.lists(LABELS, max_size=6), st.lists(LABELS.filter(str.strip), max_size=6))
def test_no_element_is_given_out_twice(labels, names):
    links = link_labels(dict(enumerate(labels)), {str(n): Text(en=name) for n, name in enumerate(names)})
    given_out = [link.element for link in links if link.element is not None]
    assert len(given_out) == len(set(given_out))
    assert len(links) == len(labels)
    assert all((link.sureness is None) == (link.element is None) for link in links)
