from __future__ import annotations

import string

from bpr.analysis.raci.texts import SAYINGS

KNOWN = {"step", "steps", "roles", "letter", "count", "activities", "limit", "text", "does", "answers"}


def test_only_known_placeholders_are_used():
    for code, saying in SAYINGS.items():
        for text in (saying.en, saying.zh, saying.fix_en, saying.fix_zh):
            fields = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
            assert fields <= KNOWN, code
