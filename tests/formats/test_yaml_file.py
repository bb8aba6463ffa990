"""Reading process files: what may be written shorter, and every fault at once with its place and remedy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.errors import InputError, Problem
from bpr.formats.yaml_data import MAX_BYTES
from bpr.formats.yaml_emit import emit
from bpr.formats.yaml_file import OrganisationFile, read_yaml
from bpr.model import Activity, Decision, Event, Process, SubProcess, ValueChain
from tests.strategies import process_data

SHORT = """
bpr: 1
process: p
roles:
  clerk: Clerk
  boss: {en: Boss, zh: 主管}
steps:
  - {id: A1, name: {en: Check, zh: 审核}, role: clerk, time: 5, wait: 2 h, documents: form, next: G1}
  - id: G1
    decision: Fine?
    role: boss
    next: [{to: A1, when: no, share: 15%}, {to: end, share: 0.85}]
documents: {form: Form}
"""


def process_of(text: str) -> Process:
    model = read_yaml(text)
    assert isinstance(model, Process)
    return model


def problems_of(source: object, **more: object) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read_yaml(source, **more)
    return caught.value.problems


def steps(text: str) -> str:
    return f"process: p\nsteps:\n{text}"


def seen(problems: tuple[Problem, ...]) -> list[tuple[str, int | None, str | None]]:
    return [(problem.code, problem.where.line, problem.where.element) for problem in problems]


def test_the_short_forms_of_a_file_are_read():
    process = process_of(SHORT)
    check, fine = process.nodes["A1"], process.nodes["G1"]
    assert isinstance(check, Activity)
    assert isinstance(fine, Decision)
    assert (check.roles, check.time.mean, check.wait.unit, check.documents.written) == (("clerk",), 5.0, "h", ("form",))
    assert [(way.to, way.share) for way in fine.next] == [("A1", 0.15), ("end", 0.85)]
    assert fine.next[0].when.pick("en") == "no"
    assert process.roles["boss"].name.pick("zh") == "主管"


def test_start_and_end_are_implied_and_stand_last():
    assert [node.id for node in process_of(SHORT).steps] == ["A1", "G1", "start", "end"]


def test_explicit_events_switch_that_off():
    process = process_of("process: p\nevents: explicit\nsteps: [{id: A1, name: x}]\n")
    assert [node.id for node in process.steps] == ["A1"]


def test_nothing_is_implied_inside_a_sub_process():
    process = process_of(steps("  - {id: S, subprocess: Inner, steps: [{id: A1, name: x}]}\n"))
    inner = process.nodes["S"]
    assert isinstance(inner, SubProcess)
    assert [node.id for node in inner.steps] == ["A1"]
    assert inner.next[0].to == "end"


def test_a_key_without_a_value_is_as_if_it_were_not_there():
    process = process_of(steps("  - {id: A1, name: x, time: , role: , next: }\n  - {id: E, event: , position: end}\n"))
    assert process.activities()[0].time is None
    assert process.activities()[0].next == ()
    assert isinstance(process.nodes["E"], Event)


def test_text_and_bytes_and_files_are_read_alike(tmp_path):
    path = tmp_path / "p.yaml"
    path.write_bytes(SHORT.encode("utf-8-sig"))
    assert read_yaml(path) == read_yaml(SHORT) == read_yaml(SHORT.encode())


def test_value_chains_and_landscapes_are_told_by_their_first_key():
    chain = read_yaml("bpr: 1\nvalue_chain: vc\nelements: [{id: a, name: A}]\n")
    landscape = read_yaml("landscape: pl\nelements: [{id: a, name: A}]\n")
    assert isinstance(chain, ValueChain)
    assert isinstance(landscape, ValueChain)
    assert (chain.kind, landscape.kind) == ("value-chain", "landscape")


def test_all_faults_of_a_file_come_at_once_in_the_order_of_its_lines():
    text = """bpr: 1
process: x
titel: A
owner: recepcionist
departments: {sales: Sales}
roles:
  receptionist: {name: R, departmnt: sales}
  clerk: {name: C, department: sails}
steps:
  - id: A1
    role: clrk
    time: soon
    next: A9
  - id: A2
    next: [{to: A1, share: 15}]
  - name: no id
