"""JSON, SARIF and GitHub annotations of a check."""

import json
import re

import pytest

from bpr.diagnosis.checked import Checked
from bpr.errors import Problem, Where
from bpr.export.check_formats import check_json, github_annotations, sarif
from bpr.findings import Finding, Severity
from bpr.text import Text

TEXT = Text(en="100% bad,\nreally: yes", zh="坏")
FINDING = Finding(
    "DEADLOCK", Severity.ERROR, "soundness", TEXT, TEXT, ("J", "K"), where=Where("my models/a,b.yaml", 7, 3, "J")
)
NOTE = Finding("G6", Severity.INFO, "not-verb-object", TEXT, TEXT)
RESULTS = (
    Checked("my models/a,b.yaml", "checked", (FINDING,)),
    Checked("customer-reception.asis", "checked", (NOTE,)),
    Checked("broken.yaml", "unreadable", problems=(Problem(TEXT, TEXT, Where("broken.yaml", 2, 1), "SYNTAX"),)),
    Checked("pom.xml", "skipped"),
)


def test_json_keeps_its_shape_and_leaves_out_other_files():
    document = check_json(RESULTS)
    assert document["bpr"] == "check/1"
    assert [model["model"] for model in document["models"]] == [result.model for result in RESULTS[:3]]
    assert document["models"][0]["findings"][0]["where"] == "my models/a,b.yaml:7:3"
    assert document["models"][2]["problems"][0]["code"] == "SYNTAX"


def test_sarif_has_one_rule_a_code_and_one_result_a_finding():
    document = json.loads(json.dumps(sarif(RESULTS, "en")))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["DEADLOCK", "G6", "SYNTAX"]
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    assert [result["level"] for result in run["results"]] == ["error", "note", "error"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["partialFingerprints"]
    (location,) = run["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "my%20models/a,b.yaml"
    assert location["physicalLocation"]["region"] == {"startLine": 7, "startColumn": 3}
    assert [place["name"] for place in location["logicalLocations"]] == ["J", "K"]
    assert "locations" not in run["results"][1]


def test_fingerprints_do_not_depend_on_the_line_or_language():
    moved = Finding("DEADLOCK", Severity.ERROR, "x", TEXT, TEXT, ("J", "K"), where=Where("my models/a,b.yaml", 9, 1))
    prints = {
        sarif([Checked("my models/a,b.yaml", "checked", (finding,))], lang)["runs"][0]["results"][0][
            "partialFingerprints"
        ]["bprFinding/v1"]
        for finding in (FINDING, moved)
        for lang in ("en", "zh")
    }
    assert len(prints) == 1


def test_github_annotations_are_one_escaped_line_each():
    lines = list(github_annotations(RESULTS, "en"))
    assert lines[0].startswith(
        "::error file=my models/a%2Cb.yaml,line=7,col=3,title=bpr DEADLOCK::100%25 bad,%0Areally:"
    )
    assert lines[1].startswith("::notice title=bpr G6::")
    assert lines[2].startswith("::error file=broken.yaml,line=2,col=1,title=bpr SYNTAX::")
    assert not any("\n" in line for line in lines)
    assert all(re.match(r"::(error|warning|notice) [^:]*::", line) for line in lines)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sarif_speaks_the_language_asked_for(lang):
    (result, *_) = sarif(RESULTS, lang)["runs"][0]["results"]
    assert result["message"]["text"].startswith(TEXT.pick(lang))
