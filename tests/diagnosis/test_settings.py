"""Project files."""

import pytest

from bpr.diagnosis.check import check_process
from bpr.diagnosis.settings import DEFAULT, Settings, find_settings, read_settings
from bpr.errors import InputError
from bpr.findings import Severity
from bpr.model import Process

UNOWNED = Process.model_validate({"process": "p", "steps": [{"id": "A", "name": "Unbox parcel"}]})


def codes(settings: Settings) -> dict[str, Severity]:
    return {finding.code: finding.severity for finding in check_process(UNOWNED, settings)}


def write(folder, text: str):
    path = folder / "bpr.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_severities_and_ignore_hold_for_rules_and_analyses_by_name_or_code(tmp_path):
    before = codes(DEFAULT)
    assert before["OWNER_MISSING"] is Severity.WARNING
    assert {"G6", "NO_END"} <= set(before)
    text = '[rules]\nignore = ["not-verb-object"]\n[rules.severity]\nowner-missing = "error"\nNO_END = "off"\n'
    after = codes(read_settings(write(tmp_path, text)))
    assert after["OWNER_MISSING"] is Severity.ERROR
    assert not {"G6", "NO_END"} & set(after)


def test_the_strict_set_is_stricter(tmp_path):
    assert codes(read_settings(write(tmp_path, '[rules]\nset = "strict"\n')))["OWNER_MISSING"] is Severity.ERROR


def test_verbs_of_the_project_count(tmp_path):
    settings = read_settings(write(tmp_path, '[labels]\nverbs_en = ["unbox"]\n'))
    assert "G6" not in codes(settings)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[gates]\nmost_handoffs_per_cas = 3\n", ["gates.most_handoffs_per_cas", "most_handoffs_per_case"]),
        ('[rules]\nset = "lenient"\n', ["rules.set", "recommended or strict"]),
        ("[gates]\nmax_utilisation = -1\n", ["gates.max_utilisation"]),
        ("[gates\n", ["TOML"]),
        ("[nonsense]\nx = 1\n", ["nonsense", "gates"]),
    ],
)
def test_a_fault_in_a_project_file_is_named_with_its_remedy(tmp_path, text, words):
    path = write(tmp_path, text)
    with pytest.raises(InputError) as caught:
        read_settings(path)
    assert all(word in caught.value.render("en") for word in [*words, "bpr.toml"])
    assert caught.value.render("zh")


def test_the_nearest_project_file_above_is_found(tmp_path):
    path = write(tmp_path, "")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert find_settings(below) == path.resolve()
    with pytest.raises(InputError):
        read_settings(tmp_path / "none.toml")
