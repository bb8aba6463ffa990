"""One page of the catalogue: what a code means, why it matters, how to mend it, where that comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bpr.text import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """What `bpr explain` prints for one code."""

    code: str
    means: Text
    why: Text
    mend: Text
    reference: str

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        texts = {"means": self.means, "why": self.why, "mend": self.mend}
        said = {name: {"en": text.pick("en"), "zh": text.pick("zh")} for name, text in texts.items()}
        return {"code": self.code, **said, "reference": self.reference}


def entry(code: str, *texts: str, ref: str = "") -> Entry:
    """An entry from its six texts: meaning, reason and remedy, each in English and Chinese."""
    means_en, means_zh, why_en, why_zh, mend_en, mend_zh = texts
    return Entry(code, Text(en=means_en, zh=means_zh), Text(en=why_en, zh=why_zh), Text(en=mend_en, zh=mend_zh), ref)
