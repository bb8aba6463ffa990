from itertools import cycle

import pytest
from hypothesis import given, settings

from bpr.errors import ExportError
from bpr.export.bpmn import to_bpmn
from bpr.formats.bpmn import read_bpmn
from bpr.formats.files import load
from bpr.layout.engine import lay_out
from bpr.layout.plan.swimlane import swimlane
from tests.export.bpmn.samples import (
    MODELS,
    assert_valid,
    by_name,
    found,
    odd_processes,
    office,
    order,
    picture,
    process,
    tree,
    two_companies,
)
from tests.strategies import processes


def assert_round_trip(name, lang):
    model = load(name)
    data = to_bpmn(model, lang=lang, geometry=picture(name, lang))
    assert read_bpmn(data) == model
    assert_valid(data)


@pytest.mark.parametrize(("name", "lang"), list(zip(MODELS, cycle(("en", "zh")), strict=False)))
def test_every_library_model_is_valid_and_comes_back_equal(name, lang):
    assert_round_trip(name, lang)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "lang"), list(zip(MODELS, cycle(("zh", "en")), strict=False)))
def test_every_library_model_is_valid_and_comes_back_equal_in_the_other_language(name, lang):
    assert_round_trip(name, lang)


@settings(max_examples=12)
@given(processes())
def test_any_process_comes_back_equal(model):
    assert read_bpmn(to_bpmn(model)) == model


@settings(max_examples=12)
@given(odd_processes())
def test_processes_with_parties_and_odd_events_come_back_equal(model):
    data = to_bpmn(model, lang="zh")
    assert read_bpmn(data) == model
    assert_valid(data)


@given(odd_processes())
@settings(max_examples=5)
def test_the_same_process_gives_the_same_bytes_and_what_was_read_is_written_the_same(model):
    data = to_bpmn(model)
    assert to_bpmn(model) == data
    assert to_bpmn(read_bpmn(data)) == data


def test_the_language_asked_for_stands_in_the_names():
    assert found(tree(order()), "task")[0].get("name") == "Check order"
    assert found(tree(order(), lang="zh"), "task")[0].get("name") == "审核订单"


def test_ids_stand_once_in_the_whole_file():
    clash = office(
        {"id": "clerk", "name": "A", "role": "clerk", "next": {"to": "a b", "id": "sales"}},
        {"id": "a b", "name": "B", "role": "keeper", "next": {"to": "p"}},
        {"id": "p", "name": "C", "role": "manager"},
        documents={"clerk": "List", "p": "Paper"},
    )
    ids = [element.get("id") for element in tree(clash).iter("*") if element.get("id") and "urn:bpr" not in element.tag]
    assert len(set(ids)) == len(ids)
    assert read_bpmn(to_bpmn(clash)) == clash


@pytest.mark.parametrize(
    "text", ["a\x00b", "\x1b[31m", "<b>&amp;]]>", "\"'", "a\ufffeb\uffff", "\r\n\t", "emoji 😀", "​"]
)
def test_any_characters_survive(text):
    model = process({"id": "a", "name": {"en": text or "x"}, "note": {"en": text}}, title={"en": text, "zh": text})
    data = to_bpmn(model)
    assert b"\x00" not in data
    assert b"\x1b" not in data
    assert read_bpmn(data) == model


def test_a_picture_by_department_is_taken_as_it_is():
    geometry = lay_out(swimlane(order(), lanes="department"))
    root = tree(order(), geometry=geometry)
    assert [lane.get("name") for lane in found(root, "lane")] == ["Sales", "Stock"]
    assert read_bpmn(to_bpmn(order(), geometry=geometry)) == order()


def test_the_picture_of_another_process_is_refused():
    other = lay_out(swimlane(two_companies()))
    with pytest.raises(ValueError, match="geometry"):
        to_bpmn(order(), geometry=other)


def test_a_process_too_large_to_draw_is_refused_with_a_remedy():
    with pytest.raises(ExportError, match="sub-processes"):
        to_bpmn(process(*({"id": f"a{i}", "name": "A"} for i in range(1_501))))


def test_an_empty_process_is_a_file_too():
    assert read_bpmn(to_bpmn(process())) == process()


def test_signs_beside_the_text_get_room():
    def height(**fields):
        root = tree(process({"id": "a", "name": "Check the order again", **fields}))
        (bounds,) = root.iter("{*}Bounds")
        return float(bounds.get("height"))

    assert min(height(task="user"), height(calls="x"), height(instances="parallel")) > height() + 10


def test_documentation_holds_the_notes():
    root = tree(process({"id": "a", "name": "A", "note": "Mind the gap"}, note="All of it"))
    assert [text.text for text in found(root, "documentation")] == ["All of it", "Mind the gap"]
    assert by_name(root, "A")[0].text == "Mind the gap"
