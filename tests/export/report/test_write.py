"""Formats of a report."""

import pytest

from bpr.errors import ExportError
from bpr.export.report.content import make_report
from bpr.export.report.write import REPORT_FORMATS, render_report
from bpr.export.swimlane.album import Album
from tests.export.html.models import hostile, letters


def test_each_format_begins_as_it_should():
    made = make_report(Album(letters()))
    begins = {form: render_report(made, form).data[:4] for form in REPORT_FORMATS}
    assert begins == {"html": b"<!do", "docx": b"PK\x03\x04", "pdf": b"%PDF"}


def test_an_unknown_format_is_refused_with_the_known_ones():
    with pytest.raises(ExportError, match="html, docx, pdf") as caught:
        render_report(make_report(Album(letters())), "odt")
    assert "可用格式" in caught.value.render("zh")


def test_characters_without_a_font_are_told():
    made = make_report(Album(hostile()))
    (warning,) = render_report(made, "pdf").warnings
    assert "😀" in warning.pick("en")
    assert "😀" in warning.pick("zh")
    assert render_report(made, "html").warnings == ()
