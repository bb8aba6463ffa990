from hypothesis import given
from hypothesis import strategies as st

from bpr.export.bpmn.ids import Ids, is_plain
from tests.strategies import ids


@given(st.lists(st.tuples(ids(), st.sampled_from(("Node", "Lane")))))
def test_ids_are_names_of_xml_stand_once_and_stay_the_same(wanted):
    taken = Ids()
    names = [taken.take(text, prefix) for text, prefix in wanted]
    assert len(set(names)) == len(names)
    assert all(is_plain(name) for name in names)
    second = Ids()
    assert [second.take(text, prefix) for text, prefix in wanted] == names


def test_usual_ids_stay_as_they_are():
    taken = Ids()
    assert [taken.take(name, "Node") for name in ("Task_1", "sid-0A.b", "审核")] == ["Task_1", "sid-0A.b", "审核"]
    assert not is_plain("1st")
    assert not is_plain("a:b")
    assert not is_plain("")
