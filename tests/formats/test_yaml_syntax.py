"""What a YAML parser complains about is told in plain words in both languages, at the right place."""

from __future__ import annotations

import pytest

from bpr.errors import InputError, Problem
from bpr.formats import yaml_data
from bpr.formats.yaml_data import read_data

CASES = [
    ("a:\n\tb: 5\n", "tab", "制表符", 2),
    ("\ta: 5\n", "tab", "制表符", 1),
    ('a: "x\n', "quotation mark", "引号", 1),
    ("a：5\nb: 6\n", "full-width sign", "全角符号", 1),
    ("a: %5\n", "must not begin", "不能以", 1),
    ("a: @5\n", "must not begin", "不能以", 1),
    ("a: [1, 2\n", "bracket", "括号", 1),
    ("b: 1\na: {x: y\n", "bracket", "括号", 2),
    ("a: b: c\n", "second ': '", "第二个", 1),
    ("steps:\n  - id: A\n   x: 5\n", "indent", "缩进", 3),
    ('a: "C:\\new\\qx"\n', "backslash", "反斜杠", 1),
]


def problem_of(text: str) -> Problem:
    with pytest.raises(InputError) as caught:
        read_data(text)
    return caught.value.problems[-1]


@pytest.mark.parametrize(("text", "english", "chinese", "line"), CASES)
def test_the_complaint_is_told_in_plain_words(text, english, chinese, line):
    problem = problem_of(text)
    assert english in problem.message.pick("en")
    assert chinese in problem.message.pick("zh")
    assert problem.where.line == line
    assert problem.remedy.pick("en")
    assert problem.remedy.pick("zh")


@pytest.mark.parametrize(("text", "english", "chinese", "line"), CASES)
def test_the_pure_python_parser_leads_to_the_same_words(monkeypatch, text, english, chinese, line):
    monkeypatch.setattr(yaml_data, "_LOADER", yaml_data.yaml.SafeLoader)
    problem = problem_of(text)
    assert english in problem.message.pick("en")
    assert problem.where.line == line


def test_any_other_complaint_keeps_the_words_of_the_parser():
    problem = problem_of("%YAML 9.9\n---\na: 1\n")
    assert "not YAML" in problem.message.pick("en")
    assert problem.where.line is not None
