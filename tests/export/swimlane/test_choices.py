"""The defaults of a swimlane stand in one place, and everybody reads them there."""

from __future__ import annotations

import inspect
from dataclasses import fields

import pytest

from bpr.cli.draw import draw as verb
from bpr.export.swimlane.choices import OVERLAYS, USUAL, SwimlaneChoices
from bpr.export.swimlane.picture import draw

NAMES = tuple(field.name for field in fields(SwimlaneChoices))


@pytest.mark.parametrize("speaker", [draw, verb], ids=["library", "command"])
def test_who_chooses_nothing_gets_what_is_usual(speaker):
    defaults = {name: one.default for name, one in inspect.signature(speaker).parameters.items()}
    assert {name: defaults[name] for name in NAMES} == {name: getattr(USUAL, name) for name in NAMES}


def test_everything_that_may_be_chosen_about_the_process_is_a_choice():
    assert set(inspect.signature(draw).parameters) - {"process", "lang", "theme", "lay_out"} == set(NAMES)


def test_what_is_not_as_usual_is_named():
    assert USUAL.unusual == {}
    assert SwimlaneChoices(direction="down", phases=False).unusual == {"phases": False, "direction": "down"}


def test_the_usual_picture_shows_every_overlay():
    assert USUAL.overlay.split(",") == list(OVERLAYS)
