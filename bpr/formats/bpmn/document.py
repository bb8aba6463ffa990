"""A parsed BPMN file with its elements by id: the one place that knows namespaces, references and missing ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from bpr.errors import Where
from bpr.formats.bpmn.vocabulary import FLOW_NODES, SUBPROCESSES
from bpr.formats.xml import line_of, local_name, namespace, split_tag

_NEEDS_ID = frozenset(
    {*FLOW_NODES, "process", "participant", "lane", "dataObjectReference", "dataStoreReference", "messageFlow"}
)


class Document:
    """The root element with lookups; ids are trimmed, and elements that must have one but have none are given one."""

    def __init__(self, root: etree._Element, name: str) -> None:
        self.root = root
        self.name = name
        self.namespace = namespace(root)
        self.made_ids: list[str] = []
        self.by_id: dict[str, etree._Element] = {}
        for element in root.iter(etree.Element):
            if self.tag(element) and (identifier := (element.get("id") or "").strip()):
                element.set("id", identifier)
                self.by_id.setdefault(identifier, element)
        self._make_missing_ids()

    def _make_missing_ids(self) -> None:
        counts: dict[str, int] = {}
        for element in self.root.iter(etree.Element):
            tag = self.tag(element)
            if tag not in _NEEDS_ID or element.get("id"):
                continue
            identifier = ""
            while not identifier or identifier in self.by_id:
                counts[tag] = counts.get(tag, 0) + 1
                identifier = f"{tag}_{counts[tag]}"
            element.set("id", identifier)
            self.by_id[identifier] = element
            self.made_ids.append(identifier)

    def tag(self, element: etree._Element) -> str:
        """The local name of a BPMN element, empty for elements of any other namespace."""
        space, name = split_tag(element.tag)
        return name if space == self.namespace else ""

    def children(self, element: etree._Element, *tags: str) -> list[etree._Element]:
        """The BPMN children with one of these tags (all BPMN children when none is named), in document order."""
        return [child for child in element if (tag := self.tag(child)) and (not tags or tag in tags)]

    def foreign(self, element: etree._Element, tag: str) -> Iterator[etree._Element]:
        """Vendor elements of this local name among the extensions of an element, at any depth."""
        for extensions in self.children(element, "extensionElements"):
            yield from (found for found in extensions.iter(etree.Element) if local_name(found) == tag)

    def id_of(self, element: etree._Element) -> str:
        """The id, empty where there is none."""
        return element.get("id") or ""

    def resolve(self, reference: str | None) -> str | None:
        """The id a reference means, with or without a namespace prefix; None when nothing has it."""
        if reference is None:
            return None
        wanted = reference.strip()
        if wanted in self.by_id:
            return wanted
        bare = wanted.rpartition(":")[2]
        return bare if bare in self.by_id else None

    def target(self, reference: str | None) -> etree._Element | None:
        """The element a reference means."""
        identifier = self.resolve(reference)
        return None if identifier is None else self.by_id[identifier]

    def reference(self, element: etree._Element, key: str) -> str:
        """A reference as written, whether it is an attribute or a child element; empty when absent."""
        if value := (element.get(key) or "").strip():
            return value
        return next((text for child in self.children(element, key) if (text := plain(child))), "")

    def where(self, element: etree._Element) -> Where:
        """The place of an element, for messages."""
        return Where(file=self.name, line=line_of(element), element=self.id_of(element) or None)

    @cached_property
    def processes(self) -> tuple[etree._Element, ...]:
        """The processes in document order."""
        return tuple(self.children(self.root, "process"))

    @cached_property
    def containers(self) -> tuple[etree._Element, ...]:
        """Every process and sub-process, parents before children, in document order."""
        found: list[etree._Element] = []
        stack = list(reversed(self.processes))
        while stack:
            container = stack.pop()
            found.append(container)
            stack.extend(reversed(self.children(container, *SUBPROCESSES)))
        return tuple(found)

    @cached_property
    def flow_nodes(self) -> tuple[tuple[etree._Element, etree._Element], ...]:
        """Every flow node with its container, in document order of the containers."""
        return tuple(
            (node, container) for container in self.containers for node in self.children(container, *FLOW_NODES)
        )

    @cached_property
    def nodes(self) -> dict[str, etree._Element]:
        """The flow nodes by id."""
        return {self.id_of(node): node for node, _ in self.flow_nodes}

    @cached_property
    def scopes(self) -> dict[str, str]:
        """For each flow node the id of the process or sub-process that holds it."""
        return {self.id_of(node): self.id_of(container) for node, container in self.flow_nodes}

    def node(self, reference: str | None) -> str | None:
        """The id of the flow node a reference means, or None."""
        if reference is None:
            return None
        wanted = reference.strip()
        bare = wanted.rpartition(":")[2]
        return wanted if wanted in self.nodes else (bare if bare in self.nodes else None)


def label(element: etree._Element, key: str = "name") -> str:
    """An attribute as one line, runs of white space collapsed; empty when absent or blank."""
    return " ".join((element.get(key) or "").split())


def plain(element: etree._Element) -> str:
    """The text inside an element and below it, trimmed, its line breaks kept."""
    lines = (
        re.sub(r"[ \t\xa0]+", " ", line).strip()
        for line in "".join(str(part) for part in element.itertext()).splitlines()
    )
    return "\n".join(line for line in lines if line)


def is_true(element: etree._Element, key: str, *, default: bool = False) -> bool:
    """An XML boolean attribute."""
    value = (element.get(key) or "").strip().lower()
    return value in ("true", "1") if value else default
