import pytest

from bpr.compare.comparison import compare
from bpr.export.comparison import comparison_sections
from bpr.export.page import cells, page_markdown, page_text
from bpr.formats.files import load
from tests.compare.models import chain, step


@pytest.fixture(scope="module")
def found():
    return compare(load("order-to-cash.asis"), load("order-to-cash.tobe"))


def titles(comparison, lang="en"):
    return [section.title for section in comparison_sections(comparison, lang)]


def test_a_comparison_goes_from_the_whole_to_the_parts(found):
    assert titles(found) == [
        "Order to cash (as-is) → Order to cash (to-be)",
        "Before and after",
        "Ways back, returns per case",
        "Handoffs between departments, per case",
        "Edits",
        "Findings",
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [60, 80, 140])
def test_the_page_is_no_wider_than_the_terminal_and_nothing_is_cut(found, lang, width):
    text = page_text(comparison_sections(found, lang), width=width)
    assert max(map(cells, text.splitlines())) <= width
    assert "…" not in text


def test_the_heading_says_what_the_percentage_is_made_of(found):
    heading = comparison_sections(found, "en")[0]
    assert any("5 of 15 in the as-is, 5 of 9 in the to-be" in line for line in heading.lines)
    assert any("58% alike, the mean of: nodes with a partner 49%" in line for line in heading.lines)


def test_the_heading_warns_where_these_look_like_two_processes(found):
    strangers = compare(chain(step("A", "Draft")), chain(step("B", "Weigh parcel")))
    assert comparison_sections(strangers, "en")[0].lines[0].startswith("- Caution: these look like two different")
    assert not comparison_sections(found, "en")[0].lines[0].startswith("- Caution")


def test_verdict_and_change_stand_together(found):
    measures = {row[0]: row[-1] for row in comparison_sections(found, "en")[1].rows}
    assert measures["Waiting per case"] == "▼ better, -92%"
    assert measures["Cycle-time efficiency"] == "▲ better, +24.5 points"
    assert measures["Activities"] == "▼ changed, -40%"
    assert measures["RACI errors"] == "same"
    assert measures["Cost per case"] == "unknown"


def test_the_known_part_is_told_in_the_row_with_a_hint():
    half = compare(
        chain(step("A", "Draft", wait=2880), step("B", "Send")),
        chain(step("A", "Draft", wait=1452.6), step("B", "Send")),
    )
    section = comparison_sections(half, "en")[1]
    row = next(row for row in section.rows if row[0] == "Waiting per case")
    assert row[1:3] == ("≥ 2,880.0", "≥ 1,452.6")
    assert row[-1] == "unknown, known part: 2,880.0 → 1,452.6 (-50%)"
    assert "`wait: 0`" in section.lines[0]
    assert "`wait: 0`" in comparison_sections(half, "zh")[1].lines[0]


def test_long_lists_are_cut_for_the_terminal_and_whole_in_files(found):
    short, whole = comparison_sections(found, "en"), comparison_sections(found, "en", whole=True)
    assert short[3].rows[-1][1] == "and 7 more"
    assert len(whole[3].rows) == len(found.handoffs["department"])
    assert len(whole[4].rows) == len(found.edits)
    assert all(row[0] for row in whole[4].rows)


def test_a_brief_page_leaves_out_edits_and_findings(found):
    text = page_text(comparison_sections(found, "en"), brief=True)
    assert "Removed 13" in text
    assert "Receive the order [A1]" not in text
    assert "KPI_WORSE" not in text


def test_a_redirected_and_a_planned_return_say_so():
    def monthly(back):
        ways = [{"to": back, "share": 0.5, "kind": "planned"}, {"to": "end", "share": 0.5}]
        return chain(
            step("A", "Watch", time=5), step("B", "Note", time=5), {"id": "G", "decision": "Over?", "next": ways}
        )

    row = comparison_sections(compare(monthly("A"), monthly("B")), "en")[2].rows[0]
    assert row[:2] == ("changed", "Over? → Watch (now to another place) (planned)")


def test_a_process_against_itself_has_no_edits():
    process = chain(step("A", "Draft"))
    sections = {section.title: section for section in comparison_sections(compare(process, process), "en")}
    assert sections["Edits"].lines == ("none",)
    assert "Ways back, returns per case" not in sections
    assert "Handoffs between departments, per case" not in sections


def test_markdown_has_all_tables_in_both_languages(found):
    for lang, title in (("en", "## Before and after"), ("zh", "## 前后对比")):
        text = page_markdown(comparison_sections(found, lang, whole=True))
        assert title in text
        assert text.count("\n| --- |") == 5


def test_what_cannot_be_compared_is_not_called_unknown():
    found = compare(load("contract-approval.asis"), load("contract-approval.tobe"))
    page = comparison_sections(found, "en")
    measures = next(section for section in page if section.title == "Before and after")
    assert any(line.startswith("Ping-pong between departments per case: not comparable, ") for line in measures.lines)
    (row,) = (row for row in measures.rows if row[0].startswith("Ping-pong"))
    assert row[-1] == "not comparable"
    assert "not comparable 1" in page[0].lines[0]
