"""`bpr check`: is the file sound, complete and unambiguous? For one file, many, or a whole folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bpr.cli.common import (
    DONE,
    WRONG_USE,
    JsonOption,
    LangOption,
    exit_code,
    language,
    note,
    note_problems,
    out,
    print_json,
)

if TYPE_CHECKING:
    from bpr.diagnosis.checked import Checked
    from bpr.diagnosis.settings import Settings

_FORMATS = ("text", "json", "sarif", "github")
_TABLES = 12  # up to this many models get a table each; more get one line a finding


def check(
    models: Annotated[list[str], typer.Argument(help="Process files, folders, or ids of library models.")],
    fail_on: Annotated[
        str, typer.Option("--fail-on", help="Exit with 1 from this severity on: error, warning, info or never.")
    ] = "error",
    form: Annotated[str, typer.Option("--format", help="text, json, sarif (2.1.0) or github (annotations).")] = "text",
    rule_set: Annotated[str | None, typer.Option("--set", help="Set of rules: recommended or strict.")] = None,
    config: Annotated[
        Path | None, typer.Option("--config", help="Project file; the nearest bpr.toml if left out.")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what is certain (spaces, full-width letters).")] = False,
    workers: Annotated[int, typer.Option("--workers", help="Processes at once; 0: one for each core.")] = 0,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Check unchanged files again, too.")] = False,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Check structure, RACI, style and gates of processes.

    Example: bpr check my-process.yaml --fail-on warning
    """
    from bpr.cli.progress import progress
    from bpr.diagnosis.hierarchy import with_call_cycles
    from bpr.diagnosis.index import cache_folder
    from bpr.diagnosis.sweep import sweep

    chosen = language(lang)
    form = _form("json" if as_json else form)
    exit_code((), fail_on)
    settings = _settings(models, config, rule_set)
    alone, found = _files(models, settings)
    if not (alone or found):
        place = models[0]
        note(f"{place}：没有找到流程文件" if chosen == "zh" else f"no process files found in {place}")
    if fix:
        _fix([*alone, *found], chosen)
    results: list[Checked] = list(sweep(alone, settings, in_folder=False))
    if found or any(Path(model).is_dir() for model in models):
        with progress("检查" if chosen == "zh" else "Checking") as report:
            cores = workers if workers > 0 else os.cpu_count() or 1
            cache = None if no_cache else cache_folder()
            results += sweep(found, settings, workers=cores, cache=cache, progress=report)
    results = list(with_call_cycles(results))
    _print(results, form, chosen, notes=fail_on == "info")
    findings = tuple(finding for result in results for finding in result.findings)
    code = exit_code(findings, fail_on)
    unread = any(result.standing == "unreadable" for result in results)
    raise typer.Exit(WRONG_USE if unread else code or DONE)


def _form(asked: str) -> str:
    from bpr.errors import InputError

    if asked not in _FORMATS:
        raise InputError.because(
            f"'{asked}' is not a format of check",
            f"check 没有格式 '{asked}'",
            fix_en=f"use one of: {', '.join(_FORMATS)}",
            fix_zh=f"可用：{'、'.join(_FORMATS)}",
        )
    return asked


def _settings(models: list[str], config: Path | None, rule_set: str | None) -> Settings:
    """The settings of the project: the file asked for, or the nearest one to the first model."""
    from bpr.diagnosis.settings import DEFAULT, Settings, find_settings, read_settings

    first = Path(models[0])
    beside = first if first.is_dir() else first.parent if first.exists() else Path()
    place = config or find_settings(beside)
    settings = read_settings(place) if place is not None else DEFAULT
    if rule_set is None:
        return settings
    rules = settings.rules.model_dump() | {"set": rule_set}
    _known_set(rule_set)
    return Settings.model_validate(settings.model_dump() | {"rules": rules})


def _known_set(rule_set: str) -> None:
    from bpr.errors import InputError
    from bpr.rules import SETS

    if rule_set not in SETS:
        raise InputError.because(
            f"'{rule_set}' is not a set of rules",
            f"没有规则集 '{rule_set}'",
            fix_en=f"use one of: {', '.join(SETS)}",
            fix_zh=f"可用：{'、'.join(SETS)}",
        )


def _files(models: list[str], settings: Settings) -> tuple[list[str], list[str]]:
    """What was named itself, and what was found in the folders named."""
    from bpr.diagnosis.sweep import model_files

    folders = [Path(model) for model in models if Path(model).is_dir()]
    alone = [model for model in models if not Path(model).is_dir()]
    exclude = settings.check.exclude
    return alone, [str(path) for folder in folders for path in model_files(folder, exclude)]


def _fix(files: list[str], lang: str) -> None:
    """Mend process files in place and say what changed."""
    from bpr.diagnosis.fix import fix_labels
    from bpr.export.files import replace_file
    from bpr.formats.files import YAML_SUFFIXES
    from bpr.text import counted

    for name in files:
        path = Path(name)
        if path.suffix.lower() not in YAML_SUFFIXES or not path.is_file():
            continue
        fixed = fix_labels(path.read_bytes())
        if fixed is not None:
            replace_file(path, fixed.content)
            count = len(fixed.changes)
            note(f"{name}: " + (f"{count} 处已整理" if lang == "zh" else f"{counted(count, 'label')} tidied"))


def _print(results: list[Checked], form: str, lang: str, *, notes: bool) -> None:
    """The results in the format asked for; what could not be read goes to stderr as well in text."""
    from bpr.cli.show_check import check_summary
    from bpr.export.check_formats import check_json, github_annotations, sarif

    if form == "json":
        print_json(check_json(results))
    elif form == "sarif":
        print_json(sarif(results, lang))
    elif form == "github":
        for line in github_annotations(results, lang):
            sys.stdout.write(line + "\n")
    else:
        _print_text(results, lang, notes=notes)
    if form in ("text", "json"):
        for result in results:
            note_problems(result.problems, lang)
    if form == "text" and len(results) > 1:
        note(check_summary(results, lang))


def _print_text(results: list[Checked], lang: str, *, notes: bool) -> None:
    from bpr.cli.show import findings_table
    from bpr.cli.show_check import check_lines

    checked = [result for result in results if result.standing == "checked"]
    if len(checked) <= _TABLES:
        for result in checked:
            out().print(findings_table(result.findings, lang, title=result.model))
    else:
        for line in check_lines(checked, lang, notes=notes):
            sys.stdout.write(line + "\n")
