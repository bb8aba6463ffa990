"""Escaping: what goes in comes out of any XML parser, and nothing else."""

import html
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpr.export.escape import legal_xml, tag, xml_attribute, xml_id, xml_text

NASTY = [
    "<script>alert(1)</script>",
    "]]>",
    "a & b &amp; c",
    "\"double\" and 'single'",
    '" onload="alert(1)',
    "<!-- -->",
    "<![CDATA[x]]>",
    "&#x3C;&lt;",
    "tab\tnew\nline\rreturn",
    "審批 → 审批 😀",
    "\u202eright to left",
]


@pytest.mark.parametrize("text", NASTY)
def test_nasty_texts_survive_as_content_and_as_attribute(text):
    root = ElementTree.fromstring(tag("a", {"b": text}, xml_text(text)))
    assert root.text == text
    assert root.get("b") == text
    assert len(root) == 0


@pytest.mark.parametrize("char", ["\x00", "\x08", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_characters_that_xml_forbids_fall_away(char):
    assert legal_xml(f"a{char}b") == "ab"
    assert xml_text(char) == xml_attribute(char) == ""


@pytest.mark.parametrize("char", ["\t", "\n", "\r", " ", "\x7f", "\x85", "\ud7ff", "\ue000", "\ufffd", "\U0010ffff"])
def test_characters_at_the_borders_of_what_xml_allows_stay(char):
    assert legal_xml(char) == char


def test_attributes_stand_in_the_order_of_their_names():
    assert tag("g", {"z": "1", "a": "2", "data-id": "3"}) == '<g a="2" data-id="3" z="1"/>'


def test_html_reads_the_escapes_too():
    assert html.unescape(xml_attribute("'<&>\"")) == "'<&>\""


@given(st.text())
def test_any_text_comes_back_from_a_parser_but_for_forbidden_characters(text):
    root = ElementTree.fromstring(tag("a", {"b": text}, xml_text(text)))
    assert (root.text or "") == legal_xml(text)
    assert root.get("b") == legal_xml(text)


@given(st.text(), st.text())
def test_two_texts_never_share_an_id(first, second):
    assert (xml_id(first) == xml_id(second)) == (first == second)


@given(st.text(min_size=1))
def test_ids_hold_nothing_that_breaks_markup_or_selectors(text):
    assert not set(xml_id(text)) & set(" \t\n\"'<>&#:/\\()[]{}")
