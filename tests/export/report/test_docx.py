"""The report as a Word document, opened by python-docx and by LibreOffice."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from bpr.export.report.content import make_report
from bpr.export.report.docx import report_docx
from bpr.export.scene.png import to_png
from bpr.export.swimlane.album import Album
from bpr.export.theme.theme import PLAIN, Logo
from bpr.formats.files import load
from tests.analysis.small_models import chain, process
from tests.export.html.models import HOSTILE, hostile, letters

SOFFICE = shutil.which("soffice")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'


def data(model, lang="en", theme=PLAIN):
    return report_docx(make_report(Album(model), lang=lang, theme=theme)).data


def document(model, lang="en", theme=PLAIN):
    return Document(io.BytesIO(data(model, lang, theme)))


def test_chapters_are_headings_and_the_contents_a_field_with_links_to_them():
    opened = document(letters())
    heads = [line.text for line in opened.paragraphs if line.style.name == "Heading 1"]
    assert heads[:3] == ["1  Key figures", "2  The process in a picture", "3  Findings"]
    body = opened.element.body
    assert any("TOC" in code.text for code in body.iter(qn("w:instrText")))
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert len(links) == len(heads)
    assert set(links) == marks


def test_fields_that_are_opened_are_closed():
    root = document(letters()).element.body
    kinds = [mark.get(qn("w:fldCharType")) for mark in root.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate") >= 1


def test_tables_repeat_their_head_on_every_page():
    tables = document(letters()).tables[1:]
    assert tables
    for table in tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_pictures_have_a_description_and_stand_on_landscape_pages():
    opened = document(letters())
    described = [shape.get("descr") for shape in opened.element.body.iter(qn("wp:docPr"))]
    assert described == ["Letters", "File"]
    assert [section.orientation for section in opened.sections] == [0, 1, 0]
    for shape in opened.inline_shapes:
        assert shape.width <= opened.sections[1].page_width
        assert shape.height <= opened.sections[1].page_height


def test_a_picture_that_would_be_too_small_is_shown_again_on_pages():
    steps = [{"id": f"A{number}", "name": f"do {number}", "role": "r"} for number in range(30)]
    opened = document(process(*chain(*steps)))
    captions = [line.text for line in opened.paragraphs if line.style.name == "Caption"]
    assert captions[0] == "p"
    assert captions[1].startswith("p (1/")
    assert len(captions) == len(opened.inline_shapes) >= 3


def test_chinese_has_its_own_typeface_and_language():
    opened = document(letters(), "zh")
    fonts = opened.styles["Normal"].element.rPr.find(qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == "Microsoft YaHei"
    assert opened.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "zh-CN"
    assert any(line.text == "1  关键指标" for line in opened.paragraphs)


def test_the_theme_gives_font_colour_and_logo():
    theme = replace(PLAIN, font="Arial", head="#0b5345", logo=Logo("acme.svg", "image/svg+xml", SVG.encode()))
    opened = document(letters(), theme=theme)
    assert opened.styles["Normal"].element.rPr.find(qn("w:rFonts")).get(qn("w:ascii")) == "Arial"
    shades = {mark.get(qn("w:fill")) for mark in opened.element.body.iter(qn("w:shd"))}
    assert "0b5345" in shades
    assert len(opened.inline_shapes) == 3
    png = replace(theme, logo=Logo("acme.png", "image/png", to_png(SVG)))
    assert len(document(letters(), theme=png).inline_shapes) == 3


def test_hostile_labels_stay_text():
    opened = document(hostile())
    assert opened.paragraphs[1].text == HOSTILE
    assert opened.core_properties.title == HOSTILE


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_same_report_gives_the_same_bytes_and_every_part_is_well_formed(lang):
    once = data(letters(), lang)
    assert once == data(letters(), lang)
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_libreoffice_opens_it_and_shows_every_chapter(tmp_path, lang):
    made = make_report(Album(load("customer-reception.asis")), lang=lang)
    path = tmp_path / "report.docx"
    path.write_bytes(report_docx(made).data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        str(SOFFICE),
        profile,
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    text = (tmp_path / "report.txt").read_text(encoding="utf-8-sig")
    assert made.title in text
    for number, one in enumerate(made.chapters, start=1):
        assert f"{number}  {one.title}" in text