"""
    assert seen(problems_of(text)) == [
        ("UNKNOWN_KEY", 3, None),
        ("UNDEFINED", 4, "x"),
        ("UNKNOWN_KEY", 7, "receptionist"),
        ("UNDEFINED", 8, "clerk"),
        ("UNDEFINED", 11, "A1"),
        ("BAD_NUMBER", 12, "A1"),
        ("UNDEFINED", 13, "A1"),
        ("BAD_VALUE", 15, "A2"),
        ("MISSING_KEY", 16, None),
    ]


def test_a_problem_shows_the_line_with_a_caret_and_the_nearest_name():
    (problem,) = problems_of(steps("  - {id: A1, name: x, rol: y}\n"), name="p.yaml")
    assert problem.render() == (
        "p.yaml:3:23: A1: 'rol' is not a key of an activity\n"
        "  |   - {id: A1, name: x, rol: y}\n"
        "  |                       ^\n"
        "  Fix: write 'role' (closest match), or remove it"
    )
    assert "改为 'role'（最接近）" in problem.render("zh")


def test_an_unknown_key_is_compared_with_the_keys_of_that_very_kind_of_step():
    (problem,) = problems_of(steps("  - {id: P, parallel: true, tim: 5}\n"))
    assert "parallel gateway" in problem.message.pick("en")
    assert "closest" not in problem.remedy.pick("en")
    assert "time" not in problem.remedy.pick("en")


def test_a_misspelt_kind_of_step_is_recognised():
    (problem,) = problems_of(steps("  - {id: G, decison: Fine?}\n".replace("Fine?", "'Fine?'")))
    assert "write 'decision'" in problem.remedy.pick("en")


def test_a_reference_to_a_part_that_was_left_out_is_not_reported():
    text = "process: p\nroles: {clerk: {nam: x}}\nsteps:\n  - {id: A1, name: x, role: clerk, next: A2}\n  - [A2]\n"
    assert [problem.code for problem in problems_of(text)] == ["MISSING_KEY", "UNKNOWN_KEY", "BAD_VALUE"]


def test_a_name_in_a_list_is_pointed_at_itself():
    text = "process: p\nroles: {a: A}\nsteps: [{id: A1, name: x, role: [a, b]}]\n"
    (problem,) = problems_of(text)
    assert (problem.where.line, problem.where.column) == (3, 37)


def test_faults_of_the_text_and_of_the_model_come_together():
    text = "process: p\nprocess: q\ntitle: &t x\nsteps: [{id: A1, nmae: y}]\n"
    assert seen(problems_of(text)) == [("DUPLICATE_KEY", 2, None), ("ALIAS", 3, None), ("UNKNOWN_KEY", 4, "A1")]


def test_a_file_without_a_process_is_told_so():
    assert "'process:' is missing" in problems_of("steps: []\n")[0].message.pick("en")
    assert "process" in problems_of("proces: p\n")[0].remedy.pick("en")
    assert problems_of("")[0].code == "KIND"
    assert problems_of("- a\n- b\n")[0].code == "KIND"


def test_a_process_and_a_value_chain_in_one_file_are_refused():
    assert seen(problems_of("process: p\nvalue_chain: v\n")) == [("KIND", 2, None)]


def test_a_process_key_without_a_name_is_missing():
    assert seen(problems_of("process:\nsteps: []\n")) == [("MISSING_KEY", 1, None)]


def test_an_unknown_version_is_told_and_a_missing_one_is_fine():
    assert seen(problems_of("bpr: 2\nprocess: p\n")) == [("VERSION", 1, None)]
    assert process_of("process: p\n").id == "p"


def test_the_events_key_knows_two_words():
    assert seen(problems_of("process: p\nevents: some\n")) == [("BAD_VALUE", 2, None)]


def test_a_boundary_event_without_its_activity_is_told_once():
    text = steps("  - {id: A1, name: x}\n  - {id: B, event: Late, position: boundary, next: A1}\n")
    (problem,) = problems_of(text)
    assert "on" in problem.remedy.pick("en")
    assert "边界事件" in problem.message.pick("zh")


def test_a_circle_of_parents_is_placed_at_its_element():
    text = "value_chain: v\nelements:\n  - {id: a, name: A, parent: b}\n  - {id: b, name: B, parent: a}\n"
    assert ("HIERARCHY_CYCLE", 3, "a") in seen(problems_of(text))


def test_a_file_that_is_not_there_is_named(tmp_path):
    (problem,) = problems_of(tmp_path / "none.yaml")
    assert (problem.code, problem.where.file) == ("FILE_UNREADABLE", str(tmp_path / "none.yaml"))


def test_a_file_that_is_too_large_is_refused_without_reading_it_whole(tmp_path):
    path = tmp_path / "big.yaml"
    path.write_bytes(b"# " + b"x" * (MAX_BYTES + 10))
    assert problems_of(path)[0].code == "TOO_LARGE"


def test_a_gb18030_file_is_told_how_to_be_saved(tmp_path):
    path = tmp_path / "p.yaml"
    path.write_bytes("process: 审核订单流程\n".encode("gb18030"))
    assert "gb18030" in problems_of(path)[0].message.pick("zh")


class TestSharedOrganisation:
    SHARED = (
        "bpr: 1\ndepartments: {sales: Sales, it: IT}\n"
        "roles: {clerk: {name: Clerk, department: sales}, coder: {name: Coder, department: it}}\n"
    )

    def test_what_is_used_is_taken_with_what_it_needs(self, tmp_path):
        (tmp_path / "organisation.yaml").write_text(self.SHARED)
        (tmp_path / "p.yaml").write_text(steps("  - {id: A1, name: x, role: clerk}\n"))
        process = read_yaml(tmp_path / "p.yaml")
        assert isinstance(process, Process)
        assert (list(process.roles), list(process.departments)) == (["clerk"], ["sales"])

    def test_the_files_own_definition_comes_first(self, tmp_path):
        (tmp_path / "organisation.yaml").write_text(self.SHARED)
        (tmp_path / "p.yaml").write_text("roles: {clerk: Our clerk}\n" + steps("  - {id: A1, name: x, role: clerk}\n"))
        process = read_yaml(tmp_path / "p.yaml")
        assert isinstance(process, Process)
        assert str(process.roles["clerk"].name) == "Our clerk"

    def test_a_misspelt_name_is_compared_with_the_shared_ones(self, tmp_path):
        (tmp_path / "organisation.yaml").write_text(self.SHARED)
        (tmp_path / "p.yaml").write_text(steps("  - {id: A1, name: x, role: codr}\n"))
        (problem,) = problems_of(tmp_path / "p.yaml")
        assert "'coder'" in problem.remedy.pick("en")

    def test_a_fault_of_the_shared_file_names_that_file(self, tmp_path):
        (tmp_path / "organisation.yaml").write_text("roles: {clerk: {name: Clerk, department: sles}}\n")
        (tmp_path / "p.yaml").write_text(steps("  - {id: A1, name: x, role: clerk}\n"))
        (problem,) = problems_of(tmp_path / "p.yaml")
        assert problem.where.file == str(tmp_path / "organisation.yaml")
        assert problem.where.line == 1

    def test_a_link_out_of_the_folder_is_not_followed(self, tmp_path):
        (tmp_path / "secret.yaml").write_text(self.SHARED)
        folder = tmp_path / "in"
        folder.mkdir()
        try:
            (folder / "organisation.yaml").symlink_to(tmp_path / "secret.yaml")
        except OSError:
            pytest.skip("this system lets no plain user make symbolic links")
        (folder / "p.yaml").write_text(steps("  - {id: A1, name: x, role: clerk}\n"))
        assert problems_of(folder / "p.yaml")[0].code == "UNDEFINED"

    def test_the_shared_file_itself_is_read_as_such(self, tmp_path):
        (tmp_path / "organisation.yaml").write_text(self.SHARED)
        model = read_yaml(tmp_path / "organisation.yaml")
        assert isinstance(model, OrganisationFile)
        assert set(model.roles) == {"clerk", "coder"}


JUNK = st.one_of(
    st.integers(),
    st.text(max_size=5),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.sampled_from(["id", "to", "en", "event", "steps"]), st.text(max_size=3), max_size=2),
)


@settings(deadline=None, max_examples=60)
@given(process_data(max_depth=1), st.data())
def test_a_file_damaged_anywhere_is_read_or_refused_with_places_in_both_languages(data, drawn):
    places = list(_places(data))
    for holder, key in drawn.draw(st.lists(st.sampled_from(places), min_size=1, max_size=3)):
        if drawn.draw(st.booleans()):
            holder[key] = drawn.draw(JUNK)
        elif isinstance(holder, dict):
            holder["nxet"] = holder.pop(key, None)
    try:
        read_yaml(emit(data))
    except InputError as error:
        for problem in error.problems:
            assert problem.where.line is not None
            assert all((problem.message.en, problem.message.zh, problem.remedy.en, problem.remedy.zh))


def _places(value: object) -> list[tuple[object, object]]:
    """All (container, key) pairs inside plain data."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, item in entries for place in ((value, key), *_places(item))]
