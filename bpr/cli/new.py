"""`bpr new`: a process to begin with, as a table to fill in or as a process file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpr.cli.common import ForceOption, LangOption, language, note
from bpr.cli.invocation import as_called


def new(
    name: Annotated[str, typer.Argument(help="What the process is called.")],
    table: Annotated[
        Path | None, typer.Option("--table", help="Write an Excel table to fill in: a file that ends in .xlsx.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The process file; NAME.yaml if left out.")
    ] = None,
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """Begin a process: an Excel table with an example, or a process file with comments.

    Example: bpr new "Leave request" --table leave.xlsx
    """
    from bpr.errors import ExportError
    from bpr.export.files import write_output
    from bpr.text import safe_name, shell_word

    chosen = language(lang)
    name = name.strip().removesuffix(".yaml").removesuffix(".xlsx") or "process"
    if table is not None and output is not None:
        raise ExportError.because(
            "--table and -o name two different kinds of file",
            "--table 和 -o 指定了两种不同的文件",
            fix_en="give one of them",
            fix_zh="只用其中一个",
        )
    place = table or output or Path(f"{safe_name(name)}.yaml")
    suffixes = (".xlsx",) if table is not None else (".yaml", ".yml")
    if place.suffix.lower() not in suffixes:
        raise ExportError.because(
            f"this cannot be written as '{place.suffix}'",
            f"不能写成“{place.suffix}”格式",
            fix_en=f"name a file that ends in {suffixes[0]}; --table writes .xlsx, -o writes .yaml",
            fix_zh=f"请使用 {suffixes[0]} 结尾的文件名；--table 写 .xlsx，-o 写 .yaml",
        )
    content: bytes | str
    if table is not None:
        from bpr.export.workbook.process_table import process_table_bytes

        content = process_table_bytes(None, lang=chosen, example=True, name=name)
    else:
        from bpr.formats.starter import starter

        content = starter(name, lang=chosen)
    write_output(place, content, force=force)
    note(str(place))
    fill, draw, typed = table is not None, as_called("bpr draw"), shell_word(place)
    note(
        {
            "en": f"{'Fill it in, save it, then' if fill else 'Next'}: {draw} {typed} -o picture.svg --lang {chosen}",
            "zh": f"{'填写并保存后运行' if fill else '下一步'}：{draw} {typed} -o picture.svg --lang {chosen}",
        }[chosen]
    )
