"""Edited process tables come home: merged rightly, or a conflict; nothing else in the file changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.errors import InputError
from bpr.formats import library
from bpr.formats.implied_events import add_implied
from bpr.formats.table import table_part
from bpr.formats.yaml_file import read_yaml
from bpr.formats.yaml_write import write_yaml
from bpr.merge.table import elements, merge_table
from bpr.merge.table_yaml import write_changes
from bpr.model import Process

NAMES = ["customer-reception.asis", "contract-approval.asis", "order-to-cash.asis", "incoming-inspection.tobe"]
CONTENTS = {name: library.path_of(name).read_bytes() for name in NAMES}


def model(content: bytes) -> Process:
    process = read_yaml(content)
    assert isinstance(process, Process)
    return process


def with_step(process: Process, key: str, **update: Any) -> Process:
    steps = [node.model_copy(update=update) if node.id == key else node for node in process.steps]
    return process.model_copy(update={"steps": tuple(steps)})


def edited(content: bytes, **fields: Any) -> Process:
    """The table part of a file with fields of the step A2 changed."""
    return with_step(table_part(model(content)), "A2", **fields)


Edit = Callable[[dict[str, Any], st.DataObject], None]


def _activities(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for step in data["steps"] if "name" in step]


def _some(data: dict[str, Any], draw: st.DataObject) -> dict[str, Any]:
    return draw.draw(st.sampled_from(_activities(data)))


def relabel(data: dict[str, Any], draw: st.DataObject) -> None:
    _some(data, draw)["name"] = draw.draw(st.sampled_from(["Typed anew", {"en": "no", "zh": "否"}, "新的：步骤, 一"]))


def retime(data: dict[str, Any], draw: st.DataObject) -> None:
    _some(data, draw)[draw.draw(st.sampled_from(["time", "wait"]))] = draw.draw(st.sampled_from([0, 7.5, "3 d"]))


def untime(data: dict[str, Any], draw: st.DataObject) -> None:
    _some(data, draw).pop(draw.draw(st.sampled_from(["time", "wait", "system", "documents", "informed"])), None)


def reassign(data: dict[str, Any], draw: st.DataObject) -> None:
    _some(data, draw)["role"] = draw.draw(st.sampled_from(sorted(data["roles"])))


def duties(data: dict[str, Any], draw: st.DataObject) -> None:
    key = draw.draw(st.sampled_from(["accountable", "consulted", "informed", "support"]))
    _some(data, draw)[key] = draw.draw(st.lists(st.sampled_from(sorted(data["roles"])), min_size=1, unique=True))


def annotate(data: dict[str, Any], draw: st.DataObject) -> None:
    _some(data, draw)["note"] = draw.draw(st.sampled_from(["see # 5", "急", "a: b"]))


def insert(data: dict[str, Any], draw: st.DataObject) -> None:
    step = _some(data, draw)
    number = next(n for n in range(1, 99) if all(step["id"] != f"N{n}" for step in data["steps"]))
    new = {"id": f"N{number}", "name": "Inserted", "next": step.get("next", []), "time": 3}
    step["next"] = new["id"]
    data["steps"].insert(data["steps"].index(step) + 1, new)


def delete(data: dict[str, Any], draw: st.DataObject) -> None:
    step = _some(data, draw)
    if not isinstance(step.get("next"), str) or len(_activities(data)) < 4:
        return
    data["steps"].remove(step)
    for other in data["steps"]:
        ways = other.get("next")
        if isinstance(ways, list):
            other["next"] = [_led(way, step) for way in ways]
        elif ways == step["id"]:
            other["next"] = step["next"]


def _led(way: Any, step: dict[str, Any]) -> Any:
    to = way["to"] if isinstance(way, dict) else way
    if to != step["id"]:
        return way
    return {**way, "to": step["next"]} if isinstance(way, dict) else step["next"]


def reshare(data: dict[str, Any], draw: st.DataObject) -> None:
    decisions = [step for step in data["steps"] if "decision" in step and isinstance(step["next"], list)]
    if decisions:
        for way, share in zip(draw.draw(st.sampled_from(decisions))["next"], ("30%", "70%"), strict=False):
            way["share"] = share


def new_role(data: dict[str, Any], draw: st.DataObject) -> None:
    data["roles"]["newcomer"] = {"name": {"en": "Newcomer", "zh": "新人"}, "people": 2}
    _some(data, draw)["role"] = "newcomer"


def rename_role(data: dict[str, Any], draw: st.DataObject) -> None:
    data["roles"][draw.draw(st.sampled_from(sorted(data["roles"])))] = {"name": "Renamed"}


def new_document(data: dict[str, Any], draw: st.DataObject) -> None:
    data.setdefault("documents", {})["paper"] = "Paper"
    _some(data, draw)["documents"] = {"out": ["paper"]}


def new_system(data: dict[str, Any], draw: st.DataObject) -> None:
    data.setdefault("systems", {})["tool"] = "Tool"
    _some(data, draw)["system"] = "tool"


def retitle(data: dict[str, Any], draw: st.DataObject) -> None:
    data["title"] = "Another title"


def recount(data: dict[str, Any], draw: st.DataObject) -> None:
    data["volume"] = {"cases": 17, "per": "week"}


def into_decision(data: dict[str, Any], draw: st.DataObject) -> None:
    steps = [step for step in _activities(data) if set(step) <= {"id", "name", "role", "time", "wait", "next"}]
    if steps:
        step = draw.draw(st.sampled_from(steps))
        step["decision"] = step.pop("name")


EDITS: tuple[Edit, ...] = (
    *(relabel, retime, untime, reassign, duties, annotate, insert, delete, reshare, new_role, rename_role),
    *(new_document, new_system, retitle, recount, into_decision),
)


def table_after(content: bytes, edits: list[Edit], draw: st.DataObject) -> Process:
    """What is read from the table of a file after people edited it."""
    data = _plain(table_part(model(content)))
    for edit in edits:
        edit(data, draw)
    return table_part(Process.model_validate(data))


def _plain(process: Process) -> dict[str, Any]:
    import yaml

    data: dict[str, Any] = yaml.safe_load(write_yaml(process))
    data.pop("bpr")
    if data.pop("events", None) is None:
        data["steps"] = add_implied(data["steps"])
    return data


@settings(max_examples=12)
@given(name=st.sampled_from(NAMES), edits=st.lists(st.sampled_from(EDITS), min_size=1, max_size=4), draw=st.data())
def test_random_edits_arrive_and_nothing_else_changes(name, edits, draw):
    content = CONTENTS[name]
    ours = model(content)
    theirs = table_after(content, edits, draw)
    merge = merge_table(ours, theirs, ours)
    assert merge.conflicts == ()
    after, new = write_changes(content, merge.wanted(), theirs, ours, model)
    assert elements(table_part(new)) == elements(theirs)
    comments = [line.split("#", 1)[1] for line in content.decode().splitlines() if line.strip().startswith("#")]
    assert all(comment in after.decode() for comment in comments)
    again = merge_table(ours, theirs, new)
    assert again.changes == again.conflicts == ()
    if not merge.changes:
        assert after == content


@settings(max_examples=10)
@given(
    name=st.sampled_from(NAMES),
    one=st.lists(st.sampled_from(EDITS[:8]), min_size=1, max_size=3),
    two=st.lists(st.sampled_from(EDITS[:8]), min_size=1, max_size=3),
    draw=st.data(),
)
def test_edits_of_two_people_are_merged_or_told_as_conflict(name, one, two, draw):
    content = CONTENTS[name]
    base = model(content)
    theirs, ours = table_after(content, one, draw), table_after(content, two, draw)
    merge = merge_table(base, theirs, ours)
    was, now, wanted = (elements(table_part(process)) for process in (base, ours, theirs))
    told = {(entry.kind, entry.id) for entry in (*merge.changes, *merge.agreed)}
    told |= {(conflict.change.kind, conflict.change.id) for conflict in merge.conflicts}
    assert told == {key for key in {**was, **wanted} if was.get(key) != wanted.get(key)}
    for change in merge.changes:
        key = (change.kind, change.id)
        if change.field is None:
            assert was.get(key) == now.get(key)
        else:
            assert was[key].get(change.field) == now[key].get(change.field)


def test_a_field_changed_on_both_sides_is_a_conflict_that_somebody_decides():
    content = CONTENTS["customer-reception.asis"]
    base = model(content)
    mine = content.replace(b"    wait: 30\n", b"    wait: 50\n", 1)
    step = next(node.id for node in base.steps if getattr(node, "wait", None) and node.wait.mean == 30)
    theirs = with_step(table_part(base), step, wait=model(mine).nodes[step].wait.model_copy(update={"values": (20.0,)}))
    merge = merge_table(base, theirs, model(mine))
    (conflict,) = merge.conflicts
    assert (conflict.base, conflict.change.old, conflict.change.new) == (30, 50, 20)
    assert merge.wanted() == merge.wanted("ours") == ()
    after, _ = write_changes(mine, merge.wanted("theirs"), theirs, model(mine), model)
    assert after == content.replace(b"    wait: 30\n", b"    wait: 20\n", 1)


def test_what_a_table_does_not_know_of_a_way_stays_with_it():
    content = b"""process: p
