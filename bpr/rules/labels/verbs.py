"""The verbs that labels are read with: data files, one a language, which a client can extend (handbook 8.2).

The result of a label check depends on these lists, so they carry a version. A word marked ``~`` in the file is a noun
just as often.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_LONGEST = 20


@dataclass(frozen=True, slots=True)
class Verbs:
    """The known verbs of both languages; ``nouns`` are those that are nouns just as often."""

    en: frozenset[str]
    zh: frozenset[str]
    nouns: frozenset[str] = frozenset()
    version: str = "own"

    @classmethod
    def of(cls, en: Iterable[str], zh: Iterable[str]) -> Verbs:
        """Lists of one's own instead of those that bpr brings."""
        return cls(frozenset(map(_folded, en)), frozenset(map(_folded, zh)))

    def extended(self, en: Iterable[str], zh: Iterable[str]) -> Verbs:
        """These verbs and some more; the version says so."""
        more = Verbs.of(en, zh)
        if more.en <= self.en and more.zh <= self.zh:
            return self
        return Verbs(self.en | more.en, self.zh | more.zh, self.nouns, f"{self.version}+own")

    def begins(self, text: str) -> str | None:
        """The longest Chinese verb at the beginning of a text, or None."""
        return next((text[:length] for length in _lengths(text) if text[:length] in self.zh), None)

    def ends(self, text: str) -> str | None:
        """The longest Chinese verb at the end of a text, or None."""
        return next((text[-length:] for length in _lengths(text) if text[-length:] in self.zh), None)


@cache
def shipped_verbs() -> Verbs:
    """The verb lists that come with bpr."""
    words: dict[str, set[str]] = {}
    nouns: set[str] = set()
    versions = []
    for lang in ("en", "zh"):
        text = files("bpr.rules").joinpath("data", f"verbs_{lang}.txt").read_text(encoding="utf-8")
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        versions += [line.split(":", 1)[1].strip() for line in lines if line.startswith("# version:")]
        entries = [line for line in lines if not line.startswith("#")]
        nouns |= {entry[:-1] for entry in entries if entry.endswith("~")}
        words[lang] = {entry.removesuffix("~") for entry in entries}
    return Verbs(frozenset(words["en"]), frozenset(words["zh"]), frozenset(nouns), "/".join(dict.fromkeys(versions)))


def _lengths(text: str) -> range:
    return range(min(len(text), _LONGEST), 0, -1)


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).strip().casefold()
