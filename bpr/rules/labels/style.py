"""The style of a label: verb and object, action noun, bare verb (handbook 8.2).

Normalised first: NFKC, trimmed, spaces collapsed. Latin script, tokens = words: first token a verb: alone verb_only;
last token ends in -ing: ambiguous ("Order processing"); else verb_object. Otherwise last token ends in -tion, -sion,
-ment, -ing, -sis, -ance, -ence, -al: action_noun; else other. Any CJK character: exactly a verb: verb_only; begins with
a verb (the longest one): verb_object; ends with a verb: action_noun; else other. No word segmentation is needed.
Beside the handbook: words in brackets at the end are left out ("Order on the portal (checked)"), a label with an
article is not ambiguous ("Confirm the booking"), and a word that is a noun as well is no verb in front
of 部, 单, 员 and the like (采购部).
Reference: Mendling, Reijers, Recker 2010, Activity labeling in process modeling.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

from bpr.rules.labels.verbs import Verbs
from bpr.text import is_chinese

Style = Literal["verb_object", "action_noun", "verb_only", "ambiguous", "other", "empty"]

_NOUN_ENDINGS = ("tion", "sion", "ment", "ing", "sis", "ance", "ence", "al")
_EDGES = "()[]{}<>\"'.,;:!?*-–—"
_EN_JOINS = frozenset({"and", "&", "+"})
_ZH_SURE = re.compile("并且|并")
_ZH_LOOSE = re.compile("以及|及|、")
_REMARK = re.compile(r"\s*\([^()]*\)$")
_ARTICLES = frozenset({"the", "a", "an"})
_ZH_PROPOSED = 6
_ZH_PEOPLE = ("经理", "主管", "总监", "员", "长", "部", "部门", "组", "委员会", "负责人", "客户", "用户", "领导")
_ZH_THINGS = frozenset("部处科单员组表室岗司所站品费书")


def tidy(text: str) -> str:
    """A label as it is compared: NFKC, trimmed, inner spaces collapsed.

    Example:
        >>> tidy("  ＥＲＰ   录入 ")
        'ERP 录入'
    """
    return " ".join(unicodedata.normalize("NFKC", text).split())


def label_style(label: str, verbs: Verbs) -> Style:
    """How a label is worded.

    Example:
        >>> from bpr.rules.labels.verbs import shipped_verbs
        >>> [label_style(text, shipped_verbs()) for text in ("Check invoice", "审核合同", "合同审核")]
        ['verb_object', 'verb_object', 'action_noun']
    """
    text = tidy(label)
    if not text:
        return "empty"
    text = _REMARK.sub("", text) or text
    return _chinese_style(text.casefold(), verbs) if is_chinese(text) else _latin_style(text, verbs)


def verb_first(label: str, verbs: Verbs) -> str | None:
    """A proposal for a short Chinese action noun: the verb moved to the front; None where there is none.

    Example:
        >>> from bpr.rules.labels.verbs import shipped_verbs
        >>> verb_first("合同审核", shipped_verbs())
        '审核合同'
    """
    text = tidy(label)
    if not is_chinese(text) or _REMARK.search(text) or label_style(text, verbs) != "action_noun":
        return None
    verb = verbs.ends(text.casefold())
    rest = text[: len(text) - len(verb or "")].rstrip(" 的")
    plain = 0 < len(rest) <= _ZH_PROPOSED and not any(char in "并及、即和与或内中时后前" for char in rest)
    return f"{verb}{rest}" if verb and plain else None


def names_work(label: str, verbs: Verbs) -> bool:
    """Whether a label can only be read as work to be done: a verb that is no noun, alone or with an object.

    Example:
        >>> from bpr.rules.labels.verbs import shipped_verbs
        >>> names_work("Verify order", shipped_verbs()), names_work("Order value", shipped_verbs())
        (True, False)
    """
    text = tidy(label)
    if label_style(text, verbs) not in ("verb_object", "verb_only"):
        return False
    first = verbs.begins(text.casefold()) if is_chinese(text) else _tokens(text)[0]
    return first not in verbs.nouns


def joined_verbs(label: str, verbs: Verbs) -> tuple[str, str] | None:
    """Two verbs joined by and, 并, 及 or 、 in one label; None when there is one piece of work only.

    A word that may be a noun as well counts behind the first verb ("check and order parts") or behind 并, not elsewhere
    ("receive order and invoice").

    Example:
        >>> from bpr.rules.labels.verbs import shipped_verbs
        >>> joined_verbs("Check and approve invoice", shipped_verbs()), joined_verbs("审核并归档合同", shipped_verbs())
        (('check', 'approve'), ('审核', '归档'))
    """
    text = tidy(label)
    pairs = _chinese_pairs(text.casefold(), verbs) if is_chinese(text) else _latin_pairs(text, verbs)
    return next(pairs, None)


def too_long(label: str, *, latin: int = 40, chinese: int = 20) -> bool:
    """Whether a label is over 40 characters, or over 20 Chinese characters."""
    text = tidy(label)
    if len(text) <= chinese:
        return False
    count = sum(is_chinese(char) for char in text)
    return count > chinese if count else len(text) > latin


def _chinese_style(text: str, verbs: Verbs) -> Style:
    if text in verbs.zh:
        return "verb_only"
    verb = verbs.begins(text)
    if verb and not (verb in verbs.nouns and text[len(verb) :] in _ZH_THINGS):
        return "verb_object"
    return "action_noun" if verbs.ends(text) else "other"


def _latin_style(text: str, verbs: Verbs) -> Style:
    tokens = _tokens(text)
    if not tokens:
        return "other"
    if _is_verb(tokens[0], verbs):
        if len(tokens) == 1:
            return "verb_only"
        doubtful = tokens[-1].endswith("ing") and _ARTICLES.isdisjoint(tokens)
        return "ambiguous" if doubtful else "verb_object"
    return "action_noun" if tokens[-1].endswith(_NOUN_ENDINGS) else "other"


def _tokens(text: str) -> list[str]:
    found = (token.strip(_EDGES) for token in text.casefold().replace("/", " / ").split())
    return [token for token in found if token]


def _is_verb(token: str, verbs: Verbs) -> bool:
    return token in verbs.en or (token.startswith("re-") and token[3:] in verbs.en)


def _latin_pairs(text: str, verbs: Verbs) -> Iterator[tuple[str, str]]:
    tokens = _tokens(text)
    if not tokens or not _is_verb(tokens[0], verbs):
        return
    for position, token in enumerate(tokens[:-1]):
        follower = tokens[position + 1]
        joins = token in _EN_JOINS or (token == "/" and position == 1)
        if joins and position and _is_verb(follower, verbs) and (position == 1 or follower not in verbs.nouns):
            yield tokens[0], follower


def _chinese_pairs(text: str, verbs: Verbs) -> Iterator[tuple[str, str]]:
    first = verbs.begins(text)
    if first is None:
        return
    for pattern in (_ZH_SURE, _ZH_LOOSE):
        for match in pattern.finditer(text):
            if match.start() < len(first):
                continue
            follower = verbs.begins(text[match.end() :].lstrip())
            direct = match.start() == len(first)
            if follower and (pattern is _ZH_SURE or direct or follower not in verbs.nouns):
                yield first, follower
