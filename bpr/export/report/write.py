"""A report in the format asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bpr.errors import ExportError
from bpr.export.report.chapter import Report
from bpr.export.report.html import report_html
from bpr.text import Text

_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class RenderedReport:
    """A written report: its bytes, and the characters that no font could draw."""

    data: bytes
    replaced: tuple[str, ...] = ()

    @property
    def warnings(self) -> tuple[Text, ...]:
        """What the reader should know: no text is lost in silence."""
        if not self.replaced:
            return ()
        lost = " ".join(self.replaced[:_MOST_NAMED])
        return (
            Text(
                en=f"no font draws these characters, the report shows a box for each: {lost}",
                zh=f"没有字体可显示以下字符，报告中以方框代替：{lost}",
            ),
        )


def _html(report: Report) -> RenderedReport:
    return RenderedReport(report_html(report).encode())


def _docx(report: Report) -> RenderedReport:
    from bpr.export.report.docx import report_docx

    document = report_docx(report)
    return RenderedReport(document.data, document.replaced)


def _pdf(report: Report) -> RenderedReport:
    from bpr.export.report.pdf import report_pdf

    document = report_pdf(report)
    return RenderedReport(document.data, document.replaced)


REPORT_FORMATS: dict[str, Callable[[Report], RenderedReport]] = {"html": _html, "docx": _docx, "pdf": _pdf}
"""The formats of a report, by the suffix of its file."""


def render_report(report: Report, form: str) -> RenderedReport:
    """Write a report in a format.

    Args:
        report: what it says.
        form: html, docx or pdf.

    Raises:
        ExportError: the format is not one of them.
    """
    if form not in REPORT_FORMATS:
        known = list(REPORT_FORMATS)
        raise ExportError.because(
            f"reports cannot be written as '{form}'",
            f"报告不能写成“{form}”格式",
            fix_en=f"choose one of: {', '.join(known)}",
            fix_zh=f"可用格式：{'、'.join(known)}",
        )
    return REPORT_FORMATS[form](report)
