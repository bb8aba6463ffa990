"""Places of elements in files."""

from bpr.diagnosis.lines import lines_of_xml, lines_of_yaml, place_of

TEXT = """process: p
roles:
  boss: {name: Boss}
  'two words': Two
steps:
  - id: A1      # the first
    name: Check
  - {name: "Send it", id: "B 2", next: end}
"""


def test_steps_and_roles_stand_where_they_are_written():
    places = lines_of_yaml(TEXT.encode(), {"A1", "B 2", "boss", "two words", "absent"})
    assert places == {"A1": (6, 9), "B 2": (8, 28), "boss": (3, 3), "two words": (4, 4)}


def test_a_made_flow_stands_at_its_source():
    places = {"A1": (6, 9)}
    assert place_of(("A1->B 2",), places) == (6, 9)
    assert place_of(("A1/end",), places) == (6, 9)
    assert place_of(("x",), places) is None


def test_an_xml_element_over_several_lines_stands_at_its_id():
    content = b"<a>\n <task\n   name='x'\n   id='T'/>\n</a>"
    assert lines_of_xml(content, {"T"}) == {"T": (4, None)}
