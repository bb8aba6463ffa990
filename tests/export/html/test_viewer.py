"""The interactive picture as one document (its behaviour in a browser: test_browser)."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from lxml import html

from bpr.diagnosis.analyse import analyse
from bpr.export.html.viewer import to_html
from bpr.export.swimlane.album import Album
from bpr.export.theme.theme import PLAIN, Logo
from bpr.formats.files import load
from tests.export.html.models import HOSTILE, hostile, letters
from tests.strategies import processes


def page(model, **options):
    return html.document_fromstring(to_html(Album(model), **options).encode())


def data(document):
    return json.loads(document.get_element_by_id("bpr-data").text)


def test_the_page_holds_a_picture_of_the_process_and_each_sub_process_in_both_languages():
    document = page(letters())
    views = [(view["lang"], view["scope"]) for view in data(document)["views"]]
    assert views == [("en", ""), ("zh", ""), ("en", "F"), ("zh", "F")]
    assert len(document.xpath("//div[@class='view']/*[local-name()='svg']")) == 4
    assert [view.get("hidden") for view in document.xpath("//div[@class='view']")] == [None, *["hidden"] * 3]


def test_no_two_elements_have_one_id():
    ids = page(letters()).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_every_drawn_element_has_a_card_in_both_languages():
    document = page(letters())
    cards = data(document)["cards"]
    drawn = {f"box:{key}" for key in document.xpath("//*[@class='bpr-box']/@data-id")}
    drawn |= {f"route:{key}" for key in document.xpath("//*[@class='bpr-route']/@data-id")}
    assert drawn <= set(cards)
    assert cards["box:B"]["zh"]["name"] == "审核"


def test_findings_name_elements_that_are_drawn():
    document = page(letters())
    found = data(document)["findings"]
    assert len(found) == len(document.xpath("//li/*[contains(@class, 'finding')]"))
    assert {key for finding in found for key in finding["keys"]} <= set(data(document)["cards"])
    assert len(document.xpath("//button[@data-finding]")) == sum(bool(finding["keys"]) for finding in found)


def test_the_page_loads_nothing_and_has_no_style_or_handler_in_attributes():
    document = page(letters())
    assert document.xpath("//link | //iframe | //object | //img | //*[@style]") == []
    assert document.xpath("//@src | //@*[starts-with(name(), 'on')]") == []
    assert document.xpath("//@href") == ["#findings"]
    assert "script-src 'sha256-" in document.xpath("//meta[@http-equiv]/@content")[0]


def test_no_text_of_the_model_becomes_markup():
    text = to_html(Album(hostile()))
    document = html.document_fromstring(text.encode())
    assert len(document.xpath("//script")) == 2
    assert document.xpath("//img") == []
    assert text.count("</script>") == 2
    assert data(document)["cards"]["box:A"]["en"]["name"] == HOSTILE


def test_the_page_opens_in_the_language_asked_for():
    document = page(letters(), lang="zh")
    assert document.get("lang") == "zh-CN"
    assert document.xpath("//h1")[0].text == "信函处理"
    assert document.xpath("//button[@data-filter='loops']")[0].text == "回路"


def test_a_logo_stands_in_the_head_and_nothing_else_may_be_a_picture():
    document = page(letters(), theme=replace(PLAIN, logo=Logo("logo.png", "image/png", b"PNG")))
    assert document.xpath("//header/img/@src") == ["data:image/png;base64,UE5H"]
    assert "img-src data:" in document.xpath("//meta[@http-equiv]/@content")[0]


@pytest.mark.parametrize("name", ["customer-reception.asis", "order-to-cash.asis"])
def test_library_models_make_small_pages_and_the_same_bytes_each_time(name):
    found = analyse(load(name))
    once = to_html(Album.of(found))
    assert once == to_html(Album.of(found))
    assert len(once.encode()) < 250_000
    assert not re.search(r"https?://(?!www\.w3\.org)", once)


@settings(max_examples=10)
@given(processes())
def test_any_process_has_a_page(model):
    document = page(model)
    assert len(document.xpath("//script")) == 2
    assert data(document)["views"]
