"""The report as HTML."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from lxml import html

from bpr.diagnosis.analyse import analyse
from bpr.export.report.content import make_report
from bpr.export.report.html import report_html
from bpr.export.swimlane.album import Album
from bpr.export.theme.theme import PLAIN, Logo
from tests.export.html.models import HOSTILE, hostile, letters
from tests.strategies import processes


def page(model, lang="en", theme=PLAIN):
    return html.document_fromstring(report_html(make_report(Album(model), lang=lang, theme=theme)).encode())


def test_every_chapter_has_a_heading_that_the_contents_lead_to():
    document = page(letters())
    targets = [link.removeprefix("#") for link in document.xpath("//nav//a/@href")]
    assert targets == document.xpath("//h2/@id")
    assert document.xpath("//h2[@id='figures']")[0].text_content() == "1\xa0\xa0Key figures"


def test_pictures_stand_inside_with_ids_of_their_own():
    document = page(letters())
    assert len(document.xpath("//figure//*[local-name()='svg']")) == 2
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_findings_show_severity_and_remedy():
    document = page(letters())
    blocks = document.xpath("//div[starts-with(@class, 'finding')]")
    assert blocks
    assert all("Remedy: " in block.text_content() for block in blocks)
    assert {block.get("class").split()[1] for block in blocks} <= {"error", "warning", "info"}


def test_nothing_is_loaded_and_nothing_can_act():
    document = page(letters())
    assert document.xpath("//script | //link | //iframe | //img | //@src | //*[@style]") == []
    policy = document.xpath("//meta[@http-equiv]/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy


def test_labels_stay_text():
    text = report_html(make_report(Album(hostile())))
    document = html.document_fromstring(text.encode())
    assert document.xpath("//script | //img") == []
    assert document.xpath("//h1")[0].text_content() == HOSTILE


def test_the_logo_stands_on_the_cover():
    document = page(letters(), theme=replace(PLAIN, logo=Logo("acme.svg", "image/svg+xml", b"<svg/>")))
    assert document.xpath("//header/img/@alt") == ["acme.svg"]


def test_the_chinese_report_says_so():
    document = page(letters(), "zh")
    assert document.get("lang") == "zh-CN"
    assert "目录" in document.text_content()


@settings(max_examples=10)
@given(processes())
def test_the_same_report_gives_the_same_bytes(model):
    found = analyse(model)
    assert report_html(make_report(Album.of(found))) == report_html(make_report(Album.of(found)))
