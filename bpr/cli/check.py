"""`bpr check`: is the file sound, complete and unambiguous?"""

from __future__ import annotations

from typing import Annotated

import typer

from bpr.cli.common import JsonOption, LangOption, exit_code, language, open_model, out, print_json


def check(
    models: Annotated[list[str], typer.Argument(help="Process files or ids of library models.")],
    fail_on: Annotated[
        str, typer.Option("--fail-on", help="Exit with 1 from this severity on: error, warning, info or never.")
    ] = "error",
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Check structure, RACI and style of processes.

    Example: bpr check my-process.yaml --fail-on warning
    """
    from bpr.cli.show import findings_table
    from bpr.diagnosis.check import check_process

    chosen = language(lang)
    results = [(reference, check_process(open_model(reference))) for reference in models]
    everything = tuple(finding for _, findings in results for finding in findings)
    if as_json:
        document = [
            {"model": reference, "findings": [finding.to_json() for finding in findings]}
            for reference, findings in results
        ]
        print_json({"bpr": "check/1", "models": document})
    else:
        for reference, findings in results:
            out().print(findings_table(findings, chosen, title=reference))
    raise typer.Exit(exit_code(everything, fail_on))
