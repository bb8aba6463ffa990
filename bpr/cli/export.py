"""`bpr export`: everything about a process into one folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpr.cli.common import (
    DONE,
    WRONG_USE,
    ForceOption,
    JsonOption,
    LangOption,
    ThemeOption,
    language,
    note,
    note_problems,
    open_theme,
    open_told,
    print_json,
)


def export(
    models: Annotated[list[str], typer.Argument(help="Process files or ids of library models.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder for the results; exports/ if left out.")
    ] = None,
    parts: Annotated[
        str | None,
        typer.Option("--parts", help="Only these: pictures, raci, texts, office, page, report, charts."),
    ] = None,
    theme: ThemeOption = None,
    force: ForceOption = False,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Analyse processes and write everything about them into <output>/<id>/: pictures, office files, workbook, report.

    Example: bpr export my-process.yaml other.bpmn -o results
    """
    from bpr.diagnosis.analyse import analyse
    from bpr.errors import BprError
    from bpr.export.bundle import export_bundle

    chosen = language(lang)
    look = open_theme(theme, chosen)
    wanted = parts.split(",") if parts is not None else None
    base = output or Path("exports")
    done: list[dict[str, object]] = []
    folders: set[Path] = set()
    failed = 0
    for reference in models:
        try:
            process = open_told(reference, chosen)
            folder = _folder(base, process.id, folders)
            files = export_bundle(analyse(process), folder, theme=look, parts=wanted, force=force)
        except BprError as error:
            if len(models) == 1:
                raise
            failed += 1
            note_problems(error.problems, chosen)
            continue
        done.append({"model": reference, "id": process.id, "files": [path.as_posix() for path in files]})
        folders.add(folder)
        note(f"{reference} -> {folder}")
    if as_json:
        print_json({"bpr": "export/1", "models": done, "failed": failed})
    raise typer.Exit(WRONG_USE if failed else DONE)


def _folder(base: Path, process_id: str, taken: set[Path]) -> Path:
    """The folder of a process; two processes of one name in one run get two folders."""
    from bpr.text import safe_name

    folder, number = base / safe_name(process_id), 1
    while folder in taken:
        number += 1
        folder = base / safe_name(f"{process_id}-{number}")
    return folder
