"""Badges as shapes: icons, texts and titles."""

import pytest

from bpr.export.scene.shapes import Circle, Path, Words
from bpr.export.swimlane.badges import badge_groups
from bpr.export.theme.theme import PLAIN
from bpr.layout.geometry import Badge, PlacedBox, Rect, TextBlock


def group(kind, sign="", text="ERP", full=""):
    rect = Rect(110, 130, 60, 15)
    badge = Badge(kind, rect, TextBlock(Rect(125, 130, 40, 15), (text,), 9.5), sign, full)
    box = PlacedBox("a", "activity", "l", Rect(100, 100, 112, 60), None, badges=(badge,))
    (found,) = badge_groups(box, PLAIN)
    return found


def marks(found):
    """Left and right ends of everything but the field and the text."""
    spans = []
    for item in found.items:
        if isinstance(item, Circle):
            spans.append((item.x - item.radius, item.x + item.radius))
        elif isinstance(item, Path):
            xs = [x for _, numbers in item.commands for x in numbers[::2]]
            spans.append((min(xs), max(xs)))
    return spans


def test_a_cut_badge_tells_its_whole_text_in_the_title():
    assert group("system", text="Custom…", full="Customer relations").title == "Customer relations"


def test_a_duty_shows_its_letter_in_icon_and_title():
    found = group("duty", "C", "Legal")
    assert found.title == "C: Legal"
    assert [item.text for item in found.items if isinstance(item, Words)] == ["C", "Legal"]
    assert dict(found.data) == {"kind": "duty", "sign": "C"}


@pytest.mark.parametrize("sign", ["in", "out", "in-out"])
def test_icons_of_documents_stay_in_the_field_left_of_a_text_that_leaves_room_for_the_arrow(sign):
    spans = marks(group("document", sign))
    assert min(left for left, _ in spans) >= 110
    assert max(right for _, right in spans) <= 110 + 22


def test_each_way_of_a_document_has_a_picture_of_its_own():
    shapes = {sign: tuple(sorted(marks(group("document", sign)))) for sign in ("", "in", "out", "in-out")}
    assert len(set(shapes.values())) == 4


def test_ids_of_badges_come_from_their_box():
    assert group("system").id == "a:badge:1"
