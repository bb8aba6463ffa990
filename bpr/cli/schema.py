"""`bpr schema`: the JSON Schema of process files, for completion in editors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpr.cli.common import note, print_json


def schema(
    kind: Annotated[str, typer.Argument(help="process or value-chain.")] = "process",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write it into this file.")] = None,
) -> None:
    """Print the JSON Schema of process files.

    Example: bpr schema -o process.schema.json
    """
    import json

    from bpr.errors import InputError
    from bpr.formats.schema import process_schema, value_chain_schema

    schemas = {"process": process_schema, "value-chain": value_chain_schema}
    if kind not in schemas:
        raise InputError.because(
            f"there is no schema for '{kind}'",
            f"没有“{kind}”的模式",
            fix_en="use process or value-chain",
            fix_zh="可用：process 或 value-chain",
        )
    document = schemas[kind]()
    if output is None:
        print_json(document)
        return
    from bpr.export.files import replace_file

    replace_file(output, (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode())
    note(f"{output}\n# yaml-language-server: $schema={output.name}")
