"""Text inside XML and HTML: the one place where anything is escaped.

Every writer of SVG, HTML, BPMN, draw.io or Office XML that builds markup by hand sends all foreign text through here.
Characters that XML 1.0 forbids (section 2.2 of the recommendation) fall away: no escape makes them legal.
"""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_ATTRIBUTE = {**_TEXT, '"': "&quot;", "'": "&#39;", "\t": "&#9;", "\n": "&#10;"}
_TEXT_TABLE = str.maketrans(_TEXT)
_ATTRIBUTE_TABLE = str.maketrans(_ATTRIBUTE)


def legal_xml(text: str) -> str:
    """The text without the characters that no XML 1.0 document may hold."""
    return _ILLEGAL.sub("", text)


def xml_text(text: str) -> str:
    """The text as content of an element.

    Example:
        >>> xml_text("R&D <draft>")
        'R&amp;D &lt;draft&gt;'
    """
    return legal_xml(text).translate(_TEXT_TABLE)


def xml_attribute(text: str) -> str:
    """The text as value of an attribute, for either sort of quotation mark around it.

    Example:
        >>> xml_attribute('say "yes"')
        'say &quot;yes&quot;'
    """
    return legal_xml(text).translate(_ATTRIBUTE_TABLE)


def xml_id(text: str) -> str:
    """A name that may follow a prefix in an ``id`` attribute; different texts give different names.

    Letters, digits, ``-`` and ``.`` stay; every other character becomes its code point between underscores.

    Example:
        >>> xml_id("Task 1"), xml_id("审批")
        ('Task_20_1', '审批')
    """
    return "".join(
        c if c in "-." or ("\u4e00" <= c <= "\u9fa5") or (c.isascii() and c.isalnum()) else f"_{ord(c):x}_"
        for c in text
    )


def tag(name: str, attributes: dict[str, str], content: str | None = None) -> str:
    """One element with its attributes in the order of their names; ``content`` is markup, already escaped.

    Example:
        >>> tag("g", {"id": "a", "class": "b & c"})
        '<g class="b &amp; c" id="a"/>'
    """
    inside = "".join(f' {key}="{xml_attribute(value)}"' for key, value in sorted(attributes.items()))
    return f"<{name}{inside}/>" if content is None else f"<{name}{inside}>{content}</{name}>"
