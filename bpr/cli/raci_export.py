"""What `bpr raci export` writes: the workbook of a process at one of its levels, or of a value chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpr.errors import InputError

if TYPE_CHECKING:
    from bpr.analysis.raci.levels import Level
    from bpr.export.workbook.book import Paper
    from bpr.export.workbook.names import BookLang
    from bpr.model import Process, ValueChain
    from bpr.model.raci import Variant

LEVELS = ("step", "sub-process", "process")
STAGES = ("to-be", "as-is")


def workbook_of(
    model: Process | ValueChain,
    *,
    variant: str | None,
    level: str,
    stage: str,
    lang: BookLang,
    paper: str,
) -> bytes:
    """The workbook as bytes.

    Raises:
        InputError: no such variant, level or stage.
        ExportError: no such language or paper.
    """
    from typing import cast

    from bpr.export.workbook.raci_workbook import raci_workbook_bytes
    from bpr.model import ValueChain

    letters = variant_named(variant)
    _one_of(level, LEVELS, "--level", "level", "层级")
    _one_of(stage, STAGES, "--stage", "stage", "阶段")
    sheet_paper = cast("Paper", paper.upper())
    if isinstance(model, ValueChain):
        from bpr.analysis.raci.levels import roll_up_chain
        from bpr.formats.realised import realised_processes

        rolled = roll_up_chain(model, realised_processes(model, stage=stage), variant=letters or "RACI")
        return raci_workbook_bytes(
            rolled.process, None, raci=rolled.report, missing=rolled.missing, lang=lang, paper=sheet_paper
        )
    if level != "step":
        from bpr.analysis.raci.levels import roll_up_process

        rolled = roll_up_process(model, cast("Level", level), variant=letters)
        return raci_workbook_bytes(rolled.process, None, raci=rolled.report, lang=lang, paper=sheet_paper)
    from bpr.analysis.raci.load import report_raci
    from bpr.diagnosis.analyse import analyse

    report = report_raci(model, variant=letters) if letters is not None else None
    return raci_workbook_bytes(model, analyse(model), raci=report, lang=lang, paper=sheet_paper)


def variant_named(name: str | None) -> Variant | None:
    """The variant of a name in any case; None where none is asked for.

    Raises:
        InputError: there is no such variant.
    """
    from bpr.model.raci import LETTERS, VariantName

    if name is None:
        return None
    from typing import cast

    plain = name.strip().upper().replace("_", "-").replace(" ", "-")
    _one_of(plain, tuple(LETTERS), "--variant", "kind of matrix", "矩阵类型")
    return cast("VariantName", plain)


def _one_of(value: str, allowed: tuple[str, ...], option: str, en: str, zh: str) -> None:
    if value not in allowed:
        raise InputError.because(
            f"'{value}' is not a {en}",
            f"“{value}”不是有效的{zh}",
            fix_en=f"use {option} with one of: {', '.join(allowed)}",
            fix_zh=f"{option} 可用：{'、'.join(allowed)}",
        )
