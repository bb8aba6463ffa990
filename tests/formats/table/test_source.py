"""CSV: encodings, separators, and files that are something else."""

from __future__ import annotations

import pytest

from bpr.errors import InputError
from bpr.formats.table import read_table

ROWS = '编号,步骤,下一步,条件,角色\nA1,提交申请,A2,,员工\nA2,是否批准？,"A1, end","否, 是",经理\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators(tmp_path, encoding, separator):
    text = ROWS.replace(",", separator).replace(f"A1{separator} end", "A1, end").replace(f"否{separator} 是", "否, 是")
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(encoding))
    process = read_table(path)
    assert [way.when.zh for way in process.nodes["A2"].next] == ["否", "是"]
    assert process.nodes["A1"].name.zh == "提交申请"


def test_a_line_that_names_the_separator_is_obeyed(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("sep=;\nStep;Next\nA, B;X9\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_table(path)
    assert str(caught.value.problems[0].where) == f"{path}:3:2"


def test_faults_name_the_line_also_behind_texts_of_several_lines(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('Step,Next,Note\n"A\nB",,x\nC,D,"1\n2"\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_table(path)
    assert [str(problem.where) for problem in caught.value.problems] == [f"{path}:4:2"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY_FILE"),
        (b"PK\x03\x04rest", "NOT_CSV"),
        (b"\xff\xff\xff", "ENCODING"),
        (b"a\0b", "ENCODING"),
        (b"\x81\x20,x", "ENCODING"),
        (b"Step,Next\n" + b'"' + b"x" * 200_000 + b'",', "SYNTAX"),
        (b"one,two\n1,2\n", "NO_TABLE"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content, code):
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_table(path)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert caught.value.problems[0].remedy.zh
