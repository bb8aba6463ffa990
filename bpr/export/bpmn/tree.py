"""The XML tree of a BPMN file: names, text that XML may hold, indentation and bytes in one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from bpr.export.escape import legal_xml
from bpr.formats.bpmn.own_data import OWN_NAMESPACE
from bpr.formats.bpmn.vocabulary import DI_NAMESPACES, NAMESPACES

BPMN: Final = NAMESPACES[0]
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
SPACES: Final = {
    "bpmn": BPMN,
    "bpmndi": DI_NAMESPACES[0],
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "bpr": OWN_NAMESPACE,
    "xsi": XSI,
}


def qualified(tag: str) -> str:
    """``di:waypoint`` with its namespace; a bare tag is BPMN's own."""
    prefix, _, name = tag.rpartition(":")
    return f"{{{SPACES[prefix or 'bpmn']}}}{name}"


def root(foreign: dict[str, str]) -> etree._Element:
    """An empty ``definitions`` with every namespace declared; ``foreign`` holds those of vendors by prefix."""
    return etree.Element(qualified("definitions"), {}, {**SPACES, **foreign})


def add(
    parent: etree._Element, tag: str, attributes: Mapping[str, str | None] | None = None, text: str = ""
) -> etree._Element:
    """A new last child; attributes that are None are left out, characters that XML forbids fall away."""
    element = etree.SubElement(parent, qualified(tag))
    for key, value in (attributes or {}).items():
        if value is not None:
            put(element, key, value)
    if text:
        element.text = legal_xml(text)
    return element


def put(element: etree._Element, key: str, value: str) -> None:
    """Set an attribute; characters that XML forbids fall away."""
    element.set(qualified(key) if ":" in key else key, legal_xml(value))


def extensions_of(element: etree._Element) -> etree._Element:
    """The extension elements of a BPMN element, made where they belong: right behind its documentation."""
    tag = qualified("extensionElements")
    found = element.find(tag)
    if found is None:
        found = etree.Element(tag)
        element.insert(len(element.findall(qualified("documentation"))), found)
    return found


def to_bytes(tree: etree._Element) -> bytes:
    """The finished file: UTF-8, two spaces for each level; what vendors wrote keeps its own white space."""
    _indent(tree, 0)
    body: bytes = etree.tostring(tree, encoding="UTF-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def _indent(element: etree._Element, depth: int) -> None:
    if not len(element) or _is_foreign(element):
        return
    inner = "\n" + "  " * (depth + 1)
    element.text = inner
    for child in element:
        _indent(child, depth + 1)
        child.tail = inner
    element[-1].tail = "\n" + "  " * depth


def _is_foreign(element: etree._Element) -> bool:
    known = tuple(f"{{{space}}}" for space in SPACES.values())
    return not str(element.tag).startswith(known)
