from __future__ import annotations

from bpr.diagnosis.analyse import analyse
from bpr.export.page import diagnosis_markdown, page_text
from bpr.export.queue_sections import changes_section, queues_section
from bpr.export.sections import diagnosis_sections
from bpr.export.speaker import Speaker
from tests.analysis.queues.models import office
from tests.analysis.small_models import graph, parallel


def speaker(made, lang="en"):
    return Speaker(analyse(made.process), lang)


def test_each_role_has_a_row_with_its_wait_and_what_one_more_person_removes():
    section = queues_section(speaker(office()))
    assert section.title == "Waiting for people"
    assert section.rows[0] == ("Clerk", "92.5%", "107.3", "12.08", "241.5", "236.2")
    assert [row[0] for row in section.rows] == ["Clerk", "Analyst", "Manager"]


def test_the_lines_say_whom_to_add_and_how_it_was_found():
    text = "\n".join(queues_section(speaker(office())).lines)
    assert "In all queues, per case: 295.8 (assumed) min" in text
    assert "Next people, where each helps most: Clerk, then Analyst" in text
    assert "Estimated by Allen-Cunneen" in text
    assert "only the mean is known are taken as exponential" in text
    assert "parallel" not in text


def test_parallel_branches_are_said_to_be_taken_as_independent():
    made = graph(
        *parallel({"time": {"fixed": 5}}, {"time": {"fixed": 5}}),
        roles={name: {"name": name, "people": 1} for name in ("left", "right")},
        volume={"cases": 6, "per": "hour"},
    )
    text = "\n".join(queues_section(speaker(made)).lines)
    assert "parallel branches are taken as independent" in text
    assert "exponential" not in text


def test_chinese_readers_read_chinese():
    section = queues_section(speaker(office(), "zh"))
    assert section.title == "等待人手（排队）"
    assert "新增人手的最佳顺序：clerk员" in "\n".join(section.lines)
    assert changes_section(speaker(office(), "zh")).rows[0][0] == "增加一人"


def test_the_most_helpful_change_stands_first():
    rows = changes_section(speaker(office())).rows
    assert rows[0] == ("one more person", "Clerk", "236.2")
    assert ("this way back no longer taken", "X Complete? → A Enter") in {row[:2] for row in rows}


def test_a_role_that_cannot_keep_up_is_told_in_words():
    section = queues_section(speaker(office(1 / 15)))
    assert section.rows[0][2:4] == ("grows without end", "grows without end")
    assert section.rows[0][5] == "makes it stable"
    assert changes_section(speaker(office(1 / 15))).rows[0][2] == "makes it stable"


def test_nothing_is_shown_where_nothing_is_known():
    nobody = office(people={"clerk": None, "analyst": None, "manager": None})
    assert queues_section(speaker(nobody)) is None
    assert changes_section(speaker(nobody)) is None
    assert "Waiting for people" not in page_text(diagnosis_sections(analyse(nobody.process), "en"))


def test_the_page_and_the_markdown_carry_both_sections():
    analysis = analyse(office().process)
    for text in (page_text(diagnosis_sections(analysis, "en")), diagnosis_markdown(analysis, "en")):
        assert text.index("Load") < text.index("Waiting for people") < text.index("What would shorten the waiting")
