"""Model to workbook to model: untouched workbooks change nothing, edited ones give the letters they hold."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bpr.analysis.raci.cells import format_cell, translate
from bpr.analysis.raci.derive import derive_raci
from bpr.analysis.raci.load import report_raci
from bpr.diagnosis.analyse import analyse
from bpr.export.workbook.plan import plan_raci
from bpr.export.workbook.raci_workbook import raci_workbook_bytes
from bpr.formats.library import names, open_library
from bpr.formats.raci_sheet.reading import read_raci_workbook
from bpr.formats.yaml_file import read_yaml
from bpr.formats.yaml_write import write_yaml
from bpr.merge.duties import write_duties
from bpr.merge.raci import merge_raci
from bpr.model import Process
from bpr.model.raci import LETTERS, VariantName

from ..strategies import processes


def as_process(data: bytes) -> Process:
    model = read_yaml(data)
    assert isinstance(model, Process)
    return model


def come_back(process: Process, folder: Path, lang: str = "en", edit=None, variant: VariantName | None = None):
    path = folder / "back.xlsx"
    raci = report_raci(process, variant=variant)
    path.write_bytes(raci_workbook_bytes(process, analyse(process), raci=raci, lang=lang))
    if edit is not None:
        book = openpyxl.load_workbook(path)
        edit(book[raci.matrix.variant])
        book.save(path)
    sheets = read_raci_workbook(path, process=process.id)
    return merge_raci(sheets, derive_raci(process), derive=lambda kind: derive_raci(process, variant=kind))


@pytest.mark.parametrize(("number", "name"), list(enumerate(names())))
def test_an_untouched_workbook_of_the_library_changes_nothing(number, name, tmp_path):
    model = open_library(name)
    if not isinstance(model, Process):
        pytest.skip(f"{name} is a value chain")
    merge = come_back(model, tmp_path, lang=("en", "zh")[number % 2])
    assert (merge.changes, merge.conflicts, merge.unreadable, merge.notes) == ((), (), (), ())


@pytest.mark.parametrize("variant", list(LETTERS))
@pytest.mark.parametrize("name", ["contract-approval.asis", "presales-support"])
def test_an_untouched_workbook_in_any_letters_changes_nothing(variant, name, tmp_path):
    merge = come_back(open_library(name), tmp_path, variant=variant)
    assert (merge.changes, merge.conflicts, merge.unreadable, merge.notes) == ((), (), (), ())


@given(processes(), st.integers(0, 10**6), st.sampled_from(list(LETTERS)))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_letters_typed_in_another_kind_are_those_of_the_model_seen_in_that_kind(process, seed, variant):
    rng, matrix = random.Random(seed), derive_raci(process, variant=variant)
    plan = plan_raci(process, matrix)
    known = [letter for letter in LETTERS[variant] if translate(letter, variant, process.raci)[1]]
    rows = [step for step in plan.steps if not step.summary and step.id not in matrix.rights]
    typed: dict[tuple[str, str], tuple[str, ...]] = {}
    for _ in range(4 if rows and plan.roles else 0):
        step, role = rng.choice(rows).id, rng.choice(plan.roles).id
        kept = [letter for letter in matrix.rows[step].get(role, ()) if letter not in known]
        typed[step, role] = (*rng.sample(known, rng.randint(0, 2)), *kept)

    def edit(sheet):
        for (step, role), letters in typed.items():
            column = next(place.column for place in plan.roles if place.id == role)
            sheet.cell(plan.row_of[step], column).value = format_cell(letters, variant) or None

    with tempfile.TemporaryDirectory() as folder:
        merge = come_back(process, Path(folder), "en", edit, variant)
    assert (merge.conflicts, merge.unreadable, merge.notes) == ((), (), ())
    content = write_yaml(process).encode()
    _, after = write_duties(content, merge.wanted(), as_process(content), as_process)
    now = derive_raci(after, variant=variant)
    for (step, role), letters in typed.items():
        assert set(now.rows[step].get(role, ())) == set(letters), (step, role)


@given(processes(), st.integers(0, 10**6), st.sampled_from(["en", "zh"]))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_letters_typed_into_a_workbook_are_the_letters_of_the_model_afterwards(process, seed, lang):
    rng, matrix = random.Random(seed), derive_raci(process)
    plan = plan_raci(process, matrix)
    rows = [step for step in plan.steps if not step.summary]
    typed: dict[tuple[str, str], tuple[str, ...]] = {}
    for _ in range(4 if rows and plan.roles else 0):
        step, role = rng.choice(rows).id, rng.choice(plan.roles).id
        typed[step, role] = tuple(rng.sample(LETTERS[process.raci], rng.randint(0, 2)))

    def edit(sheet):
        for (step, role), letters in typed.items():
            column = next(place.column for place in plan.roles if place.id == role)
            sheet.cell(plan.row_of[step], column).value = format_cell(letters, process.raci) or None

    with tempfile.TemporaryDirectory() as folder:
        merge = come_back(process, Path(folder), lang, edit)
    assert (merge.conflicts, merge.unreadable, merge.notes) == ((), (), ())
    content = write_yaml(process).encode()
    _, after = write_duties(content, merge.wanted(), as_process(content), as_process)
    now = derive_raci(after)
    for step in matrix.own_rows:
        for role in plan.roles:
            wanted = typed.get((step, role.id), matrix.rows[step].get(role.id, ()))
            assert set(now.rows[step].get(role.id, ())) == set(wanted), (step, role.id)
