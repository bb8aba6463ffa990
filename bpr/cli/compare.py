"""`bpr compare`: what the to-be changes, what it gains and what it costs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpr.cli.common import (
    ForceOption,
    JsonOption,
    LangOption,
    exit_code,
    language,
    note,
    open_told,
    print_json,
    print_sections,
)


def compare(
    as_is: Annotated[str, typer.Argument(help="The process today: a file or the id of a library model.")],
    to_be: Annotated[str, typer.Argument(help="The process tomorrow: a file or the id of a library model.")],
    same: Annotated[
        list[str] | None,
        typer.Option("--same", help="Two nodes that are the same, as AS_IS=TO_BE; may be given several times."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write to a .md or .json file, or a folder with pages and pictures."),
    ] = None,
    brief: Annotated[bool, typer.Option("--brief", help="Leave out the lists of edits and findings.")] = False,
    fail_on: Annotated[
        str, typer.Option("--fail-on", help="Exit with 1 from this severity on: error, warning, info or never.")
    ] = "never",
    as_json: JsonOption = False,
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """Compare an as-is with its to-be: measures, loops, handoffs and edits.

    Example: bpr compare contract-approval.asis contract-approval.tobe -o comparison/
    """
    from bpr.compare.comparison import compare as run

    chosen = language(lang)
    comparison = run(open_told(as_is, chosen), open_told(to_be, chosen), same=_pairs(same or []))
    if output is not None:
        from bpr.export.comparison_files import write_comparison

        for path in write_comparison(comparison, output, lang=chosen, force=force):
            note(str(path))
    if as_json:
        print_json(comparison.to_json())
    elif output is None:
        from bpr.export.comparison import comparison_sections

        print_sections(comparison_sections(comparison, chosen), brief=brief)
    raise typer.Exit(exit_code(comparison.findings, fail_on))


def _pairs(same: list[str]) -> dict[str, str]:
    """``A3=B4`` as a pair of ids."""
    from bpr.errors import InputError

    pairs: dict[str, str] = {}
    for text in same:
        first, sign, second = text.partition("=")
        if not (sign and first.strip() and second.strip()) or first.strip() in pairs:
            raise InputError.because(
                f"--same {text} is not a pair of nodes",
                f"--same {text} 不是一对节点",
                fix_en="write it as --same A3=B4, each as-is node once",
                fix_zh="写成 --same A3=B4，每个现状节点只写一次",
            )
        pairs[first.strip()] = second.strip()
    return pairs
