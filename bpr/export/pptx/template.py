"""The empty 16:9 presentation that bpr starts from, and its finish: bpr's fonts and colours in the theme.

The theme carries the fonts (Latin and Chinese) and colours, so that text a client adds later looks like the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pptx import Presentation
from pptx.util import Emu

from bpr.export.pptx.frame import SLIDE, emu
from bpr.export.pptx.text import CHINESE_FONT, LATIN_FONT
from bpr.export.theme.theme import Theme

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck

TITLE_ONLY = 5
_FONTS = re.compile(rb'(<a:(?:major|minor)Font><a:latin typeface=")[^"]*("[^>]*/><a:ea typeface=")[^"]*(")')
_THEME = re.compile(r"ppt/theme/theme\d+\.xml")
_ACCENT = re.compile(rb'(<a:accent1><a:srgbClr val=")[0-9A-Fa-f]{6}(")')
_DARK = re.compile(rb'(<a:dk2><a:srgbClr val=")[0-9A-Fa-f]{6}(")')


def empty_deck() -> Deck:
    """A presentation without slides; the layouts of the default template are widened to 16:9."""
    deck = Presentation()
    width, height = emu(SLIDE[0]), emu(SLIDE[1])
    across, down = width / int(deck.slide_width or width), height / int(deck.slide_height or height)
    deck.slide_width, deck.slide_height = Emu(width), Emu(height)
    for page in (deck.slide_master, *deck.slide_layouts):
        for place in page.placeholders:
            if place.element.xpath("./p:spPr/a:xfrm"):
                left, top, wide, high = place.left, place.top, place.width, place.height
                place.left, place.width = Emu(round(left * across)), Emu(round(wide * across))
                place.top, place.height = Emu(round(top * down)), Emu(round(high * down))
    return deck


def finished(members: Mapping[str, bytes], theme: Theme) -> dict[str, bytes]:
    """The members of the saved file with bpr's fonts and colours."""
    done = dict(members)
    for name in filter(_THEME.fullmatch, members):
        fonts = rb"\g<1>%s\g<2>%s\g<3>" % (LATIN_FONT.encode(), CHINESE_FONT.encode())
        done[name] = _FONTS.sub(fonts, done[name])
        done[name] = _ACCENT.sub(rb"\g<1>%s\g<2>" % theme.head.lstrip("#").upper().encode(), done[name])
        done[name] = _DARK.sub(rb"\g<1>%s\g<2>" % theme.title.lstrip("#").upper().encode(), done[name])
    return done
