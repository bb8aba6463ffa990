"""Make the font that bpr ships, its coverage list and the table of advance widths.

Run it by hand when the list of characters changes; it is not part of the tests. It needs fontTools and the fonts of the
Debian packages ``fonts-noto-cjk`` and ``fonts-noto-core`` (Noto Sans CJK SC and Noto Sans, OFL-1.1)::

    python tools/make_font.py

What it writes:
    ``bpr/export/scene/fonts/NotoSansCJKsc-Subset.otf``  the main font: no hinting, no kerning, so that drawn text is as
        wide as the plain sum of advance widths that the layout reckons with. One small ``calt`` rule is added: curly
        quotes beside Latin text take their narrow form (in the SC font they are one em wide: ``customer’ s``).
    ``bpr/export/scene/fonts/NotoSans-Subset.ttf``  Latin, Greek and Cyrillic that the main font lacks (Polish,
        Turkish ...).
    ``bpr/export/scene/fonts/coverage.txt``  the characters in both, as ranges of hexadecimal code points.
    ``bpr/export/scene/fonts/OFL.txt``  their licence.
    ``bpr/layout/text/_widths.py``  advance widths of their narrow characters in 1/1000 em.

The same source font gives the same bytes: no time stamp is written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

MAIN_SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
EXTRA_SOURCE = Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf")
COPYRIGHT = Path("/usr/share/doc/fonts-noto-cjk/copyright")
FACE = 2  # Noto Sans CJK SC inside the collection
ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "bpr" / "export" / "scene" / "fonts"
MAIN = FONTS / "NotoSansCJKsc-Subset.otf"
EXTRA = FONTS / "NotoSans-Subset.ttf"
WIDTHS = ROOT / "bpr" / "layout" / "text" / "_widths.py"

BLOCKS = (
    (0x0020, 0x024F),  # Latin, Latin-1, Latin Extended-A and -B
    (0x02B0, 0x036F),  # modifier letters, combining marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x04FF),  # Cyrillic
    (0x1E00, 0x1EFF),  # Latin Extended Additional (Vietnamese)
    (0x2000, 0x27BF),  # punctuation, currency, letter-like, numbers, arrows, mathematics, technical, boxes, symbols
    (0x2E80, 0x2FDF),  # radicals
    (0x3000, 0x30FF),  # CJK punctuation, hiragana, katakana
    (0x3100, 0x312F),  # bopomofo
    (0x31F0, 0x33FF),  # katakana extensions, enclosed and squared characters
    (0xFE10, 0xFE4F),  # vertical and compatibility forms
    (0xFF00, 0xFFEF),  # half- and full-width forms
)
FIRST_CJK = 0x2E80
ENCODINGS = ("gb2312", "big5", "shift_jis")  # every character that a two-byte code of these names

CALT = """
@latin = [{latin}];
@wide = [{wide}];
@narrow = [{narrow}];
feature calt {{
    lookup beside_latin {{
        sub @latin @wide' by @narrow;
        sub @wide' @latin by @narrow;
    }} beside_latin;
}} calt;
"""
QUOTES = "‘’“”"


def characters() -> set[int]:
    """The code points that the subset is to hold (those the source font lacks fall out later)."""
    wanted = {point for first, last in BLOCKS for point in range(first, last + 1)}
    for encoding in ENCODINGS:
        wanted.update(_two_byte_characters(encoding))
    return wanted


def _two_byte_characters(encoding: str) -> Iterator[int]:
    last_level = 0xC67F if encoding == "big5" else 0xFFFF  # Big5 level 1: the 5401 frequent hanzi
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            if (lead << 8 | trail) > last_level:
                continue
            try:
                text = bytes((lead, trail)).decode(encoding)
            except UnicodeDecodeError:
                continue
            if len(text) == 1:
                yield ord(text)


def narrow_quotes(font: TTFont) -> dict[str, str]:
    """The narrow glyph of each curly quote glyph, from the font's own ``pwid`` feature."""
    table = font["GSUB"].table
    cmap = font.getBestCmap()
    found: dict[str, str] = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag != "pwid":
            continue
        for index in record.Feature.LookupListIndex:
            for subtable in table.LookupList.Lookup[index].SubTable:
                mapping = getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {})
                found.update({cmap[ord(q)]: mapping[cmap[ord(q)]] for q in QUOTES if cmap[ord(q)] in mapping})
    return found


def subset(font: TTFont, wanted: set[int], glyphs: Iterable[str] = ()) -> None:
    """Cut the font down to the wanted characters, without hints and layout features."""
    options = Options()
    options.hinting = False
    options.desubroutinize = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted, glyphs=sorted(glyphs))
    subsetter.subset(font)


