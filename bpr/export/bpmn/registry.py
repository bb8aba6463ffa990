"""The BPMN elements that stand for parts of the model: their ids, and what bpr's own data will say at them."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from bpr.export.bpmn.ids import Ids
from bpr.formats.bpmn.own_data import Part
from bpr.model import Next


@dataclass(slots=True)
class Registry:
    """Elements by kind and id of the model, each with the part of bpr's own data that belongs to it."""

    ids: Ids = field(default_factory=Ids)
    parts: list[Part] = field(default_factory=list)
    owners: dict[str, etree._Element] = field(default_factory=dict)
    elements: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    ways: dict[str, Next] = field(default_factory=dict)

    def reserve(self, kind: str, identifier: str, prefix: str) -> str:
        """The id of the element to come for a part of the model."""
        name = self.ids.take(identifier, prefix)
        self.names[kind, identifier] = name
        return name

    def stand_for(self, element: etree._Element, kind: str, identifier: str | None) -> None:
        """Let an element stand for a part of the model; None: it only looks as if it did."""
        name = element.get("id") or ""
        self.owners[name] = element
        self.parts.append(Part(kind, name, identifier if identifier is not None else name, identifier is None))
        if identifier is not None:
            self.elements.setdefault((kind, identifier), element)

    def name(self, kind: str, identifier: str) -> str:
        """The id in the file of a part of the model."""
        return self.names[kind, identifier]
