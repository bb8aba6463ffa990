"""Colours: enough contrast for text and lines on every ground they meet."""

import pytest

from bpr.export.theme.theme import PLAIN, Overlay, contrast, mix

SURFACES = [
    PLAIN.activity,
    PLAIN.start,
    PLAIN.end,
    PLAIN.event,
    PLAIN.gateway,
    PLAIN.added,
    PLAIN.removed,
    PLAIN.changed,
    PLAIN.pool,
    PLAIN.frame,
    PLAIN.document,
    PLAIN.system,
    PLAIN.duty,
]


def test_contrast_is_reckoned_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("ground", [*PLAIN.bands, PLAIN.paper])
def test_labels_can_be_read_on_every_band(ground):
    texts = [PLAIN.label, PLAIN.title, PLAIN.rework.colour, *(surface.text for surface in SURFACES)]
    assert min(contrast(text, ground) for text in texts) >= 4.5


def test_texts_inside_shapes_can_be_read_at_any_heat():
    assert min(contrast(surface.text, surface.fill) for surface in SURFACES) >= 4.5
    assert min(contrast(PLAIN.activity.text, PLAIN.heat_colour(step / 10)) for step in range(11)) >= 4.5


def test_heads_can_be_read():
    assert min(contrast(PLAIN.head_text, head) for head in (PLAIN.head, *PLAIN.group_heads)) >= 4.5
    assert contrast(PLAIN.phase_head.text, PLAIN.phase_head.fill) >= 4.5


@pytest.mark.parametrize("ground", PLAIN.bands)
def test_lines_and_borders_stand_out(ground):
    inks = [
        PLAIN.phase_border,
        PLAIN.sequence,
        PLAIN.handoff,
        PLAIN.rework,
        PLAIN.message,
        *(surface.border for surface in SURFACES),
    ]
    assert min(contrast(ink.colour, ground) for ink in inks) >= 3.0


def test_symbols_stand_out_from_the_shape_they_are_in():
    assert min(contrast(surface.border.colour, surface.fill) for surface in SURFACES) >= 3.0
    assert contrast(PLAIN.activity.border.colour, PLAIN.heat[1]) >= 3.0


def test_no_meaning_rests_on_colour_alone():
    assert PLAIN.rework.dash
    assert PLAIN.message.dash
    assert PLAIN.handoff.width > 1.4 * PLAIN.sequence.width


def test_mixing_begins_and_ends_at_the_two_colours():
    assert mix("#123456", "#abcdef", 0.0) == "#123456"
    assert mix("#123456", "#abcdef", 1.0) == "#abcdef"


def test_an_empty_overlay_changes_nothing():
    assert Overlay().rework_links is None
    assert not Overlay().heat