def add_quote_rule(font: TTFont, quotes: dict[str, str]) -> None:
    """Let curly quotes that touch a Latin letter or digit take their narrow form."""
    latin = [glyph for point, glyph in sorted(font.getBestCmap().items()) if point < 0x250 and chr(point).isalnum()]
    wide = sorted(quotes)
    rule = CALT.format(latin=" ".join(latin), wide=" ".join(wide), narrow=" ".join(quotes[q] for q in wide))
    addOpenTypeFeaturesFromString(font, rule)


def ranges(points: Iterable[int]) -> list[tuple[int, int]]:
    """Join neighbouring numbers to closed ranges."""
    ordered = sorted(points)
    if not ordered:
        return []
    cuts = [(a, b) for a, b in pairwise(ordered) if b != a + 1]
    firsts = [ordered[0], *(b for _, b in cuts)]
    lasts = [*(a for a, _ in cuts), ordered[-1]]
    return list(zip(firsts, lasts, strict=True))


def coverage_text(points: Iterable[int]) -> str:
    """The coverage list: sixteen ranges a line, one number where a range holds one character."""
    items = [f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in ranges(points)]
    return "".join(" ".join(items[i : i + 16]) + "\n" for i in range(0, len(items), 16))


def advances(font: TTFont) -> dict[int, int]:
    """Advance widths in 1/1000 em of the narrow characters (wide ones are one em, combining marks 0 by rule)."""
    metrics, scale = font["hmtx"], 1000 / font["head"].unitsPerEm
    return {
        point: round(metrics[glyph][0] * scale)
        for point, glyph in font.getBestCmap().items()
        if unicodedata.east_asian_width(chr(point)) not in "WF" and not unicodedata.combining(chr(point))
    }


def widths_module(table: dict[int, int], narrow: dict[int, int]) -> str:
    """The Python source of the width tables."""
    return (
        '"""Advance widths in 1/1000 em of the shipped fonts (written by tools/make_font.py; do not edit)."""\n\n'
        "from __future__ import annotations\n\n"
        f"ADVANCES: dict[int, int] = {{\n{_rows(table)}}}\n\n"
        f"# Curly quotes in text without wide characters.\nNARROW_QUOTES: dict[int, int] = {{\n{_rows(narrow)}}}\n"
    )


def _rows(table: dict[int, int]) -> str:
    items = [f"{point}: {width}," for point, width in sorted(table.items())]
    return "".join(f"    {' '.join(items[i : i + 10])}\n" for i in range(0, len(items), 10))


def licence() -> str:
    """The licence text out of the Debian copyright file, as the font's authors publish it."""
    lines = COPYRIGHT.read_text(encoding="utf-8").splitlines()
    start = max(i for i, line in enumerate(lines) if line == "License: SIL-1.1")
    body = []
    for line in lines[start + 1 :]:
        if line and not line.startswith(" "):
            break
        body.append("" if line.strip() == "." else line.removeprefix(" "))
    head = [
        "Copyright 2014-2021 Adobe (http://www.adobe.com/). Noto is a trademark of Google Inc.",
        "",
        "NotoSansCJKsc-Subset.otf is a subset of Noto Sans CJK SC Regular (https://github.com/googlefonts/noto-cjk),",
        "made by tools/make_font.py: fewer characters, no hints, no kerning, one rule for curly quotes added.",
        "",
        "Copyright 2015 Google LLC. All Rights Reserved.",
        "",
        "NotoSans-Subset.ttf is a subset of Noto Sans Regular (https://github.com/notofonts), made likewise.",
        "",
    ]
    return "\n".join([*head, *body]).rstrip() + "\n"


def main() -> None:
    """Write all files and say how big the fonts are."""
    main_font = TTFont(MAIN_SOURCE, fontNumber=FACE, recalcTimestamp=False)
    quotes = narrow_quotes(main_font)
    subset(main_font, characters(), quotes.values())
    add_quote_rule(main_font, quotes)
    cmap = main_font.getBestCmap()
    extra_font = TTFont(EXTRA_SOURCE, recalcTimestamp=False)
    subset(extra_font, {point for point in characters() if point < FIRST_CJK} - set(cmap))

    FONTS.mkdir(parents=True, exist_ok=True)
    for font, path in ((main_font, MAIN), (extra_font, EXTRA)):
        font.save(path)
        print(f"{path.name}: {len(font.getBestCmap())} characters, {path.stat().st_size / 1e6:.2f} MB")
    covered = {*cmap, *extra_font.getBestCmap()}
    (FONTS / "coverage.txt").write_text(coverage_text(covered), encoding="ascii", newline="\n")
    (FONTS / "OFL.txt").write_text(licence(), encoding="utf-8", newline="\n")
    metrics = main_font["hmtx"]
    narrow = {ord(q): metrics[quotes[cmap[ord(q)]]][0] for q in QUOTES}
    table = {**advances(extra_font), **advances(main_font)}
    WIDTHS.write_text(widths_module(table, narrow), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
