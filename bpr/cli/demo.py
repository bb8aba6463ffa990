"""`bpr demo`: the main job on a library model, from file to findings, picture and workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpr.cli.common import ForceOption, LangOption, default_folder, language, note, open_model, print_sections
from bpr.cli.invocation import as_called

DEMO_MODEL = "customer-reception.asis"


def demo(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Folder for the results.")] = None,
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """Run the main job on a library model and say where the results lie.

    Example: bpr demo --lang zh
    """
    from bpr.diagnosis.analyse import analyse
    from bpr.export.bundle import export_bundle
    from bpr.export.sections import diagnosis_sections

    chosen = language(lang)
    process = open_model(DEMO_MODEL, chosen)
    analysis = analyse(process)
    print_sections(diagnosis_sections(analysis, chosen), brief=True)
    folder = output or default_folder(process)
    files = export_bundle(analysis, folder, force=force)
    note("结果写在：" if chosen == "zh" else "The results lie here:")
    for path in files:
        note(f"  {path}")
    note(as_called("下一步：bpr export 您的流程.yaml" if chosen == "zh" else "Next: bpr export your-process.yaml"))
