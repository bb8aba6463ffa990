"""`bpr library`: the ready-made models."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpr.cli.common import ForceOption, JsonOption, LangOption, language, note, out, print_json

app = typer.Typer(help="The ready-made models: list, show, copy. 模型库。", no_args_is_help=True)


@app.command("list")
def list_models(as_json: JsonOption = False, lang: LangOption = None) -> None:
    """List the library models.

    Example: bpr library list
    """
    from rich.table import Table

    from bpr.formats.library import names, open_library
    from bpr.model import Process

    chosen = language(lang)
    zh = chosen == "zh"
    rows = []
    for name in names():
        model = open_library(name)
        kind = (model.stage or "process") if isinstance(model, Process) else model.kind
        size = len(model.activities()) if isinstance(model, Process) else len(model.elements)
        rows.append((name, model.title, kind, size))
    if as_json:
        models = [
            {"id": name, "title": title.model_dump() if title else None, "kind": kind, "activities": size}
            for name, title, kind, size in rows
        ]
        print_json({"bpr": "library/1", "models": models})
        return
    table = Table(box=None, pad_edge=False)
    for head in ("编号", "名称", "类型", "活动数") if zh else ("Id", "Title", "Kind", "Activities"):
        whole = head in ("编号", "Id")
        table.add_column(head, justify="right" if head in ("活动数", "Activities") else "left", no_wrap=whole)
    for name, title, kind, size in rows:
        table.add_row(name, title.pick(chosen) if title else "", kind, str(size))
    out().print(table)


@app.command("show")
def show(name: Annotated[str, typer.Argument(help="The id of a library model.")]) -> None:
    """Print the file of a library model.

    Example: bpr library show customer-reception.asis
    """
    import sys

    from bpr.formats.library import path_of

    sys.stdout.write(path_of(name).read_text(encoding="utf-8"))


@app.command("copy")
def copy(
    name: Annotated[str, typer.Argument(help="The id of a library model.")],
    target: Annotated[Path, typer.Argument(help="A file or folder to copy it to.")] = Path(),
    force: ForceOption = False,
) -> None:
    """Copy a library model to start from.

    Example: bpr library copy contract-approval.asis my-contracts.yaml
    """
    from bpr.errors import ExportError, Where
    from bpr.export.files import replace_file
    from bpr.formats.library import path_of

    source = path_of(name)
    place = target / source.name if target.is_dir() or target == Path() else target
    if place.exists() and not force:
        raise ExportError.because(
            "the file exists already",
            "文件已存在",
            fix_en="choose another name, or add --force",
            fix_zh="换一个名称，或加上 --force",
            where=Where(file=str(place)),
        )
    replace_file(place, _renamed(source.read_text(encoding="utf-8"), place.stem).encode())
    note(str(place))


def _renamed(text: str, stem: str) -> str:
    """The file with the id that its new name asks for, so that its outputs go into a folder of their own."""
    import re

    from bpr.text import safe_name

    return re.sub(r"(?m)^(process|value_chain|landscape): .*$", rf"\1: {safe_name(stem)}", text, count=1)
