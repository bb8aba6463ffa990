from __future__ import annotations

from bpr.diagnosis.hierarchy import with_call_cycles
from bpr.diagnosis.sweep import sweep

CALLER = """\
bpr: 1
process: {name}
steps:
  - {{id: A, name: Do it, calls: {called}}}
"""


def write(folder, **calls):
    for name, called in calls.items():
        (folder / f"{name}.yaml").write_text(CALLER.format(name=name, called=called), "utf-8")
    return [str(folder / f"{name}.yaml") for name in calls]


def cycles(results):
    return {
        result.process: finding
        for result in with_call_cycles(results)
        for finding in result.findings
        if finding.code == "HIERARCHY_CYCLE"
    }


def test_processes_that_call_each_other_in_a_circle_are_told_with_the_way_round(tmp_path):
    found = cycles(sweep(write(tmp_path, first="second", second="third", third="first", aside="first")))
    assert sorted(found) == ["first", "second", "third"]
    assert "first -> second -> third -> first" in found["first"].message.pick("en")
    assert "最终又调用" in found["first"].message.pick("zh")
    assert str(found["first"].where).endswith("first.yaml:4:10")


def test_a_process_that_calls_itself_is_a_circle(tmp_path):
    found = cycles(sweep(write(tmp_path, alone="alone")))
    assert "alone -> alone" in found["alone"].message.pick("en")


def test_a_circle_is_found_among_files_taken_from_the_index(tmp_path):
    files = write(tmp_path, one="two", two="one")
    sweep(files, cache=tmp_path / "cache")
    again = sweep(files, cache=tmp_path / "cache")
    assert all(result.remembered for result in again)
    assert sorted(cycles(again)) == ["one", "two"]


def test_an_id_that_two_files_share_makes_no_circle(tmp_path):
    files = write(tmp_path, one="two", two="one")
    copy = tmp_path / "copy.yaml"
    copy.write_bytes((tmp_path / "two.yaml").read_bytes())
    assert cycles(sweep([*files, str(copy)])) == {}
