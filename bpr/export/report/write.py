"""A report in the format asked for."""

from __future__ import annotations

from collections.abc import Callable

from bpr.errors import ExportError
from bpr.export.report.chapter import Report
from bpr.export.report.html import report_html


def _html(report: Report) -> bytes:
    return report_html(report).encode()


def _docx(report: Report) -> bytes:
    from bpr.export.report.docx import report_docx

    return report_docx(report)


REPORT_FORMATS: dict[str, Callable[[Report], bytes]] = {"html": _html, "docx": _docx}
"""The formats of a report, by the suffix of its file."""


def render_report(report: Report, form: str) -> bytes:
    """The bytes of a report.

    Args:
        report: what it says.
        form: html or docx.

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
