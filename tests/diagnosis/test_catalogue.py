"""The catalogue of codes is complete, bilingual and without leftovers."""

import ast
import re
from pathlib import Path

import pytest

import bpr
from bpr.diagnosis.catalogue import CATALOGUE, explain
from bpr.formats.reading import REASONS
from bpr.rules import RULES
from bpr.text import is_chinese

ROOT = Path(bpr.__file__).parent
_CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+|G[1-7]")
_CALLS = {"Finding", "Problem", "because", "_say", "structure_finding", "refuse", "_fault", "Breach", "Rule", "_report"}
# words in the same shape that are no codes
_OTHER = {"BPR_CACHE", "BPR_LANG", "BPR_LIBRARY", "BPR_PROGRAM", "LC_ALL", "XDG_CACHE_HOME", "WAR_NS_URI"}


def emitted() -> dict[str, str]:
    """Every text in the sources that has the shape of a code, with its file; single words where a code is expected."""
    found: dict[str, str] = {}
    for path in sorted(ROOT.rglob("*.py")):
        if "catalogue" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
                found.setdefault(node.value, str(path))
            if isinstance(node, ast.Call) and _name(node.func) in _CALLS:
                texts = [*node.args, *(word.value for word in node.keywords if word.arg == "code")]
                for text in texts:
                    value = text.value if isinstance(text, ast.Constant) else None
                    if isinstance(value, str) and re.fullmatch(r"[A-Z]{3,}", value) and value not in ("NONE", "MULTI"):
                        found.setdefault(value, str(path))
    return {code: path for code, path in found.items() if code not in _OTHER}


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_code_in_the_sources_has_an_entry():
    missing = {code: path for code, path in emitted().items() if code not in CATALOGUE}
    assert missing == {}


def test_every_rule_and_every_reason_of_a_reader_has_an_entry():
    assert {rule.code for rule in RULES} <= set(CATALOGUE)
    assert set(REASONS) <= set(CATALOGUE)


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.code)
def test_an_entry_speaks_both_languages(entry):
    for text in (entry.means, entry.why, entry.mend):
        assert text.en
        assert not is_chinese(text.en)
        assert text.zh
        assert is_chinese(text.zh)


def test_codes_are_found_however_they_are_written():
    assert explain(" lack-of-sync ") is CATALOGUE["LACK_OF_SYNC"]
    assert explain("g4") is CATALOGUE["G4"]
    assert explain("none such") is None
