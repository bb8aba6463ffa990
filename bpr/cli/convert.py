"""`bpr convert`: a process from one file format into another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpr.cli.common import ForceOption, LangOption, ModelArgument, language, note, open_model


def convert(
    model: ModelArgument,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write: .yaml or .bpmn.")],
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """Turn a BPMN file into a process file, to fill in times, shares and duties, or a process file into BPMN.

    Example: bpr convert order.bpmn -o order.yaml
    """
    from bpr.errors import ExportError
    from bpr.export.files import write_output

    kind = output.suffix.lower()
    if kind not in (".yaml", ".yml", ".bpmn"):
        raise ExportError.because(
            f"processes cannot be written as '{output.suffix}'",
            f"流程不能写成“{output.suffix}”格式",
            fix_en="name a file that ends in .yaml or .bpmn",
            fix_zh="请使用 .yaml 或 .bpmn 结尾的文件名",
        )
    chosen = language(lang)
    process = open_model(model)
    if kind == ".bpmn":
        from bpr.export.bpmn import to_bpmn

        data: str | bytes = to_bpmn(process, lang=chosen)
    else:
        from bpr.formats.yaml_write import write_yaml

        data = write_yaml(process)
    write_output(output, data, force=force)
    note(str(output))
