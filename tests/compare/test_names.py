from bpr.compare.names import correspond
from bpr.model import Process


def test_parts_are_the_same_by_id_or_by_name():
    as_is = Process.model_validate(
        {"process": "a", "roles": {"x": "Clerk", "y": {"name": {"en": "Chief", "zh": "主管"}}}}
    )
    to_be = Process.model_validate(
        {"process": "b", "roles": {"x": "Agent", "z": {"name": {"zh": "主管"}}, "n": "Robot"}}
    )
    roles = correspond(as_is, to_be).roles
    assert roles.keys(("x", "z", "n")) == ("x", "y", "n")
    assert roles.key(None) is None


def test_a_name_is_given_to_one_part_only():
    as_is = Process.model_validate({"process": "a", "systems": {"old": "CRM"}})
    to_be = Process.model_validate({"process": "b", "systems": {"new": "CRM", "newer": "CRM"}})
    assert correspond(as_is, to_be).systems.keys(("new", "newer")) == ("old", "newer")
