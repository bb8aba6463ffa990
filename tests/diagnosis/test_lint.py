"""Rules and gates beside analyses, on any valid process."""

from hypothesis import given, settings

from bpr.diagnosis.check import check_process
from bpr.diagnosis.checked import Checked, from_plain, to_plain
from bpr.diagnosis.fix import fix_labels
from bpr.diagnosis.settings import Settings
from bpr.formats.yaml_file import read_yaml
from bpr.formats.yaml_write import write_yaml
from bpr.rules.labels.clean import clean
from tests.analysis.small_models import chain, process
from tests.strategies import processes

STRICT = Settings.model_validate(
    {
        "rules": {"set": "strict"},
        "gates": {
            "most_handoffs_per_case": 1,
            "most_department_handoffs_per_case": 1,
            "most_returns_per_case": 0.1,
            "most_rework_share": 0.1,
            "max_utilisation": 0.5,
            "most_cycle_time": 10,
            "least_cycle_time_efficiency": 0.5,
            "most_nodes": 10,
            "most_cfc": 3,
            "least_structuredness": 1,
            "exactly_one_accountable": True,
            "no_loop_without_owner": True,
            "no_unsound": True,
        },
    }
)


@settings(max_examples=60, deadline=None)
@given(processes())
def test_every_rule_and_gate_answers_in_both_languages_and_in_plain_data(model):
    found = check_process(model, STRICT)
    for finding in found:
        assert all((finding.message.en, finding.message.zh, finding.remedy.en, finding.remedy.zh)), finding
    checked = Checked("p.yaml", "checked", found)
    assert from_plain(to_plain(checked)) == checked


@settings(max_examples=60, deadline=None)
@given(processes())
def test_mending_a_written_process_leaves_nothing_untidy_and_everything_readable(model):
    content = write_yaml(model).encode()
    fixed = fix_labels(content)
    if fixed is None:
        return
    assert fix_labels(fixed.content) is None
    before, after = read_yaml(content), read_yaml(fixed.content)
    assert [node.id for node in before.walk()] == [node.id for node in after.walk()]
    for old, new in zip(before.walk(), after.walk(), strict=True):
        if old.label is not None and old.label.en is not None and clean(old.label.en):
            assert new.label.en == clean(old.label.en)


def test_a_guideline_speaks_instead_of_the_static_check_that_says_the_same():
    model = process(*chain({"id": "A", "name": "Check it"}), {"id": "E2", "event": None, "position": "end"})
    codes = {finding.code for finding in check_process(model)}
    assert "G3" in codes
    assert "MULTIPLE_END" not in codes
    quiet = Settings.model_validate({"rules": {"ignore": ["G3"]}})
    assert "MULTIPLE_END" in {finding.code for finding in check_process(model, quiet)}
