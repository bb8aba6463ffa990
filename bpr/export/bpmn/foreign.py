"""What other tools had written into an imported file: put back at the elements it belonged to, unchanged.

The reader keeps vendors' attributes and extension elements as text in ``Process.unread``. They are never interpreted
here: parsed with the hardened parser, freed of what is BPMN's own or ours, and attached again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from bpr.errors import BprError
from bpr.export.bpmn.ids import is_plain
from bpr.export.bpmn.registry import Registry
from bpr.export.bpmn.tree import SPACES, extensions_of
from bpr.formats.bpmn.notes import VENDOR
from bpr.formats.bpmn.vocabulary import DI_NAMESPACES, NAMESPACES
from bpr.formats.xml import namespace, parse_xml, split_tag
from bpr.model import Process

_OWN = frozenset({"", *SPACES.values(), *NAMESPACES, *DI_NAMESPACES, "http://www.w3.org/XML/1998/namespace"})
_ATTRIBUTES = "attributes of "
_ORDER = ("node", "flow", "document", "message", "organisation", "role", "department")


@dataclass(frozen=True, slots=True)
class Extension:
    """One entry: at which element, what it was, and an element that carries the attributes or children."""

    where: str
    what: str
    carrier: etree._Element


@dataclass(frozen=True, slots=True)
class Foreign:
    """All vendor entries of a model, the prefixes of their namespaces, and the id of the process they name."""

    extensions: tuple[Extension, ...]
    prefixes: dict[str, str]
    process_id: str | None


def read_foreign(process: Process) -> Foreign:
    """The vendor entries of a model that can be written again; the rest stays text."""
    extensions = tuple(_extensions(process))
    prefixes: dict[str, str] = {}
    for extension in extensions:
        for element in (extension.carrier, *extension.carrier):
            for prefix, space in element.nsmap.items():
                if prefix and prefix not in SPACES and space not in _OWN and space not in prefixes.values():
                    prefixes.setdefault(prefix, space)
    ids = [found.where for found in extensions if found.what.endswith(" of process") and is_plain(found.where)]
    return Foreign(extensions, prefixes, next(iter(ids), None))


def _extensions(process: Process) -> Iterator[Extension]:
    for entry in process.unread:
        if entry.reason != VENDOR:
            continue
        raw = entry.raw if entry.what.startswith(_ATTRIBUTES) else f"<all>{entry.raw}</all>"
        try:
            yield Extension(entry.where, entry.what, parse_xml(raw.encode(), name=entry.where))
        except BprError:
            continue


def put_back(foreign: Foreign, tree: etree._Element, registry: Registry) -> None:
    """Attach every entry to its element, where the file still has it."""
    processes = list(tree.iterchildren("{*}process"))
    for extension in foreign.extensions:
        kind = extension.what.rpartition(" ")[2]
        element: etree._Element | None
        if kind == "definitions":
            element = tree
        elif kind == "process":
            element = processes[0] if [found.get("id") for found in processes] == [extension.where] else None
        else:
            found = (registry.elements.get((key, extension.where)) for key in _ORDER)
            element = next((candidate for candidate in found if candidate is not None), None)
        if element is None:
            continue
        if extension.what.startswith(_ATTRIBUTES):
            for key, value in extension.carrier.attrib.items():
                if split_tag(key)[0] not in _OWN:
                    element.set(key, value)
        else:
            _append(element, [child for child in extension.carrier if namespace(child) not in _OWN])


def _append(element: etree._Element, children: list[etree._Element]) -> None:
    if children:
        extensions_of(element).extend(children)
