"""Names for people by id, in the language of the workbook; labels that stand more than once carry their id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from bpr.model.organisation import Named
from bpr.model.process import Process
from bpr.text import Text

BookLang = Literal["en", "zh", "both"]


def in_language(text: Text, lang: BookLang) -> str:
    r"""A text of a model in one language, or in both, English above Chinese.

    Example:
        >>> in_language(Text(en="Clerk", zh="职员"), "both"), in_language(Text(en="Clerk"), "both")
        ('Clerk\n职员', 'Clerk')
    """
    if lang != "both":
        return text.pick(lang)
    return "\n".join(dict.fromkeys(part for part in (text.en, text.zh) if part))


class Names:
    """The names of everything in a process."""

    def __init__(self, process: Process, lang: BookLang) -> None:
        self.process = process
        self.lang = lang

    @cached_property
    def nodes(self) -> dict[str, str]:
        """Steps, decisions and events; ``Pass? [G3]`` where several have one label."""
        labels = {node.id: in_language(node.label, self.lang) for node in self.process.walk() if node.label is not None}
        counts = Counter(labels.values())
        return {key: label if counts[label] == 1 else f"{label} [{key}]" for key, label in labels.items()}

    def node(self, key: str) -> str:
        """A step, decision or event; a node that the graph made (``A/out``) has the name of its step."""
        return self.nodes.get(key) or self.nodes.get(key.rpartition("/")[0], key)

    def role(self, key: str) -> str:
        """A role."""
        return self._of(self.process.roles, key)

    def department(self, key: str) -> str:
        """A department."""
        return self._of(self.process.departments, key)

    def system(self, key: str) -> str:
        """A system."""
        return self._of(self.process.systems, key)

    def document(self, key: str) -> str:
        """A document."""
        return self._of(self.process.documents, key)

    @cached_property
    def elements(self) -> dict[str, str]:
        """Everything that a finding may point at; nodes and flows win over roles and departments of the same id."""
        names: dict[str, str] = {}
        for group in (self.process.documents, self.process.systems, self.process.departments, self.process.roles):
            names |= {key: in_language(entry.name, self.lang) for key, entry in group.items()}
        names |= {node.id: self.node(node.id) for node in self.process.walk()}
        return names | {flow.id: f"{self.node(flow.source)} → {self.node(flow.target)}" for flow in self.process.flows}

    def _of(self, group: Mapping[str, Named], key: str) -> str:
        return in_language(group[key].name, self.lang) if key in group else key
