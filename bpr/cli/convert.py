"""`bpr convert`: a process from one file format into another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bpr.cli.common import ForceOption, LangOption, ModelArgument, language, note, note_reading, open_model

if TYPE_CHECKING:
    from bpr.model import Process
    from bpr.text import Lang

_SUFFIXES = (".yaml", ".yml", ".bpmn", ".xlsx", ".csv")


def convert(
    model: ModelArgument,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write: .yaml, .bpmn, .xlsx or .csv.")],
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """Turn a table or a BPMN file into a process file, or any process into BPMN or a table (Excel, CSV).

    Example: bpr convert order.bpmn -o order.yaml
    """
    from bpr.errors import ExportError
    from bpr.export.files import write_output

    suffix = output.suffix.lower()
    if suffix not in _SUFFIXES:
        raise ExportError.because(
            f"processes cannot be written as '{output.suffix}'",
            f"流程不能写成“{output.suffix}”格式",
            fix_en="name a file that ends in .yaml, .bpmn, .xlsx or .csv",
            fix_zh="请使用 .yaml、.bpmn、.xlsx 或 .csv 结尾的文件名",
        )
    chosen = language(lang)
    process = open_model(model)
    note_reading(process, model, chosen)
    write_output(output, _content(process, suffix, chosen), force=force)
    note(str(output))
    if suffix in (".xlsx", ".csv"):
        from bpr.formats.table import lost_in_table

        for text in lost_in_table(process):
            note(text.pick(chosen))


def _content(process: Process, suffix: str, lang: Lang) -> bytes | str:
    """The process in the format of a suffix."""
    if suffix == ".bpmn":
        from bpr.export.bpmn import to_bpmn

        return to_bpmn(process, lang=lang)
    if suffix == ".xlsx":
        from bpr.export.workbook.process_table import process_table_bytes

        return process_table_bytes(process, lang=lang)
    if suffix == ".csv":
        from bpr.export.process_csv import process_csv

        return process_csv(process, lang=lang)
    from bpr.formats.yaml_write import write_yaml

    return write_yaml(process)
