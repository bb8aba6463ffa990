from __future__ import annotations

from bpr.export.html.small_page import small_page
from bpr.export.speaker import Section


def test_texts_are_escaped_and_nothing_may_act():
    sections = (
        Section("<script>alert(1)</script>", ("a & b",)),
        Section("Table", (), ("Head", "Count"), (('"quoted"', "3"),)),
    )
    page = small_page(sections, "zh")
    assert page.startswith("<!doctype html>\n")
    assert '<html lang="zh-CN">' in page
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "a &amp; b" in page
    assert "default-src 'none'" in page.replace("&#39;", "'").replace("&apos;", "'")
    assert small_page(sections, "zh") == page
