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
    from bpr.errors import ExportError
    from bpr.export.files import write_output
    from bpr.export.workbook.raci_workbook import raci_workbook_bytes

    chosen = language(lang)
    process = open_model(model)
    if output is not None and output.suffix.lower() != ".xlsx":
        raise ExportError.because(
            f"a RACI workbook cannot be written as '{output.suffix}'",
            f"RACI 工作簿不能写成“{output.suffix}”格式",
            fix_en="name a file that ends in .xlsx",
            fix_zh="请使用 .xlsx 结尾的文件名",
        )
    place = output or default_folder(process) / f"raci.{chosen}.xlsx"
    write_output(place, raci_workbook_bytes(process, analyse(process), lang=chosen), force=force)
    note(str(place))
