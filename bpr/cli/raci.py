"""`bpr raci`: responsibility matrices as workbooks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bpr.cli.common import (
    DONE,
    FINDINGS,
    ForceOption,
    JsonOption,
    LangOption,
    ModelArgument,
    OutputOption,
    default_folder,
    exit_code,
    language,
    load_told,
    note,
    open_told,
    print_json,
    print_page,
    print_sections,
)

if TYPE_CHECKING:
    from bpr.export.workbook.names import BookLang

app = typer.Typer(
    help="Responsibility matrices: as Excel workbook and back; foreign ones checked. 职责矩阵。", no_args_is_help=True
)


@app.command("export")
def export(
    model: ModelArgument,
    output: OutputOption = None,
    force: ForceOption = False,
    lang: Annotated[str | None, typer.Option("--lang", help="Language of the workbook: en, zh or both.")] = None,
    variant: Annotated[
        str | None,
        typer.Option("--variant", help="Letters: RACI, RASCI, RACI-VS, DACI, RAPID, DECISION-RIGHTS."),
    ] = None,
    level: Annotated[str, typer.Option("--level", help="One row a step, a sub-process or for the process.")] = "step",
    stage: Annotated[
        str, typer.Option("--stage", help="Value chain: which of a family's processes, to-be or as-is.")
    ] = "to-be",
    paper: Annotated[str, typer.Option("--paper", help="Print on A4 or A3.")] = "A4",
) -> None:
    """Write the RACI workbook of a process, or of a value chain over the processes it names.

    Example: bpr raci export contract-approval.tobe -o raci.xlsx --lang zh
    """
    from bpr.cli.raci_export import workbook_of
    from bpr.errors import ExportError
    from bpr.export.files import write_output

    both = (lang or "").strip().lower() == "both"
    chosen: BookLang = "both" if both else language(lang)
    found = load_told(model, "en" if chosen == "both" else chosen)
    if output is not None and output.suffix.lower() != ".xlsx":
        raise ExportError.because(
            f"a RACI workbook cannot be written as '{output.suffix}'",
            f"RACI 工作簿不能写成“{output.suffix}”格式",
            fix_en="name a file that ends in .xlsx",
            fix_zh="请使用 .xlsx 结尾的文件名",
        )
    data = workbook_of(found, variant=variant, level=level, stage=stage, lang=chosen, paper=paper)
    parts = ["raci", *([variant.lower()] if variant else []), *([level] if level != "step" else []), chosen]
    place = output or default_folder(found) / f"{'.'.join(parts)}.xlsx"
    write_output(place, data, force=force)
    note(str(place))


@app.command("read")
def read(
    workbooks: Annotated[list[Path], typer.Argument(help="Edited RACI workbooks, one or several.")],
    into: Annotated[Path, typer.Option("--into", help="The process file (.yaml) that gets the letters.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    take: Annotated[
        str | None,
        typer.Option(
            "--take",
            help="Settle conflicts: theirs (the workbooks win) or ours (the model); unreadable cells are dropped.",
        ),
    ] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write the preview as a page, too.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the changed process file here instead.")
    ] = None,
    force: ForceOption = False,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Merge edited RACI workbooks into the process file they came from.

    Nothing is written while somebody has to decide something. Example: bpr raci read anna.xlsx --into claim.yaml
    """
    from bpr.cli.merge_target import asked_side
    from bpr.cli.outputs import asked_suffix, keep_input
    from bpr.cli.raci_read import merge_into, write_merged
    from bpr.export.files import write_output

    chosen = language(lang)
    decision = asked_side(take, "the workbooks win", "以工作簿为准")
    asked_suffix(output, ".yaml", ".yml")
    asked_suffix(html, ".html", ".htm")
    keep_input(output, workbooks)
    keep_input(html, [*workbooks, into])
    merged = merge_into(workbooks, into, decision)
    written = None
    if not (dry_run or merged.is_open):
        written = write_merged(merged, into, output, force=force)
    if html is not None:
        from bpr.export.html.small_page import small_page

        write_output(html, small_page(merged.sections(chosen), chosen), force=force)
    if as_json:
        print_json(merged.to_json(written))
    else:
        print_sections(merged.sections(chosen))
    note(merged.verdict(written, dry_run=dry_run).pick(chosen))
    raise typer.Exit(FINDINGS if merged.is_open else DONE)


@app.command("check")
def check(
    workbook: Annotated[Path, typer.Argument(help="A workbook (.xlsx) with a RACI sheet that anybody wrote.")],
    process: Annotated[
        str | None, typer.Option("--process", help="Link it to this process: a file or the id of a library model.")
    ] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help="Look at the sheet of this name only.")] = None,
    as_json: JsonOption = False,
    fail_on: Annotated[str, typer.Option("--fail-on", help="Exit 1 from: error, warning, info, or never.")] = "error",
    lang: LangOption = None,
) -> None:
    """Check a RACI sheet that bpr did not write, and link it to a process.

    Example: bpr raci check responsibilities.xlsx --process order-to-cash.asis
    """
    from bpr.cli.raci_check import check_workbook, document, page

    chosen = language(lang)
    model = open_told(process, chosen) if process is not None else None
    checks, findings = check_workbook(workbook, sheet=sheet, process=model)
    if as_json:
        print_json(document(workbook, checks))
    else:
        print_page(page(checks, chosen))
    raise typer.Exit(exit_code(findings, fail_on))
