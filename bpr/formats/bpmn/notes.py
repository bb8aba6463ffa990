"""What was found in a file and has no place in the model: noted as it is read, told as findings afterwards."""

from __future__ import annotations

from lxml import etree

from bpr.formats.bpmn.document import Document
from bpr.formats.bpmn.vocabulary import DEFAULT_ATTRIBUTES, PLAIN_ATTRIBUTES
from bpr.formats.xml import local_name, raw_xml, split_tag
from bpr.model import Unread

RAW_LIMIT = 4_000
VENDOR_LIMIT = 100_000
VENDOR = "VENDOR_EXTENSION"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


class Notes:
    """Collects the entries of ``Process.unread`` in the order they are met."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._entries: list[Unread] = []

    @property
    def entries(self) -> tuple[Unread, ...]:
        """Everything noted so far."""
        return tuple(self._entries)

    def add(self, element: etree._Element, reason: str, *, where: str | None = None, raw: bool = True) -> None:
        """Note an element under a reason code; ``where`` is its own id or else that of the nearest element above."""
        self._entries.append(
            Unread(
                what=local_name(element),
                where=self._place(element) if where is None else where,
                reason=reason,
                raw=raw_xml(element, limit=RAW_LIMIT) if raw else "",
            )
        )

    def leftovers(self, element: etree._Element, known: frozenset[str]) -> None:
        """Note the children whose tag is not known here, vendor extensions, and attributes without a place."""
        for child in element:
            tag = self._document.tag(child)
            if tag == "extensionElements":
                if len(child) or child.attrib or (child.text or "").strip():
                    self._vendor(element, list(child) or [child])
            elif not tag:
                self._vendor(element, [child])
            elif tag not in known:
                self.add(child, "NOT_IN_MODEL")
        self.attributes(element)

    def _vendor(self, element: etree._Element, extensions: list[etree._Element]) -> None:
        """Keep vendor elements whole, one behind the other, so that a writer can put them back."""
        raw = "".join(raw_xml(extension, limit=VENDOR_LIMIT) for extension in extensions)
        what = f"extensionElements of {local_name(element)}"
        self._entries.append(Unread(what=what, where=self._document.id_of(element), reason=VENDOR, raw=raw))

    def attributes(self, element: etree._Element) -> None:
        """Note attributes the model has no place for, vendors' and BPMN's own, unless they only state the default."""
        self._attributes(
            element,
            {
                str(key): str(value)
                for key, value in element.attrib.items()
                if key not in PLAIN_ATTRIBUTES and (key, value) not in DEFAULT_ATTRIBUTES
            },
        )

    def root_attributes(self, root: etree._Element) -> None:
        """Note the vendors' attributes of the root, such as the platform a model is made for."""
        kept = {str(key): str(value) for key, value in root.attrib.items()}
        self._attributes(root, {key: kept[key] for key in kept if key.startswith("{") and _INSTANCE not in key})

    def _attributes(self, element: etree._Element, kept: dict[str, str]) -> None:
        """Keep attributes as an empty element that carries them, with the namespaces they use and no other."""
        if not kept:
            return
        vendor = any(key.startswith("{") for key in kept)
        spaces = {split_tag(key)[0] for key in kept}
        try:
            prefixes = {prefix: space for prefix, space in element.nsmap.items() if space in spaces}
            alone = etree.Element(local_name(element), kept, prefixes)  # type: ignore[arg-type]
            raw = raw_xml(alone, limit=VENDOR_LIMIT if vendor else RAW_LIMIT)
        except ValueError:  # a namespace name that no XML library would write again
            raw = " ".join(f"{key}={value!r}" for key, value in kept.items())[:RAW_LIMIT]
        self._entries.append(
            Unread(
                what=f"attributes of {local_name(element)}",
                where=self._place(element),
                reason=VENDOR if vendor else "DETAIL",
                raw=raw,
            )
        )

    def detail(self, element: etree._Element) -> None:
        """Note an element whose kind was read but whose content (an expression, a reference) has no place."""
        if len(element) or any(key != "id" for key in element.attrib) or (element.text or "").strip():
            self.add(element, "DETAIL")

    def drawing(self, element: etree._Element) -> None:
        """Note that the positions of a drawing were not taken over."""
        self.add(element, "DRAWING", raw=False)

    def _place(self, element: etree._Element) -> str:
        above: etree._Element | None = element
        while above is not None:
            if identifier := above.get("id"):
                return identifier
            above = above.getparent()
        return ""
