"""`bpr analyse`: every analysis of a process on one page."""

from __future__ import annotations

from typing import Annotated

import typer

from bpr.cli.common import (
    JsonOption,
    LangOption,
    ModelArgument,
    exit_code,
    language,
    open_model,
    print_json,
    print_sections,
)


def analyse(
    model: ModelArgument,
    as_json: JsonOption = False,
    brief: Annotated[bool, typer.Option("--brief", help="Leave out the list of findings.")] = False,
    assume_uniform: Annotated[
        bool, typer.Option("--assume-uniform", help="Divide unknown branch shares evenly; results say 'assumed'.")
    ] = False,
    fail_on: Annotated[
        str, typer.Option("--fail-on", help="Exit with 1 from this severity on: error, warning, info or never.")
    ] = "never",
    lang: LangOption = None,
) -> None:
    """Show handoffs, loops, work and waiting, load, bottlenecks, duties and findings.

    Example: bpr analyse customer-reception.asis --lang zh
    """
    from bpr.diagnosis.analyse import analyse as run

    chosen = language(lang)
    analysis = run(open_model(model, chosen), assume_uniform=assume_uniform)
    if as_json:
        print_json(analysis.to_json())
    else:
        from bpr.export.sections import diagnosis_sections

        print_sections(diagnosis_sections(analysis, chosen), brief=brief)
    raise typer.Exit(exit_code(analysis.findings, fail_on))
