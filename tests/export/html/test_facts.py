"""What a card tells."""

from bpr.diagnosis.analyse import analyse
from bpr.export.html.facts import department_card, duration_text, flow_card, node_card, role_card
from bpr.export.speaker import Speaker
from bpr.model.time import Duration
from tests.export.html.models import letters


def speaker(lang="en", **header):
    return Speaker(analyse(letters(**header)), lang)


def node(key, lang="en", **header):
    told = speaker(lang, **header)
    return node_card(told, told.process.nodes[key])


def flow(key, lang="en"):
    told = speaker(lang)
    return flow_card(told, next(flow for flow in told.process.flows if flow.id == key))


def test_a_step_tells_who_how_long_how_often_and_with_what():
    card = node("A")
    assert (card.name, card.kind) == ("Write the letter", "Activity")
    facts = dict(card.facts)
    assert facts["Performed by"] == "Clerk"
    assert facts["Department"] == "Office"
    assert facts["RACI · A"] == "Boss (proposed)"
    assert facts["RACI · R"] == "Clerk"
    assert facts["Processing time"] == "30 min"
    assert facts["Waiting time"] == "0 min"
    assert facts["Executions per case"] == "1.25"
    assert facts["Systems"] == "E-mail"
    assert facts["Documents read"] == "none"
    assert facts["Documents written"] == "Letter"
    assert facts["Value"] == "adds value"


def test_what_is_not_known_is_called_so():
    facts = dict(node("B").facts)
    assert facts["Processing time"] == "1 h"
    assert facts["Waiting time"] == "not known"
    assert facts["Systems"] == "not known"
    assert dict(node("B", "zh").facts)["等待时间"] == "未知"


def test_a_decision_tells_its_ways_out():
    card = node("G", "zh")
    assert card.kind == "判断"
    assert dict(card.facts)["出口"] == "否 20% → 起草信函；是 80% → 存档"


def test_an_event_has_no_performer_and_no_times():
    card = node("S")
    assert card.kind == "Start event"
    assert card.facts == ()


def test_a_sub_process_tells_how_many_steps_it_holds():
    assert dict(node("F").facts)["Inside"] == "2 steps"


def test_a_way_back_tells_handoff_share_and_rework():
    card = flow("G->A")
    facts = dict(card.facts)
    assert card.name == "Good? → Write the letter"
    assert facts["Share"] == "20%"
    assert facts["Handoff between"] == "roles and departments"
    assert facts["Times per case"] == "0.25"
    assert facts["Way back"] == "rework"
    assert facts["Rework per case"].endswith("min")


def test_a_plain_flow_tells_no_rework():
    assert "Way back" not in dict(flow("S->A").facts)


def test_roles_and_departments_have_cards():
    told = speaker("zh")
    assert dict(role_card(told, "clerk").facts)["人数"] == "2"
    assert department_card(told, "d").facts == (("角色", "文员"),)


def test_a_distribution_is_named():
    told = speaker()
    assert duration_text(told, Duration.model_validate({"triangular": [1, 2, 6], "unit": "h"})) == "3 h (triangular)"
