"""The empty presentation: 16:9 everywhere, bpr's fonts and colours, no foreign thumbnail."""

from __future__ import annotations

import io

from bpr.export.office_package import pack, unpack
from bpr.export.pptx.template import empty_deck, finished
from bpr.export.pptx.text import CHINESE_FONT, LATIN_FONT
from bpr.export.theme.theme import PLAIN
from tests.export.pptx.reading import deck_of


def saved():
    stream = io.BytesIO()
    empty_deck().save(stream)
    return unpack(stream.getvalue())


def test_layouts_reach_over_the_whole_slide():
    deck = empty_deck()
    for layout in deck.slide_layouts:
        for place in layout.placeholders:
            assert place.left + place.width <= deck.slide_width
    title = next(place for place in deck.slide_master.placeholders if place.placeholder_format.type == 1)
    assert title.left + title.width > 0.9 * deck.slide_width


def test_the_theme_has_the_fonts_and_colours_of_bpr():
    theme = finished(saved(), PLAIN)["ppt/theme/theme1.xml"].decode()
    assert theme.count(f'<a:latin typeface="{LATIN_FONT}"') == 2
    assert theme.count(f'<a:ea typeface="{CHINESE_FONT}"') == 2
    assert f'<a:accent1><a:srgbClr val="{PLAIN.head.lstrip("#").upper()}"' in theme


def test_the_thumbnail_of_the_template_is_gone_and_the_file_still_opens():
    data = pack(finished(saved(), PLAIN), title="T")
    assert "docProps/thumbnail.jpeg" not in unpack(data)
    assert b"thumbnail" not in unpack(data)["_rels/.rels"]
    assert len(deck_of(data).slide_layouts) == 11
