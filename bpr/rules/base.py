"""What a rule is: a named check that yields breaches; a set of rules says how bad each of them is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bpr.findings import Finding, Severity
from bpr.graph.process_graph import ProcessGraph
from bpr.model.process import Process
from bpr.quantity import Quantity
from bpr.rules.labels.verbs import Verbs, shipped_verbs
from bpr.text import LANGUAGES, Text, listed


@dataclass(frozen=True)
class Subject:
    """What rules look at: the model, its graph, the verbs that labels are read with, and what was measured before.

    ``unstructured`` holds the nodes that are not part of a block, empty when the model is block-structured, None where
    that is not defined (several starts or ends).
    """

    process: Process
    graph: ProcessGraph
    unstructured: tuple[str, ...] | None = None
    verbs: Verbs = field(default_factory=shipped_verbs)

    def name(self, element: str, lang: str) -> str:
        """The label of a node, or its id."""
        node = self.graph.nodes.get(element)
        return node.name(lang) if node is not None else element

    def names(self, elements: tuple[str, ...], *, most: int = 3) -> Text:
        """The first few labels in both languages."""
        en, zh = (listed((self.name(one, lang) for one in elements), lang, most=most) for lang in LANGUAGES)
        return Text(en=en, zh=zh)


@dataclass(frozen=True, slots=True)
class Breach:
    """A place where a rule is broken; ``worse`` raises its severity by one step."""

    message: Text
    remedy: Text
    elements: tuple[str, ...] = ()
    measure: Quantity | None = None
    worse: bool = False


Check = Callable[[Subject], Iterator[Breach]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and the code of its findings; its page is the docstring of its module.

    ``replaces`` are codes of analyses that say the same: where the rule speaks, they are not repeated.
    """

    name: str
    code: str
    check: Check
    replaces: tuple[str, ...] = ()

    def findings(self, subject: Subject, severity: Severity) -> Iterator[Finding]:
        """The breaches as findings of a severity."""
        for breach in self.check(subject):
            weight = Severity.WARNING if breach.worse and severity is Severity.INFO else severity
            yield Finding(self.code, weight, self.name, breach.message, breach.remedy, breach.elements, breach.measure)


def quoted(name: str, lang: str) -> str:
    """A label in the quotation marks of a language."""
    return f"“{name}”" if lang == "zh" else f"'{name}'"
