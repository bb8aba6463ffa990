"""The landscape with its links."""

from bpr.export.charts.landscape import landscape
from bpr.export.scene.svg import scene_to_svg
from bpr.model import ValueChain
from bpr.text import Text
from tests.export.charts.scenes import chain, groups, words


def test_known_processes_are_links_to_their_pictures():
    scene = landscape(chain("vc-core-support"), lang="zh")
    links = {group.href for group in groups(scene, "process") if group.href}
    assert "../order-to-cash.asis/swimlane.zh.svg" in links
    assert '<a href="../order-to-cash.asis/swimlane.zh.svg" target="_top"><g class="bpr-process"' in scene_to_svg(scene)
    grey = [group for group in groups(scene, "process") if not group.href]
    assert "after-sales-service" in {group.title for group in grey}


def test_sub_elements_stand_inside_the_card_of_their_parent():
    elements = [
        {"id": "a", "name": "Sell", "realised_by": ["p"]},
        {"id": "b", "name": "Quote", "parent": "a", "realised_by": ["q"]},
        {"id": "c", "name": "Lead", "category": "management"},
    ]
    model = ValueChain.model_validate({"landscape": "l", "elements": elements})
    scene = landscape(model, titles={"q": Text(en="Quotation"), "other": Text(en="Other")})
    cards = {group.id: group for group in groups(scene, "element")}
    assert set(cards) == {"a", "c"}
    assert [group.title for group in groups(scene, "process")] == ["Quotation", "p"]
    assert words(scene).index("Management") < words(scene).index("Core")


def test_a_hostile_process_id_cannot_leave_the_folder_nor_the_attribute():
    elements = [{"id": "a", "name": "A", "realised_by": ["../../etc"]}]
    model = ValueChain.model_validate({"landscape": "l", "elements": elements})
    svg = scene_to_svg(landscape(model, titles={"../../etc": Text(en='"><script>')}))
    assert 'href="../etc/swimlane.en.svg"' in svg
    assert "<script>" not in svg
