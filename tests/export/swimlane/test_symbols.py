"""Every trigger and activity type of the model has a sign, and signs stay in their square."""

from typing import get_args

import pytest

from bpr.export.scene.shapes import Circle, Path
from bpr.export.swimlane import symbols
from bpr.model.nodes import TaskType, Trigger


def reach(item):
    if isinstance(item, Circle):
        return max(abs(item.x), abs(item.y)) + item.radius
    assert isinstance(item, Path)
    return max(abs(number) for _, numbers in item.commands for number in numbers)


def test_every_trigger_of_the_model_has_a_sign():
    assert set(get_args(Trigger)) - {"none"} == set(symbols.TRIGGERS)


def test_every_activity_type_of_the_model_but_the_plain_task_has_a_sign():
    assert set(get_args(TaskType)) - {"task"} == set(symbols.ACTIVITY_TYPES)


@pytest.mark.parametrize(
    "strokes",
    [*symbols.TRIGGERS.values(), *symbols.ACTIVITY_TYPES.values(), *symbols.GATEWAYS.values(), symbols.PLUS_SIGN],
)
def test_signs_stay_in_their_square(strokes):
    items = symbols.draw(strokes, (0.0, 0.0), 10.0, ink="#000000", paper="#ffffff")
    assert 0 < max(map(reach, items)) <= 10.6


def test_end_events_have_filled_signs_with_the_lines_in_paper():
    area, line = symbols.trigger("message", (0.0, 0.0), 9.0, ink="#111111", paper="#eeeeee", filled=True)
    assert (area.style.fill, line.style.stroke) == ("#111111", "#eeeeee")


def test_an_unknown_trigger_shows_the_general_sign_and_an_unknown_type_none():
    look = {"ink": "#000000", "paper": "#ffffff"}
    general = symbols.trigger("multiple", (0.0, 0.0), 9.0, filled=False, **look)
    assert symbols.trigger("surprise", (0.0, 0.0), 9.0, filled=False, **look) == general
    assert symbols.activity_type("surprise", (0.0, 0.0), 9.0, **look) == ()


def test_a_misspelt_symbol_is_refused():
    with pytest.raises(ValueError, match="unknown command"):
        symbols.draw(("M 0 0 Q 1 1",), (0.0, 0.0), 9.0, ink="#000000", paper="#ffffff")
