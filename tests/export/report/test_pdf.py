"""The report as PDF."""

from __future__ import annotations

import io
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from bpr.export.report.content import make_report
from bpr.export.report.pdf import report_pdf, report_scenes
from bpr.export.scene.shapes import text_items
from bpr.export.swimlane.album import Album
from bpr.formats.files import load
from tests.export.html.models import hostile, letters
from tests.strategies import processes

PDFTOTEXT = shutil.which("pdftotext")


def made(model, lang="en"):
    return make_report(Album(model), lang=lang)


def test_the_contents_name_the_sheet_of_each_chapter():
    report = made(load("contract-approval.asis"))
    scenes = report_scenes(report)
    texts = [[words.text for words in text_items(scene.items)] for scene in scenes]
    cover = texts[0]
    for number, chapter in enumerate(report.chapters, start=1):
        at = cover.index(f"{number}  {chapter.title}")
        page = int(cover[at + 1])
        assert f"{number} {chapter.title}" in texts[page - 1]


def test_pages_are_a4_and_the_picture_lies_across():
    reader = PdfReader(io.BytesIO(report_pdf(made(letters())).data))
    sizes = {(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in reader.pages}
    assert sizes == {(595, 842), (842, 595)}
    assert reader.metadata is not None
    assert reader.metadata.title == "Letters"


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed")
def test_chinese_can_be_found(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(report_pdf(made(load("customer-reception.asis"), "zh")).data)
    done = subprocess.run([str(PDFTOTEXT), str(path), "-"], capture_output=True, check=True, timeout=60)
    text = done.stdout.decode("utf-8")
    for word in ("客户接待", "关键指标", "术语", "数字的来源", "接待员", "改法"):
        assert word in text


def test_characters_without_a_font_are_named():
    assert "😀" in report_pdf(made(hostile())).replaced


def test_the_same_report_gives_the_same_bytes():
    report = made(letters(), "zh")
    assert report_pdf(report).data == report_pdf(report).data


@settings(max_examples=6)
@given(processes())
def test_any_process_has_its_findings_on_the_sheets(model):
    report = made(model)
    told = [words.text for scene in report_scenes(report) for words in text_items(scene.items)]
    chapter = next(one for one in report.chapters if one.key == "findings")
    for row in chapter.sections[0].rows:
        assert row[1] in "".join(told)
