"""`bpr explain`: what a finding means, why it matters, how to mend it, where that comes from."""

from __future__ import annotations

from typing import Annotated

import typer

from bpr.cli.common import JsonOption, LangOption, language, out, print_json
from bpr.cli.invocation import as_called


def explain(
    code: Annotated[str | None, typer.Argument(help="A code such as DEADLOCK or G4; all codes if left out.")] = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Explain a code of a finding.

    Example: bpr explain REWORK_LOOP
    """
    from bpr.diagnosis.catalogue import CATALOGUE
    from bpr.diagnosis.catalogue import explain as look_up
    from bpr.errors import InputError, nearest

    chosen = language(lang)
    if code is None:
        _list(chosen, as_json=as_json)
        return
    entry = look_up(code)
    if entry is None:
        close = nearest(code.upper(), CATALOGUE)
        raise InputError.because(
            f"'{code}' is not a code of bpr",
            f"bpr 没有代码 '{code}'",
            fix_en=f"use '{close}' (closest match)" if close else "see all of them with: bpr explain",
            fix_zh=f"改用 '{close}'（最接近）" if close else "查看全部：bpr explain",
        )
    if as_json:
        print_json({"bpr": "explain/1", "codes": [entry.to_json()]})
        return
    from rich.text import Text as Line

    heads = (
        ("含义", "影响", "改法", "依据") if chosen == "zh" else ("Means", "Why it matters", "How to mend", "Reference")
    )
    parts = (entry.means.pick(chosen), entry.why.pick(chosen), entry.mend.pick(chosen), entry.reference)
    out().print(Line(entry.code, "bold"))
    for head, part in zip(heads, parts, strict=True):
        if part:
            out().print(Line.assemble((f"{head}: " if chosen == "en" else f"{head}：", "dim"), as_called(part)))


def _list(lang: str, *, as_json: bool) -> None:
    """All codes by area."""
    from bpr.diagnosis.catalogue import AREAS, CATALOGUE

    if as_json:
        print_json({"bpr": "explain/1", "codes": [entry.to_json() for entry in CATALOGUE.values()]})
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_header=False)
    for area, entries in AREAS.items():
        table.add_row(f"[bold]{area}[/bold]", "")
        for entry in entries:
            table.add_row(f"  {entry.code}", entry.means.pick(lang))
    out().print(table)
