from __future__ import annotations

import pytest

from bpr.analysis.soundness.check import check_soundness
from bpr.analysis.soundness.report import worst
from bpr.findings import Severity
from tests.analysis.soundness.models import drawn


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ({"sound", "unknown"}, "unknown"),
        ({"unknown", "unsound"}, "unsound"),
        ({"unsound", "invalid"}, "invalid"),
        (set(), "sound"),
    ],
)
def test_the_worst_verdict_wins(verdicts, expected):
    assert worst(verdicts) == expected


def test_errors_come_before_warnings_and_findings_leave_static_faults_out():
    report = check_soundness(drawn("S>P1 P1>A P1>B A>D B>D D>E C>E"))
    severities = [fault.severity for fault in report.faults]
    assert severities == sorted(severities, key=lambda severity: severity.rank)
    assert {fault.code for fault in report.errors} >= {"UNREACHABLE", "LACK_OF_SYNC"}
    assert {finding.code for finding in report.findings} == {"LACK_OF_SYNC", "MULTI_END_TOKENS"}
    assert all(finding.area == "soundness" for finding in report.findings)
    assert report.findings[0].severity is Severity.ERROR


def test_the_method_names_what_was_used():
    assert check_soundness(drawn("S>A A>E")).method == "xor_only"
    assert check_soundness(drawn("S>P1 P1>A P1>B A>P2 B>P2 P2>E")).method == "block_reduction"
    assert check_soundness(drawn("S>X1 X1>A X1>B A>P2 B>P2 P2>E")).method == "state_space"
