"""`bpr table`: process tables that come back edited."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bpr.cli.common import DONE, FINDINGS, ForceOption, JsonOption, LangOption, language, note, print_json, print_page

if TYPE_CHECKING:
    pass

app = typer.Typer(help="Process tables: edited ones back into their process file. 流程表。", no_args_is_help=True)


@app.callback()
def table() -> None:
    """Process tables (流程表): `bpr convert X -o x.xlsx` writes one, this command brings it back."""


@app.command("read")
def read(
    workbook: Annotated[Path, typer.Argument(help="An edited process table (.xlsx) that bpr wrote.")],
    into: Annotated[Path, typer.Option("--into", help="The process file (.yaml) that gets the changes.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    take: Annotated[
        str | None, typer.Option("--take", help="Settle conflicts: theirs (the table wins) or ours (the model).")
    ] = None,
    as_json: JsonOption = False,
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """Merge an edited process table into the process file it came from, with pictures of before and after.

    Nothing is written while somebody has to decide something. Example: bpr table read anna.xlsx --into claim.yaml
    """
    from bpr.cli.merge_target import asked_side
    from bpr.cli.table_read import merge_into, write_merged

    chosen = language(lang)
    decision = asked_side(take, "the table wins", "以表格为准")
    merged = merge_into(workbook, into, decision)
    is_open = bool(merged.merge.conflicts) and decision is None
    written = () if dry_run or is_open else write_merged(merged, into, chosen, force=force)
    if as_json:
        print_json(merged.to_json(written))
    else:
        print_page(merged.page(chosen))
    for path in written:
        note(str(path))
    note(merged.verdict(bool(written), dry_run=dry_run, is_open=is_open).pick(chosen))
    raise typer.Exit(FINDINGS if is_open else DONE)
