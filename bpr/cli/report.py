"""`bpr report`: one document for readers who never saw bpr."""

from __future__ import annotations

from typing import Annotated

import typer

from bpr.cli.common import (
    ForceOption,
    JsonOption,
    LangOption,
    ModelArgument,
    OutputOption,
    ThemeOption,
    asked_format,
    asked_place,
    language,
    note,
    open_theme,
    open_told,
    print_json,
)


def report(
    model: ModelArgument,
    output: OutputOption = None,
    to: Annotated[str, typer.Option("--to", help="Format when -o does not tell: html, docx or pdf.")] = "html",
    theme: ThemeOption = None,
    assume_uniform: Annotated[
        bool, typer.Option("--assume-uniform", help="Divide unknown branch shares evenly; results say 'assumed'.")
    ] = False,
    force: ForceOption = False,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Write a report: picture, key figures, findings with remedies, matrices, and how each number was found.

    Example: bpr report order-to-cash.asis -o report.docx --lang zh
    """
    from bpr.diagnosis.analyse import analyse
    from bpr.export.files import write_output
    from bpr.export.report.content import make_report
    from bpr.export.report.write import render_report
    from bpr.export.swimlane.album import Album

    chosen = language(lang)
    look = open_theme(theme, chosen)
    process = open_told(model, chosen)
    suffix = asked_format(output, to)
    place = asked_place(output, process, f"report.{chosen}", suffix)
    made = make_report(Album.of(analyse(process, assume_uniform=assume_uniform)), lang=chosen, theme=look)
    rendered = render_report(made, suffix)
    write_output(place, rendered.data, force=force)
    for warning in rendered.warnings:
        note(warning.pick(chosen))
    if as_json:
        print_json({"bpr": "report/1", "file": place.as_posix(), "chapters": [one.key for one in made.chapters]})
        return
    note(str(place))
