"""`bpr doctor`: what works on this machine, and what each lack costs."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import typer

from bpr.cli.common import JsonOption, LangOption, language, out, print_json

Row = tuple[str, bool, str, str]


def doctor(as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Look at this machine: Python, packages, fonts, programs, folders.

    Example: bpr doctor
    """
    zh = language(lang) == "zh"
    rows = list(_rows(zh))
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
    dot = shutil.which("dot")
    yield ("Graphviz dot", dot is not None, dot or "-", "泳道图不需要它" if zh else "not needed for swimlanes")
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
    from bpr.export.font import font_files, missing_characters

    files = font_files()
    ok = bool(files) and not missing_characters(["Swimlane 泳道图 客户接待"])
    cost = "图片中的文字可能缺失" if zh else "text in pictures may be missing"
    return ("字体" if zh else "Font", ok, ", ".join(path.name for path in files) or "-", cost)


def _writable(zh: bool) -> Row:
    import os

    here = Path.cwd()
    ok = os.access(here, os.W_OK)
    cost = "结果无法写到这里；请用 -o 指定文件夹" if zh else "results cannot be written here; name a folder with -o"
    return ("当前文件夹" if zh else "This folder", ok, str(here), cost)