steps:
  - {id: A, name: One, next: [{to: B, kind: rework, delay: 2 h}]}  # keep
  - {id: B, name: Two}
"""
    base = model(content)
    way = table_part(base).nodes["A"].next[0].model_copy(update={"share": 0.5})
    theirs = with_step(table_part(base), "A", next=(way,))
    after, new = write_changes(content, merge_table(base, theirs, base).wanted(), theirs, base, model)
    assert (new.nodes["A"].next[0].share, new.nodes["A"].next[0].kind, new.nodes["A"].next[0].delay.unit) == (
        *(0.5, "rework"),
        "h",
    )
    assert b"# keep" in after


def test_sorting_the_rows_is_no_change():
    base = model(CONTENTS["customer-reception.asis"])
    data = _plain(table_part(base))
    steps = [step for step in data["steps"] if step["id"] not in ("start", "end")]
    data["steps"] = add_implied(sorted(steps, key=lambda step: str(step["role"]), reverse=True))
    theirs = Process.model_validate(data)
    assert theirs.nodes["start"].next != base.nodes["start"].next
    merge = merge_table(base, theirs, base)
    assert merge.changes == merge.conflicts == merge.agreed == ()


def test_a_new_first_step_and_a_first_step_that_is_gone():
    content = b"process: p\nsteps:\n  # first\n  - id: A\n    name: One\n    next: B\n  - id: B\n    name: Two\n"
    base = model(content)
    data = _plain(table_part(base))
    for steps in ([{"id": "N", "name": "New", "next": "A"}, *data["steps"][:2]], data["steps"][1:2]):
        theirs = Process.model_validate({**data, "steps": add_implied(steps)})
        after, new = write_changes(content, merge_table(base, theirs, base).wanted(), theirs, base, model)
        assert new.nodes["start"].next[0].to == steps[0]["id"]
        assert b"# first" in after


def test_a_file_that_cannot_be_edited_safely_is_left_alone():
    content = b"process: p\nsteps: [{id: A, name: One, next: B}, {id: B, name: Two}]\n"
    base = model(content)
    data = _plain(table_part(base))
    data["steps"][0]["next"] = "N"
    data["steps"].insert(1, {"id": "N", "name": "New", "next": "B"})
    theirs = Process.model_validate(data)
    with pytest.raises(InputError) as caught:
        write_changes(content, merge_table(base, theirs, base).wanted(), theirs, base, model)
    assert [problem.code for problem in caught.value.problems] == ["NOT_APPLIED"]
