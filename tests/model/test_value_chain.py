"""Value chains and landscapes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bpr.errors import ModelError
from bpr.model import ValueChain
from tests.strategies import value_chains


def chain(*elements: dict[str, object], **more: object) -> ValueChain:
    listed = [{"name": element["id"], **element} for element in elements]
    return ValueChain.model_validate({"value_chain": "v", "elements": listed, **more})


def codes(*elements: dict[str, object], **more: object) -> list[tuple[str, str | None]]:
    with pytest.raises(ModelError) as caught:
        chain(*elements, **more)
    return [(problem.code, problem.where.element) for problem in caught.value.problems]


def test_an_element_is_found_by_its_id():
    assert chain({"id": "a"}, {"id": "b", "category": "support"}).element("b").category == "support"
    with pytest.raises(KeyError):
        chain().element("z")


def test_a_landscape_has_its_own_first_key():
    assert ValueChain.model_validate({"landscape": "l"}).kind == "landscape"


def test_interfaces_parents_and_parties_name_what_exists():
    assert codes({"id": "a", "parent": "x"}) == [("UNDEFINED", "x")]
    assert codes({"id": "a", "party": "x"}) == [("UNDEFINED", "x")]
    assert codes({"id": "a"}, interfaces=[{"from": "a", "to": "x"}]) == [("UNDEFINED", "x")]


def test_an_id_stands_once():
    assert codes({"id": "a"}, {"id": "a"}) == [("DUPLICATE_ID", "a")]


def test_no_element_is_its_own_ancestor():
    assert codes({"id": "a", "parent": "b"}, {"id": "b", "parent": "a"}) == [
        ("HIERARCHY_CYCLE", "a"),
        ("HIERARCHY_CYCLE", "b"),
    ]


@settings(deadline=None)
@given(value_chains())
def test_every_interface_joins_two_elements(model):
    ids = {element.id for element in model.elements}
    assert all({interface.source, interface.target} <= ids for interface in model.interfaces)
