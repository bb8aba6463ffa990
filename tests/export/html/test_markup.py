"""Pieces of HTML pages."""

import base64
import hashlib
import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bpr.export.html.markup import policy, safe_json, switched, table, variables
from bpr.export.speaker import Section
from bpr.export.theme.theme import PLAIN
from bpr.text import Text


@given(st.dictionaries(st.text(), st.text() | st.integers()))
def test_json_in_a_page_reads_back_equal_and_holds_no_tag(document):
    text = safe_json(document)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == document


def test_a_lone_surrogate_does_not_break_the_page():
    assert json.loads(safe_json(["a\ud800b"])) == ["a\ufffdb"]
    assert safe_json(["\ud800"]).encode()


def test_the_policy_allows_nothing_but_the_two_texts_by_their_hash():
    rules = policy(style="p{}", script="run()").split("; ")
    digest = base64.b64encode(hashlib.sha256(b"run()").digest()).decode()
    assert rules[0] == "default-src 'none'"
    assert f"script-src 'sha256-{digest}'" in rules
    assert not any("unsafe" in rule or "http" in rule or "*" in rule for rule in rules)
    assert not any("img-src" in rule for rule in rules)
    assert "img-src data:" in policy(style="", pictures=True)
    assert "script-src" not in policy(style="")


def test_a_switched_text_holds_both_languages_and_begins_in_one():
    markup = switched("b", Text(en='"A" & <B>', zh="甲"), "zh")
    assert markup == '<b data-en="&quot;A&quot; &amp; &lt;B&gt;" data-zh="甲">甲</b>'


def test_tables_have_heads_for_columns_and_rows_and_know_their_numbers():
    markup = table(Section("t", (), ("x", "y"), (("<a>", "1"),)))
    assert '<th class="number" scope="col">y</th>' in markup
    assert '<th scope="row">&lt;a&gt;</th><td class="number">1</td>' in markup
    assert table(Section("t")) == ""


def test_a_font_name_cannot_leave_its_place_in_the_style():
    style = variables(replace(PLAIN, font="Evil';} body{display:none"))
    assert "Evil\\27 \\3b \\7d  body\\7b display\\3a none'" in style
    assert style.count("}") == 1


def test_text_on_a_light_accent_is_dark():
    assert "--on-accent:#ffffff" in variables(PLAIN)
    assert "--on-accent:#1b2a3d" in variables(replace(PLAIN, head="#ffd966"))
