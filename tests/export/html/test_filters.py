"""Which elements each filter keeps."""

from hypothesis import given, settings

from bpr.diagnosis.analyse import analyse
from bpr.export.html.filters import filters
from tests.analysis.small_models import chain, process
from tests.export.html.models import letters
from tests.strategies import processes


def test_handoffs_keep_flows_between_lanes_and_their_ends():
    kept = filters(analyse(letters()))["handoffs"]
    assert {"route:A->B", "route:G->A", "route:G->F", "box:A", "box:B", "box:G"} <= set(kept)
    assert not {"route:B->G", "box:S", "route:S->A"} & set(kept)


def test_loops_keep_the_steps_that_come_again():
    kept = filters(analyse(letters()))["loops"]
    assert kept == ["box:A", "box:B", "box:G", "route:A->B", "route:B->G", "route:G->A"]


def test_a_role_keeps_its_steps_and_the_flows_that_touch_them():
    kept = set(filters(analyse(letters(owner=None)))["role:clerk"])
    assert {"box:A", "box:F", "route:S->A", "route:A->B", "route:G->A"} <= kept
    assert not {"box:B", "box:G", "route:B->G"} & kept


def test_a_department_keeps_the_steps_that_stand_in_it():
    kept = set(filters(analyse(letters()))["department:e"])
    assert {"box:B", "box:G", "route:A->B"} <= kept
    assert "box:A" not in kept


def test_a_process_without_loops_and_handoffs_keeps_nothing():
    found = filters(analyse(process(*chain({"id": "A", "name": "a", "role": "r"}))))
    assert found["loops"] == []
    assert found["handoffs"] == []


@settings(max_examples=20)
@given(processes())
def test_every_key_of_a_filter_is_an_element_of_the_process(model):
    known = {f"box:{key}" for key in model.nodes}
    known |= {f"route:{link.id}" for link in (*model.flows, *model.messages)}
    assert all(set(keys) <= known for keys in filters(analyse(model)).values())
