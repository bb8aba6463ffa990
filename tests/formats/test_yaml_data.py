"""Reading YAML text into plain data: text stays text, everything has a place, nothing is expanded."""

from __future__ import annotations

import contextlib

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bpr.errors import InputError
from bpr.formats import library
from bpr.formats.yaml_data import MAX_BYTES, MAX_DEPTH, MAX_NODES, compose, decode, read_data


def fault(text: str) -> tuple[str, int | None, int | None]:
    with pytest.raises(InputError) as caught:
        read_data(text, "x.yaml")
    problem = caught.value.problems[-1]
    assert problem.where.file == "x.yaml"
    return problem.code, problem.where.line, problem.where.column


def test_every_scalar_stays_the_text_that_was_written():
    data = read_data("a: no\nb: 12:30\nc: 1.10\nd: 007\ne: true\n").data
    assert data == {"a": "no", "b": "12:30", "c": "1.10", "d": "007", "e": "true"}


def test_nothing_tilde_and_null_are_none_unless_they_are_quoted():
    data = read_data("a:\nb: ~\nc: null\nd: ''\ne: '~'\nf: \"null\"\n").data
    assert data == {"a": None, "b": None, "c": None, "d": "", "e": "~", "f": "null"}


def test_values_and_keys_have_their_line_and_column():
    read = read_data("a: 1\nb:\n  - x\n  - {c: d}\n")
    assert read.values[("a",)] == (1, 4)
    assert read.keys[("a",)] == (1, 1)
    assert read.values[("b", 0)] == (3, 5)
    assert read.keys[("b", 1, "c")] == (4, 6)
    assert read.values[("b", 1, "c")] == (4, 9)


def test_anchors_references_and_tags_are_faults_with_a_place_and_are_not_expanded():
    read = read_data("a: &x {b: 1}\nc: *x\nd: !!python/object:os.system 5\n")
    assert [(problem.code, problem.where.line) for problem in read.problems] == [("ALIAS", 1), ("ALIAS", 2), ("TAG", 3)]
    assert read.data == {"a": {"b": "1"}, "c": None, "d": "5"}
    assert read.broken == {("c",)}


def test_a_repeated_key_is_a_fault_naming_the_first_line_and_its_value_is_skipped_whole():
    read = read_data("a: 1\nb: 2\na: {c: [1, {d: 2}]}\ne: 3\n")
    assert read.data == {"a": "1", "b": "2", "e": "3"}
    (problem,) = read.problems
    assert problem.code == "DUPLICATE_KEY"
    assert "line 1" in problem.message.pick("en")
    assert "第 1 行" in problem.message.pick("zh")
    assert (problem.where.line, problem.where.column) == (3, 1)


def test_a_second_document_is_a_fault_and_only_the_first_counts():
    read = read_data("a: 1\n---\nb: 2\n")
    assert read.data == {"a": "1"}
    assert [problem.code for problem in read.problems] == ["DOCUMENTS"]


def test_a_key_with_parts_is_refused():
    assert fault("? {a: 1}\n: 2\n") == ("SYNTAX", 1, 3)


def test_nesting_is_bounded():
    assert read_data("[" * MAX_DEPTH + "]" * MAX_DEPTH).data is not None
    assert fault("[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2))[0] == "TOO_DEEP"


def test_an_endless_opening_of_brackets_is_refused_before_it_hurts():
    assert fault("[" * 1_000_000)[0] == "TOO_DEEP"


def test_the_number_of_values_is_bounded():
    assert fault("[" + "a," * (MAX_NODES + 1) + "]")[0] == "TOO_LARGE"


def test_the_size_is_bounded_for_bytes_and_for_text():
    with pytest.raises(InputError, match="5 MB"):
        decode(b"a" * (MAX_BYTES + 1))
    with pytest.raises(InputError, match="5 MB"):
        read_data("a" * (MAX_BYTES + 1))


def test_utf_8_is_read_with_and_without_a_byte_order_mark():
    assert decode("a: 审核".encode()) == "a: 审核"
    assert decode("a: 审核".encode("utf-8-sig")) == "a: 审核"
    assert read_data("\ufeffa: 1").data == {"a": "1"}


def test_a_gb18030_file_is_named_as_such_with_the_way_to_save_it():
    with pytest.raises(InputError) as caught:
        decode("ok: 1\nname: 审核订单".encode("gb18030"), "x.yaml")
    (problem,) = caught.value.problems
    assert problem.code == "ENCODING"
    assert "gb18030" in problem.message.pick("en")
    assert "UTF-8" in problem.remedy.pick("zh")
    assert problem.where.line == 2


def test_a_utf_16_file_is_named_as_such():
    with pytest.raises(InputError, match="UTF-16"):
        decode("a: 1".encode("utf-16"))


def test_bytes_of_no_known_encoding_are_refused():
    with pytest.raises(InputError, match="binary"):
        decode(b"\x80\xff\xff\x00\xfe")


def test_an_invisible_control_sign_is_refused_with_its_place():
    assert fault("a: 1\nb: x\x07y\n") == ("SYNTAX", 2, 5)


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_make_the_reader_fail_in_another_way(content):
    with contextlib.suppress(InputError):
        assert isinstance(read_data(decode(content)).lines, tuple)


PLACES = [  # signs beyond the first plane, blocks, comments, flow, line ends of Windows
    "a: 😀x\nb: [1, '😀', \"q\"]  # 😀\nc: |\n  block 😀\n  two\n\nd: >-\n  folded\n  text\n\n\n# end\n",
    "e:\n  - {k: v}\n  -   z\n",
    "a:\r\n  - b: 1\r\n    c: 2   # x\r\n\r\n  - d\r\n",
    "a: plain\n  more\n\nb: {x: 1,\n  y: [2,\n 3]}\n...\n",
    "a: 中文\u3000b\nc:\nd: ~\n",
]


@pytest.mark.parametrize("text", [*PLACES, *(library.path_of(name).read_text("utf-8") for name in library.names())])
def test_nodes_stand_where_the_plain_loader_of_yaml_says(text):
    def places(node):
        yield node.tag, node.start_mark.index, node.end_mark.index, node.start_mark.column
        if isinstance(node, yaml.MappingNode):
            for pair in node.value:
                for part in pair:
                    yield from places(part)
        elif isinstance(node, yaml.SequenceNode):
            for part in node.value:
                yield from places(part)

    assert list(places(compose(text))) == list(places(yaml.compose(text, Loader=yaml.SafeLoader)))
