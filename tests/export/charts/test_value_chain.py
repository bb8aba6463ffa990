"""The value chain as a picture."""

import pytest

from bpr.export.charts.value_chain import value_chain_picture
from bpr.export.scene.shapes import Path, Rectangle
from bpr.model import ValueChain
from tests.export.charts.scenes import chain, groups, text_of, words


@pytest.mark.parametrize("name", ["vc-porter", "vc-scor", "vc-core-support"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_element_interface_and_measure_is_there(name, lang):
    model = chain(name)
    scene = value_chain_picture(model, lang=lang)
    assert sorted(g.id for g in groups(scene, "element")) == sorted(element.id for element in model.elements)
    text = text_of(scene)
    told = [item for way in model.interfaces for item in way.objects]
    told += [element.name for element in model.elements] + [measure.name for measure in model.measures]
    told += [party.name for party in model.parties.values()]
    assert [item.pick(lang) for item in told if "".join(item.pick(lang).split()) not in text] == []


def test_primary_activities_are_chevrons_and_support_are_bands():
    places = {group.id: group.items[0] for group in groups(value_chain_picture(chain("vc-porter")), "element")}
    assert isinstance(places["operations"], Path)
    assert isinstance(places["procurement"], Rectangle)


def test_the_dearest_element_is_the_hottest():
    places = {group.id: group.items[0] for group in groups(value_chain_picture(chain("vc-porter")), "element")}
    assert places["operations"].style.fill == "#f39a63"
    assert places["procurement"].style.fill != places["operations"].style.fill


def test_an_unknown_share_of_cost_has_a_question_mark():
    scene = value_chain_picture(chain("vc-core-support"))
    assert words(scene).count("?") == 4  # the support processes


def test_returns_point_back():
    scene = value_chain_picture(chain("vc-scor"))
    forward, back = (next(g for g in groups(scene, "element") if g.id == name) for name in ("source", "source-return"))
    assert forward.items[0].commands[0][1][0] < forward.items[0].commands[2][1][0]
    assert back.items[0].commands[0][1][0] > back.items[0].commands[2][1][0]


def test_a_way_that_skips_a_neighbour_runs_below():
    elements = [{"id": name, "name": name.upper()} for name in "abc"]
    ways = [
        {"from": "c", "to": "a", "objects": ["news"], "kind": "feedback"},
        {"from": "a", "to": "b", "objects": ["x"]},
    ]
    scene = value_chain_picture(
        ValueChain.model_validate({"value_chain": "v", "elements": elements, "interfaces": ways})
    )
    beside, below = groups(scene, "interface")
    assert (beside.title, below.title) == ("x", "news")
    bottom = max(point for _, numbers in groups(scene, "element")[0].items[0].commands for point in numbers[1::2])
    assert max(number for _, numbers in below.items[0].commands for number in numbers[1::2]) > bottom
    assert "→ x" in words(scene)


def test_two_interfaces_between_the_same_elements_are_one_way():
    elements = [{"id": name, "name": name.upper()} for name in "ab"]
    ways = [{"from": "a", "to": "b", "objects": ["x"]}, {"from": "a", "to": "b", "objects": ["y"], "promise": "daily"}]
    model = ValueChain.model_validate({"value_chain": "v", "elements": elements, "interfaces": ways})
    assert "→ x, y (daily)" in words(value_chain_picture(model))


def test_a_way_from_a_band_is_told_in_words():
    elements = [{"id": "a", "name": "Make"}, {"id": "hr", "name": "Staff", "category": "support"}]
    ways = [{"from": "hr", "to": "a", "objects": ["people"]}]
    model = ValueChain.model_validate({"value_chain": "v", "elements": elements, "interfaces": ways})
    assert "Staff → Make: people" in words(value_chain_picture(model))
