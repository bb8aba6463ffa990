import re
from pathlib import Path

import pytest

import bpr.formats.bpmn
from bpr.findings import Severity
from bpr.formats.bpmn.notes import RAW_LIMIT
from bpr.formats.reading import REASONS, reading_findings
from bpr.model import Process
from tests.formats.bpmn.samples import read, read_process


def test_everything_without_a_place_is_kept_with_its_text_and_told_once_a_reason():
    process = read(
        '<message id="m"/><signal id="s"/><process id="P"><group id="g"/>'
        '<userTask id="A" camunda:formKey="f"><extensionElements><camunda:x y="1"/></extensionElements></userTask>'
        '<userTask id="B" camunda:formKey="f"/></process>'
    )
    kept = {(entry.what, entry.where, entry.reason) for entry in process.unread}
    assert kept == {
        ("message", "m", "NOT_IN_MODEL"),
        ("signal", "s", "NOT_IN_MODEL"),
        ("group", "g", "NOT_IN_MODEL"),
        ("extensionElements of userTask", "A", "VENDOR_EXTENSION"),
        ("attributes of userTask", "A", "VENDOR_EXTENSION"),
        ("attributes of userTask", "B", "VENDOR_EXTENSION"),
    }
    assert any("<camunda:x" in entry.raw for entry in process.unread)
    findings = reading_findings(process)
    assert [finding.code for finding in findings] == ["NOT_IN_MODEL", "VENDOR_EXTENSION"]
    assert {finding.severity for finding in findings} == {Severity.INFO}
    assert {finding.area for finding in findings} == {"reading"}
    assert findings[1].elements == ("A", "B")
    assert "2x attributes of userTask" in findings[1].message.en


def test_raw_text_is_cut():
    process = read_process(f'<task id="A"><property id="p" name="{"x" * 2 * RAW_LIMIT}"/></task>')
    assert [len(entry.raw) for entry in process.unread] == [RAW_LIMIT + 1]


def test_defaults_and_empty_extensions_are_not_worth_a_note():
    process = read_process('<task id="A" startQuantity="1" completionQuantity="1"><extensionElements/></task>')
    assert process.unread == ()
    assert reading_findings(process) == ()


def test_every_reason_in_the_code_has_its_words_in_both_languages():
    folder = Path(bpr.formats.bpmn.__file__).parent
    used = set()
    for file in folder.glob("*.py"):
        used |= set(re.findall(r'add\([^"]*"([A-Z_]+)"', file.read_text(encoding="utf-8")))
        used |= set(re.findall(r'reason="([A-Z_]+)"', file.read_text(encoding="utf-8")))
    assert {"FLOW_DANGLING", "NO_LANE", "DRAWING"} <= used
    assert used <= set(REASONS)
    for reason in REASONS.values():
        assert all((reason.en, reason.zh, reason.fix_en, reason.fix_zh))


@pytest.mark.parametrize("reason", [*REASONS, "LOOKS_ALIKE", "OF_A_LATER_VERSION"])
def test_counts_are_told_in_words_that_go_with_them(reason):
    for count, wrong in ((1, r"\b1 [a-z ]+s (are|were|have|lead|stand)\b|\(s\)"), (2, r"\(s\)")):
        entries = [{"what": "x", "where": f"y{at}", "reason": reason, "raw": "z"} for at in range(count)]
        (finding,) = reading_findings(Process.model_validate({"process": "p", "unread": entries}))
        assert finding.code == (reason if reason in REASONS else "NOT_IN_MODEL")
        assert re.search(wrong, finding.message.en) is None


def test_one_flow_leads_and_two_lead():
    def told(count: int) -> str:
        entries = [{"what": "x", "where": "y", "reason": "FLOW_DANGLING", "raw": ""}] * count
        return reading_findings(Process.model_validate({"process": "p", "unread": entries}))[0].message.en

    assert told(1).startswith("1 sequence flow leads from")
    assert told(2).startswith("2 sequence flows lead from")
