"""Which step and role of a process a foreign RACI sheet means, by their labels, and how sure that is.

Definition: the labels of a sheet are compared with those of the process in every language they have
    (`bpr.compare.similarity`); English and Chinese written into one cell are also compared one by one, and an id
    standing on the sheet counts as equal. Pairs are given out once, the most alike first (ties in the order of the
    sheet). A link is ``sure`` from 0.9 on when no other candidate comes near (0.1), ``likely`` from 0.6 on, else
    ``unsure``; below 0.4 there is none. Where other elements are as near (within 0.01) and nothing else on the sheet
    is nearer to them, the link is ``unsure`` however near: the first of them is taken as a guess, the others are told.
Complexity: O(labels * labels * length * length).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bpr.compare.similarity import fold, label_similarity
from bpr.text import Text, is_chinese

Sureness = Literal["sure", "likely", "unsure"]
SURE, LIKELY, LEAST, MARGIN, EQUAL = 0.9, 0.6, 0.4, 0.1, 0.01


@dataclass(frozen=True, slots=True)
class Link:
    """A label of the sheet and the element of the process it stands for.

    Attributes:
        key: id on the sheet.
        label: what the sheet says.
        element: id in the process; None where nothing is alike enough.
        similarity: of the two labels, 0 to 1.
        second: similarity of the next best candidate.
        sureness: how sure the link is; None without link.
        rivals: other elements that are as near; the link is a guess then.
    """

    key: str
    label: str
    element: str | None = None
    similarity: float = 0.0
    second: float = 0.0
    sureness: Sureness | None = None
    rivals: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "id": self.key,
            "label": self.label,
            "element": self.element,
            "similarity": round(self.similarity, 3),
            "second": round(self.second, 3),
            "sureness": self.sureness,
            **({"rivals": list(self.rivals)} if self.rivals else {}),
        }


def link_labels(
    labels: Mapping[str, str], elements: Mapping[str, Text], *, ids: Collection[str] = ()
) -> tuple[Link, ...]:
    """A link for each label of the sheet, in their order.

    Args:
        labels: what the sheet says, by its own ids.
        elements: the names in the process, by id.
        ids: those ids of the sheet that somebody wrote there; an element of the same id is meant by them.

    Example:
        >>> [link.sureness for link in link_labels({"1": "Check invoice"}, {"A": Text(en="Invoice check")})]
        ['sure']
    """
    scores = {key: _scores(key if key in ids else label, label, elements) for key, label in labels.items()}
    order = {key: place for place, key in enumerate(labels)}
    pairs = sorted(
        ((score, key, element) for key, row in scores.items() for element, score in row.items() if score >= LEAST),
        key=lambda pair: (-pair[0], order[pair[1]], pair[2]),
    )
    given: dict[str, tuple[str, float]] = {}
    taken: dict[str, float] = {}
    for score, key, element in pairs:
        if key not in given and element not in taken:
            given[key] = (element, score)
            taken[element] = score
    return tuple(_link(key, label, given.get(key), scores[key], taken) for key, label in labels.items())


def _link(
    key: str, label: str, found: tuple[str, float] | None, scores: Mapping[str, float], taken: Mapping[str, float]
) -> Link:
    """A link; ``taken`` says how near each element is to the label it was given to."""
    if found is None:
        return Link(key, label, second=max(scores.values(), default=0.0))
    element, score = found
    as_near = (name for name, other in scores.items() if name != element and other > score - EQUAL)
    rivals = tuple(name for name in as_near if taken.get(name, 0.0) < scores[name] + EQUAL)
    second = max((other for name, other in scores.items() if name != element), default=0.0)
    clear = score - second >= MARGIN
    sureness: Sureness = "sure" if score >= SURE and clear else "likely" if score >= LIKELY else "unsure"
    if score > second and score == 1.0:
        sureness = "sure"
    return Link(key, label, element, score, second, "unsure" if rivals else sureness, rivals)


def _scores(own: str, label: str, elements: Mapping[str, Text]) -> dict[str, float]:
    """How alike each element is that is alike at all; of equal names the one of the id ``own`` is meant."""
    found = {element: _alike(label, name) for element, name in elements.items()}
    if own in elements:
        found = {element: score for element, score in found.items() if score > found[own]} | {own: 1.0}
    return {element: score for element, score in found.items() if score}


def _alike(label: str, name: Text) -> float:
    """The best similarity of any reading of the label with any language of the name."""
    names = [part for part in (name.en, name.zh) if part]
    return max((label_similarity(one, two) for one in _readings(label) for two in names), default=0.0)


def _readings(label: str) -> Iterable[str]:
    """The label, and its English and Chinese part where it holds both; a number in front does not count."""
    bare = re.sub(r"^\s*[\d.]+[\s、.)]+", "", label).strip() or label
    yield bare
    if is_chinese(bare) and re.search("[A-Za-z]{3}", bare):
        lines = [line for line in re.split(r"[\n/|]+", bare) if fold(line)]
        if len(lines) > 1:
            yield from lines
        else:
            yield "".join(re.findall(r"[^\x00-\x7f]+", bare))
            yield " ".join(re.findall(r"[A-Za-z][\x20-\x7e]*", bare))
