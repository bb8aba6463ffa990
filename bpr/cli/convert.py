"""`bpr convert`: a process from one file format into another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpr.cli.common import ForceOption, ModelArgument, note, open_model


def convert(
    model: ModelArgument,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write: .yaml.")],
    force: ForceOption = False,
) -> None:
    """Turn a BPMN file into a process file, to fill in times, shares and duties.

    Example: bpr convert order.bpmn -o order.yaml
    """
    from bpr.errors import ExportError
    from bpr.export.files import write_output
    from bpr.formats.yaml_write import write_yaml

    if output.suffix.lower() not in (".yaml", ".yml"):
        raise ExportError.because(
            f"processes cannot be written as '{output.suffix}'",
            f"流程不能写成“{output.suffix}”格式",
            fix_en="name a file that ends in .yaml",
            fix_zh="请使用 .yaml 结尾的文件名",
        )
    write_output(output, write_yaml(open_model(model)), force=force)
    note(str(output))
