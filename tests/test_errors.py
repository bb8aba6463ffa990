"""Errors that name the place, the value seen and the remedy."""

from __future__ import annotations

import pytest

from bpr.errors import (
    AnalysisError,
    BprError,
    ExportError,
    GraphError,
    InputError,
    MissingPartError,
    ModelError,
    Problem,
    Where,
    nearest,
)
from bpr.text import Text

FAULT = Problem(
    Text(en="role 'recepcionist' is not known", zh="未定义角色“recepcionist”"),
    Text(en="write receptionist", zh="改为 receptionist"),
    Where("a.yaml", 4, 9, "A1"),
    excerpt="    role: recepcionist\n          ^",
)


def test_a_place_shows_the_parts_that_are_known():
    assert str(Where("a.yaml", 4, 9)) == "a.yaml:4:9"
    assert str(Where("a.yaml")) == "a.yaml"
    assert str(Where(element="A1")) == ""


def test_a_problem_tells_place_element_message_line_and_remedy():
    assert FAULT.render().splitlines() == [
        "a.yaml:4:9: A1: role 'recepcionist' is not known",
        "    role: recepcionist",
        "          ^",
        "  Fix: write receptionist",
    ]


def test_a_problem_speaks_chinese_when_asked():
    assert "未定义角色" in FAULT.render("zh")
    assert "改法：改为 receptionist" in FAULT.render("zh")


def test_a_problem_without_a_place_begins_with_its_message():
    assert Problem(Text(en="no", zh="否"), Text(en="yes", zh="是")).render() == "no\n  Fix: yes"


def test_an_error_holds_all_problems_and_prints_each():
    error = InputError([FAULT, FAULT])
    assert error.problems == (FAULT, FAULT)
    assert str(error).count("Fix:") == 2
    assert error.render("zh").count("改法") == 2


def test_a_single_problem_needs_no_list():
    assert BprError(FAULT).problems == (FAULT,)


@pytest.mark.parametrize("kind", [InputError, ModelError, GraphError, AnalysisError, ExportError, MissingPartError])
def test_every_error_is_made_in_one_call_and_caught_as_a_bpr_error(kind):
    error = kind.because("bad", "不行", fix_en="mend it", fix_zh="修正", where=Where("f"), code="X")
    assert isinstance(error, BprError)
    assert type(error) is kind
    (problem,) = error.problems
    assert (problem.code, problem.where.file, problem.message.zh) == ("X", "f", "不行")


def test_a_model_error_is_an_input_error():
    assert issubclass(ModelError, InputError)
    assert not issubclass(GraphError, InputError)


def test_the_nearest_known_name_is_offered_only_when_it_is_near():
    assert nearest("recepcionist", ["customer", "receptionist"]) == "receptionist"
    assert nearest("zzz", ["customer", "receptionist"]) is None
    assert nearest("a", []) is None
