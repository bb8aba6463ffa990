"""`bpr convert`: a process from one file format into another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bpr.cli.common import ForceOption, LangOption, ModelArgument, language, note, open_noting

if TYPE_CHECKING:
    from bpr.errors import Problem
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
    process = open_noting(model, chosen)
    content = _content(process, suffix, chosen)
    try:
        write_output(output, content, force=force)
    except ExportError as error:
        if suffix != ".xlsx":
            raise
        raise ExportError(_with_ways_on(problem, model, output) for problem in error.problems) from None
    note(str(output))
    if suffix in (".xlsx", ".csv"):
        from bpr.formats.table import lost_in_table

        for text in lost_in_table(process):
            note(text.pick(chosen))


def _with_ways_on(problem: Problem, model: str, output: Path) -> Problem:
    """What to do about a table that stands there already and may hold edits of somebody."""
    from dataclasses import replace

    from bpr.formats.files import YAML_SUFFIXES
    from bpr.text import Text

    if problem.code not in ("FILE_CHANGED", "FILE_EXISTS"):
        return problem
    other = output.with_name(f"{output.stem}-2{output.suffix}")
    if Path(model).suffix.lower() in YAML_SUFFIXES:
        keep = f"bpr table read '{output}' --into '{model}'"
        en, zh = f"{keep} (with --dry-run: only show them)", f"{keep}（加 --dry-run 只预览）"
    else:
        en = zh = f"bpr convert '{output}' -o '{output.with_suffix('.yaml')}'"
    return replace(
        problem,
        remedy=Text(
            en=f"to keep the edits in it, read them into a process file first: {en}; to leave it as it is, write "
            f"beside it: -o '{other}'; to lose the edits, write over it: --force",
            zh=f"保留其中的修改：先读入流程文件：{zh}；保持该文件不变：写到另一个文件 -o '{other}'；"
            "放弃其中的修改：用 --force 覆盖",
        ),
    )


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
