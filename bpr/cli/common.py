"""What all verbs share: language, JSON, opening models, output folders, exit codes. Loads nothing heavy itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bpr.cli.invocation import as_called

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from bpr.errors import Problem
    from bpr.export.speaker import Section
    from bpr.export.theme.theme import Theme
    from bpr.findings import Finding
    from bpr.model import Process, ValueChain
    from bpr.text import Lang

DONE, FINDINGS, WRONG_USE, PART_MISSING, INTERRUPTED = 0, 1, 2, 3, 130

ModelArgument = Annotated[
    str, typer.Argument(help="A process file (.yaml, .bpmn, .xlsx, .csv) or the id of a library model.")
]
LangOption = Annotated[str | None, typer.Option("--lang", help="Language of the output: en or zh.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout and nothing else.")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="Where to write; exports/<id>/ if left out.")]
ThemeOption = Annotated[Path | None, typer.Option("--theme", help="A theme file: colours, font of pages, logo.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Overwrite files that were edited by hand.")]


def language(asked: str | None) -> Lang:
    """The language of the output: the one asked for, else BPR_LANG, else the system's; English when in doubt."""
    from bpr.errors import InputError

    chosen = (asked or os.environ.get("BPR_LANG") or "").strip().lower()
    if chosen.startswith("zh"):
        return "zh"
    if chosen.startswith("en"):
        return "en"
    if asked:
        raise InputError.because(
            f"'{asked}' is not a language bpr speaks",
            f"bpr 不支持语言 '{asked}'",
            fix_en="use --lang en or --lang zh",
            fix_zh="使用 --lang en 或 --lang zh",
        )
    import locale

    try:
        system = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    except ValueError:
        system = ""
    return "zh" if system.lower().startswith(("zh", "chinese")) else "en"


def open_model(reference: str, lang: Lang) -> Process:
    """The process behind a file name or a library id, for commands that show findings; others use `open_told`.

    What the reader is in doubt about is no finding of the process and goes to stderr.

    Raises:
        InputError: it cannot be read, or is a value chain; a hint says what to do with that.
    """
    from bpr.formats.files import load_doubting

    model, doubts = load_doubting(reference)
    _note_warnings(doubts, reference, lang)
    return _process(model, reference)


def open_told(reference: str, lang: Lang) -> Process:
    """The same for commands that show no findings: warnings of the reader go to stderr."""
    return _process(load_told(reference, lang), reference)


def load_told(reference: str, lang: Lang) -> Process | ValueChain:
    """The model behind a file name or a library id; warnings of the reader go to stderr."""
    from bpr.formats.files import load_doubting
    from bpr.model import Process

    model, doubts = load_doubting(reference)
    if isinstance(model, Process):
        note_reading(model, reference, lang, doubts)
    return model


def _process(model: Process | ValueChain, reference: str) -> Process:
    from bpr.errors import InputError
    from bpr.model import Process
    from bpr.text import shell_word

    if isinstance(model, Process):
        return model
    raise InputError.because(
        f"'{reference}' is a value chain, not a process",
        f"“{reference}” 是价值链，不是流程",
        fix_en=f"look at it with: bpr library show {shell_word(reference)}",
        fix_zh=f"查看它请用：bpr library show {shell_word(reference)}",
    )


def note_reading(process: Process, reference: str, lang: Lang, doubts: tuple[Finding, ...] = ()) -> None:
    """Warnings and doubts of the reader on stderr."""
    from bpr.formats.reading import reading_findings

    _note_warnings((*reading_findings(process), *doubts), reference, lang)


def _note_warnings(findings: Iterable[Finding], reference: str, lang: Lang) -> None:
    from bpr.findings import Severity

    for finding in findings:
        if finding.severity is Severity.WARNING:
            note(f"{reference}: {finding.message.pick(lang)}")


def open_theme(path: Path | None, lang: Lang) -> Theme:
    """The theme of a file, the plain one without a file; faint colours are told on stderr."""
    from bpr.export.theme.theme import PLAIN

    if path is None:
        return PLAIN
    from bpr.export.theme.file import read_theme

    found = read_theme(path)
    for warning in found.warnings:
        note(f"{path}: {warning.pick(lang)}")
    return found.theme


def print_json(document: Any) -> None:
    """One JSON document on stdout, Chinese as it is, keys in the order of the document."""
    import json

    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower()
    sys.stdout.write(text if encoding.startswith("utf") else json.dumps(document, indent=2) + "\n")


def default_folder(process: Process | ValueChain) -> Path:
    """Where outputs go when nobody names a place: exports/<id>/."""
    from bpr.text import safe_name

    return Path("exports") / safe_name(process.id)


def asked_format(output: Path | None, to: str) -> str:
    """The suffix of the file asked for, without its dot; ``to`` where the file has none or is not named."""
    return (output.suffix.removeprefix(".") if output and output.suffix else to).lower()


def asked_place(output: Path | None, process: Process | ValueChain, stem: str, suffix: str) -> Path:
    """Where a file goes: the place asked for with its suffix, else exports/<id>/<stem>.<suffix>."""
    place = output or default_folder(process) / f"{stem}.{suffix}"
    return place if place.suffix else place.with_name(f"{place.name}.{suffix}")


def page_width() -> int:
    """Columns of the terminal, 100 where there is none; at least 60."""
    import shutil

    return max(60, shutil.get_terminal_size((100, 24)).columns)


def print_page(text: str) -> None:
    """A finished page on stdout."""
    from bpr.text import printable

    sys.stdout.write(printable(text))


def print_sections(sections: Iterable[Section], *, brief: bool = False) -> None:
    """Sections as a page on stdout, with remedies that work when they are typed."""
    from bpr.export.page import page_text

    print_page(page_text(map(_as_called, sections), width=page_width(), brief=brief))


def _as_called(section: Section) -> Section:
    from dataclasses import replace

    if not section.remedies:
        return section
    return replace(section, rows=tuple((*row[:-1], as_called(row[-1])) for row in section.rows))


def out() -> Console:
    """The console for results (stdout)."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False, width=page_width())


def note(text: str) -> None:
    """A line for people on stderr."""
    from bpr.text import printable

    if sys.stderr is not None:
        sys.stderr.write(printable(text) + "\n")


def note_problems(problems: Iterable[Problem], lang: str) -> None:
    """Faults on stderr, with remedies that work when they are typed."""
    from dataclasses import replace

    from bpr.text import Text

    for problem in problems:
        note(replace(problem, remedy=Text(en=as_called(problem.remedy.pick(lang)))).render(lang))


def exit_code(findings: tuple[Finding, ...], fail_on: str) -> int:
    """1 when a finding is at or above the asked severity, else 0; ``never`` never fails."""
    from bpr.errors import InputError
    from bpr.findings import Severity

    if fail_on == "never":
        return DONE
    if fail_on not in {severity.value for severity in Severity}:
        raise InputError.because(
            f"'{fail_on}' is not a severity",
            f"“{fail_on}” 不是有效的严重程度",
            fix_en="use error, warning, info or never",
            fix_zh="可用：error、warning、info 或 never",
        )
    limit = Severity(fail_on).rank
    return FINDINGS if any(finding.severity.rank <= limit for finding in findings) else DONE
