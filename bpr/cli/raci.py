"""`bpr raci`: responsibility matrices as workbooks."""

from __future__ import annotations

import typer

from bpr.cli.common import (
    ForceOption,
    LangOption,
    ModelArgument,
    OutputOption,
    default_folder,
    language,
    note,
    open_model,
)

app = typer.Typer(help="Responsibility matrices: export as Excel workbook. 职责矩阵。", no_args_is_help=True)


@app.command("export")
def export(
    model: ModelArgument, output: OutputOption = None, force: ForceOption = False, lang: LangOption = None
) -> None:
    """Write the RACI workbook of a process.

    Example: bpr raci export contract-approval.tobe -o raci.xlsx --lang zh
    """
    from bpr.diagnosis.analyse import analyse
    from bpr.export.files import write_output
    from bpr.export.workbook.raci_workbook import raci_workbook_bytes

    chosen = language(lang)
    process = open_model(model)
    place = output or default_folder(process) / f"raci.{chosen}.xlsx"
    write_output(place, raci_workbook_bytes(process, analyse(process), lang=chosen), force=force)
    note(str(place))
