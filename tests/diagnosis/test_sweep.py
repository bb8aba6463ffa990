"""Checking folders: order, index, workers, what is no process."""

import sqlite3
from pathlib import Path

import pytest

from bpr.diagnosis import sweep as room
from bpr.diagnosis.checked import from_plain, to_plain
from bpr.diagnosis.settings import Settings
from bpr.diagnosis.sweep import check_model, model_files, sweep
from bpr.formats.library import path_of

GOOD = "process: {name}\nowner: boss\nroles: {{boss: Boss}}\nsteps:\n  - {{id: A, name: Check invoice, role: boss}}\n"
BPMN = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
 <process id="P">
  <startEvent id="S"/>
  <task id="T"
        name="审核"/>
  <sequenceFlow id="f" sourceRef="S" targetRef="T"/>
 </process>
</definitions>"""


@pytest.fixture
def folder(tmp_path):
    models = tmp_path / "models"
    (models / "sub").mkdir(parents=True)
    (models / ".hidden").mkdir()
    (models / "drafts").mkdir()
    for name in ("b", "a", "sub/c", ".hidden/d", "drafts/e"):
        (models / f"{name}.yaml").write_text(GOOD.format(name=Path(name).name), encoding="utf-8")
    (models / "organisation.yaml").write_text("roles: {boss: Boss}\n", encoding="utf-8")
    (models / "compose.yml").write_text("services: {web: {image: x}}\n", encoding="utf-8")
    (models / "pom.xml").write_text("<project/>", encoding="utf-8")
    (models / "broken.yaml").write_text("process: x\nsteps:\n  - {id: A, nam: B}\n", encoding="utf-8")
    (models / "t.bpmn").write_text(BPMN, encoding="utf-8")
    (models / "chain.yaml").write_bytes(path_of("vc-porter").read_bytes())
    return models


def files(folder) -> list[str]:
    return [str(path) for path in model_files(folder)]


def test_files_come_in_order_without_hidden_ones_and_those_excluded(folder):
    names = [path.relative_to(folder).as_posix() for path in model_files(folder, ["drafts/*"])]
    assert names == [
        "a.yaml", "b.yaml", "broken.yaml", "chain.yaml", "compose.yml", "pom.xml", "t.bpmn", "sub/c.yaml"
    ]  # fmt: skip


def test_other_files_are_skipped_and_broken_ones_reported_with_their_place(folder):
    standing = {Path(result.model).name: result for result in sweep(files(folder))}
    skipped = {name for name, result in standing.items() if result.standing == "skipped"}
    assert skipped == {"chain.yaml", "compose.yml", "pom.xml"}
    assert standing["broken.yaml"].standing == "unreadable"
    assert str(standing["broken.yaml"].problems[0].where).endswith("broken.yaml:3:13")


def test_a_file_asked_for_by_name_is_refused_instead_of_skipped(folder):
    assert check_model(str(folder / "compose.yml")).standing == "unreadable"
    assert check_model(str(folder / "chain.yaml")).problems[0].code == "KIND"
    assert check_model("no-such-model").problems[0].code == "UNDEFINED"


def test_findings_name_file_and_line(folder):
    found = check_model(str(folder / "t.bpmn")).findings
    places = {finding.code: finding.where for finding in found}
    assert places["NO_END"].file == str(folder / "t.bpmn")
    assert places["G6"].line == 4
    yaml = check_model(str(folder / "a.yaml"), Settings.model_validate({"rules": {"severity": {"A_OVERLOAD": "off"}}}))
    lines = {finding.where.line for finding in yaml.findings if finding.elements == ("A",)}
    assert lines <= {5}


def test_plain_data_reads_back_equal(folder):
    for result in sweep(files(folder)):
        assert from_plain(to_plain(result)) == result


def test_unchanged_files_are_remembered_until_file_settings_or_shared_data_change(folder, tmp_path):
    cache = tmp_path / "cache"
    first = sweep(files(folder), cache=cache)
    again = sweep(files(folder), cache=cache)
    assert not any(result.remembered for result in first)
    assert all(result.remembered for result in again)
    assert [to_plain(result) for result in first] == [to_plain(result) for result in again]
    (folder / "a.yaml").write_text(GOOD.format(name="a2"), encoding="utf-8")
    changed = [result.model for result in sweep(files(folder), cache=cache) if not result.remembered]
    assert changed == [str(folder / "a.yaml")]
    strict = Settings.model_validate({"rules": {"set": "strict"}})
    assert not any(result.remembered for result in sweep(files(folder), strict, cache=cache))
    (folder / "organisation.yaml").write_text("roles: {boss: The boss}\n", encoding="utf-8")
    fresh = {Path(result.model).parent.name for result in sweep(files(folder), cache=cache) if not result.remembered}
    assert fresh == {"models"}


def test_a_broken_or_locked_index_does_no_harm(folder, tmp_path):
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "check-1.sqlite").write_bytes(b"this is no database at all" * 100)
    assert len(sweep(files(folder), cache=cache)) == len(files(folder))
    assert all(result.remembered for result in sweep(files(folder), cache=cache))
    base = sqlite3.connect(cache / "check-1.sqlite")
    base.execute("UPDATE checked SET result = x'00'")
    base.commit()
    base.close()
    assert not any(result.remembered for result in sweep(files(folder), cache=cache))
    (tmp_path / "file").write_text("x")
    assert len(sweep(files(folder), cache=tmp_path / "file" / "below")) == len(files(folder))


def test_several_workers_give_the_same_as_one(folder, monkeypatch):
    monkeypatch.setattr(room, "_FEW", 2)
    monkeypatch.setattr(room, "_BATCH", 3)
    seen = []
    many = sweep(files(folder), workers=2, progress=lambda done, total: seen.append((done, total)))
    assert many == sweep(files(folder))
    assert seen[-1] == (len(files(folder)), len(files(folder)))
