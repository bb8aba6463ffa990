"""Tables as people made them: each is read, or refused with the reason."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from bpr.errors import InputError
from bpr.formats.table import read_table

CORPORA = Path(os.environ.get("BPR_CORPORA") or Path(__file__).resolve().parents[4] / "shared" / "corpora")
FOLDERS = ("process-inventory-alexia", "packt-tpm-workbooks", "apromore", "bpmn-miwg", "vsdx")
REFUSED = {
    "RACI.xlsx": "RACI_MATRIX",
    "TPM RACI.xlsx": "RACI_MATRIX",
    "Project Plan.xlsx": "NO_NEXT_COLUMN",
    "process_inventory.csv": "INVENTORY",
    "test5-empty-caseID.csv": "EVENT_LOG",
    "test5-empty-caseID.xlsx": "EVENT_LOG",
    "test6-different-delimiters.csv": "EVENT_LOG",
}

pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="no folder of collected models (BPR_CORPORA)")


def test_every_table_found_is_read_or_refused_with_the_reason():
    seen: Counter[str] = Counter()
    codes: dict[str, str] = {}
    speechless = 0
    files = [path for folder in FOLDERS for path in sorted((CORPORA / folder).rglob("*"))]
    for path in [path for path in files if path.suffix.lower() in (".xlsx", ".xlsm", ".csv")]:
        try:
            read_table(path)
            seen["read"] += 1
        except InputError as error:
            codes[path.name] = error.problems[0].code
            seen[codes[path.name]] += 1
            speechless += not error.problems[0].remedy.zh or str(path) not in str(error.problems[0].where)
    print(dict(seen))  # noqa: T201 - the counts are the result of the sweep
    assert seen.total() > 15
    assert speechless == 0
    assert {name: codes[name] for name in REFUSED if name in codes} == REFUSED
