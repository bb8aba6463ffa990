"""Finding and opening library models, and files of any format."""

from __future__ import annotations

import pytest

from bpr.errors import InputError
from bpr.formats import library
from bpr.formats.files import load
from bpr.formats.yaml_write import write_yaml
from bpr.model import Process, ValueChain

PLANNED = 16


def processes() -> list[Process]:
    return [model for name in library.names() if isinstance(model := library.open_library(name), Process)]


def test_the_library_holds_the_flagships_and_the_value_chains():
    assert len(library.names()) >= PLANNED
    assert {"customer-reception.asis", "process-consulting", "vc-porter"} <= set(library.names())
    assert library.names() == tuple(sorted(library.names()))


@pytest.mark.parametrize("name", library.names())
def test_the_id_of_a_model_is_its_file_name(name):
    assert library.open_library(name).id == name


@pytest.mark.parametrize("name", library.names())
def test_every_model_opens_with_a_comment_that_says_what_it_is(name):
    assert library.path_of(name).read_text(encoding="utf-8").startswith("# ")


def test_every_label_stands_in_both_languages():
    for process in processes():
        texts = [
            process.title,
            *(node.label for node in process.steps if node.label),
            *(r.name for r in process.roles.values()),
        ]
        texts += [way.when for node in process.steps for way in node.next if way.when]
        texts += [
            part.name
            for part in (*process.departments.values(), *process.documents.values(), *process.systems.values())
        ]
        assert [text for text in texts if not (text.en and text.zh)] == [], process.id


def test_every_process_says_what_is_illustrative_and_has_an_owner_and_a_place_in_a_chain():
    for process in processes():
        chain, _, element = str(process.place).partition("/")
        home = library.open_library(chain)
        assert isinstance(home, ValueChain)
        assert home.element(element)
        assert process.owner in process.roles
        assert {"time", "wait", "share", "volume"} <= set(process.illustrative)


def test_every_activity_has_a_performer_and_exactly_one_accountable_role():
    for process in processes():
        for activity in process.activities():
            assert len(activity.roles) == 1, (process.id, activity.id)
            assert len(activity.accountable) == 1, (process.id, activity.id)


def test_the_shares_of_every_decision_add_up_to_one():
    for process in processes():
        for node in process.steps:
            if node.kind == "decision" and len(node.next) > 1:
                assert sum(way.share for way in node.next) == pytest.approx(1.0), (process.id, node.id)


def test_all_roles_documents_and_systems_of_a_model_are_used_in_it():
    for process in processes():
        used = {role for node in process.steps for role in node.roles} | {process.owner, process.customer}
        documents, systems = set(), set()
        for activity in process.activities():
            used |= {*activity.accountable, *activity.consulted, *activity.informed}
            documents |= set(activity.documents.written or ()) if activity.documents else set()
            systems |= set(activity.systems or ())
        assert (set(process.documents), set(process.systems)) == (documents, systems), process.id
        assert set(process.roles) - used == set(), process.id


def test_every_process_that_has_a_place_is_named_by_its_element():
    for process in processes():
        chain, _, element = str(process.place).partition("/")
        home = library.open_library(chain)
        assert isinstance(home, ValueChain)
        families = {name.removesuffix(".*") for name in home.element(element).realised_by}
        assert process.family in families, process.id


def test_an_unknown_id_is_answered_with_the_nearest_one():
    with pytest.raises(InputError) as caught:
        library.path_of("customer-recption.asis")
    assert "customer-reception.asis" in caught.value.problems[0].remedy.pick("en")
    with pytest.raises(InputError) as caught:
        library.path_of("zzzz")
    assert "vc-scor" in caught.value.problems[0].remedy.pick("zh")


def test_the_users_own_folder_comes_first(tmp_path, monkeypatch):
    own = Process.model_validate({"process": "vc-porter"})
    (tmp_path / "vc-porter.yaml").write_text(write_yaml(own), encoding="utf-8")
    (tmp_path / "ours.yaml").write_text("process: ours\n", encoding="utf-8")
    (tmp_path / "organisation.yaml").write_text("roles: {clerk: Clerk}\n", encoding="utf-8")
    monkeypatch.setenv("BPR_LIBRARY", str(tmp_path))
    assert library.open_library("vc-porter") == own
    assert load("ours").id == "ours"
    assert "organisation" not in library.names()
    assert "vc-scor" in library.names()


def test_a_folder_that_is_not_there_is_passed_over(tmp_path, monkeypatch):
    before = library.names()
    monkeypatch.setenv("BPR_LIBRARY", str(tmp_path / "none"))
    assert library.names() == before
