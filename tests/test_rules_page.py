"""docs/rules.md says what the rules say."""

import importlib.util
from pathlib import Path

from bpr.diagnosis.settings import GateSettings, read_settings
from bpr.rules import RULES

ROOT = Path(__file__).parent.parent


def _maker():
    spec = importlib.util.spec_from_file_location("make_rules_page", ROOT / "tools" / "make_rules_page.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date():
    maker = _maker()
    assert maker.PAGE.read_text(encoding="utf-8") == maker.page(), "run: python tools/make_rules_page.py"


def test_the_page_names_every_rule_and_every_gate():
    text = _maker().page()
    assert all(f"### {rule.name}\n" in text and f"`{rule.code}`" in text for rule in RULES)
    assert all(f"`{gate}`:" in text for gate in GateSettings.model_fields)


def test_the_project_file_on_the_page_can_be_read(tmp_path):
    block = _maker().page().partition("```toml\n")[2].partition("```")[0]
    path = tmp_path / "bpr.toml"
    path.write_text(block, encoding="utf-8")
    assert read_settings(path).gates.active
