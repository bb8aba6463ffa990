from bpr.export.bpmn import to_bpmn
from bpr.formats.bpmn import read_bpmn
from bpr.model import Process
from tests.export.bpmn.samples import by_name, found, office, order, process, tree, two_companies


def _lanes(root):
    return [lane.get("name") for lane in found(root, "lane")]


def _shape(root, element):
    (shape,) = (shape for shape in root.iter("{*}BPMNShape") if shape.get("bpmnElement") == element.get("id"))
    return {key: float(value) for key, value in shape[0].attrib.items()}


def test_departments_are_lanes_around_their_roles_in_one_pool_named_by_the_title():
    root = tree(order())
    assert [pool.get("name") for pool in found(root, "participant")] == ["Order"]
    assert _lanes(root) == ["Sales", "Clerk", "Manager", "Stock", "Keeper"]
    assert [lane.get("name") for lane in by_name(root, "Sales").iter("{*}lane")] == ["Sales", "Clerk", "Manager"]
    listed = {lane.get("name"): [ref.text for ref in lane.findall("{*}flowNodeRef")] for lane in found(root, "lane")}
    assert (listed["Sales"], listed["Clerk"], listed["Manager"], listed["Keeper"]) == ([], ["check"], ["ok"], ["ship"])


def test_organisations_are_pools_and_messages_flow_between_them():
    root = tree(two_companies())
    pools = {pool.get("name"): pool.get("processRef") for pool in found(root, "participant")}
    assert list(pools) == ["Buyer Inc", "Seller Inc", "Bank"]
    assert pools["Bank"] is None
    assert len(found(root, "process")) == 2
    flows = {flow.get("id"): (flow.get("sourceRef"), flow.get("targetRef")) for flow in found(root, "messageFlow")}
    assert flows == {"m1": ("ask", "take"), "m2": ("send", "get"), "m3": ("send", "bank")}


def test_organisations_that_share_a_flow_share_a_pool_and_are_its_outermost_lanes():
    both = two_companies().model_dump(by_alias=True)
    both["steps"][1]["next"] = [{"to": "take"}]
    joined = Process.model_validate(both)
    root = tree(joined)
    assert [pool.get("name") for pool in found(root, "participant")] == ["p", "Bank"]
    assert [lane.get("name") for lane in by_name(root, "Seller Inc").iter("{*}lane")][:3] == [
        "Seller Inc",
        "Selling",
        "Clerk",
    ]
    assert read_bpmn(to_bpmn(joined)) == joined


def test_work_of_nobody_needs_no_pool():
    alone = process({"id": "a", "name": "A", "next": "b"}, {"id": "b", "name": "B"}, title="Alone")
    root = tree(alone)
    assert not found(root, "collaboration")
    assert not found(root, "lane")
    assert found(root, "process")[0].get("name") == "Alone"


def test_a_lane_that_would_repeat_its_pool_is_left_out():
    one = process(
        {"id": "a", "name": "A", "role": "shop"},
        organisations={"o": "Shop"},
        departments={"d": {"name": "Shop", "organisation": "o"}},
        roles={"shop": {"name": "Shop", "department": "d"}},
    )
    root = tree(one)
    assert [pool.get("name") for pool in found(root, "participant")] == ["Shop"]
    assert not found(root, "lane")
    assert read_bpmn(to_bpmn(one)) == one


def test_pools_begin_at_one_line_and_lanes_stand_a_name_strip_further_in():
    root = tree(two_companies())
    pools = [_shape(root, pool) for pool in found(root, "participant")]
    assert len({pool["x"] for pool in pools}) == 1
    assert min(_shape(root, lane)["x"] for lane in found(root, "lane")) == pools[0]["x"] + 30
    buyer, seller, bank = pools
    assert buyer["y"] + buyer["height"] <= seller["y"]
    assert seller["y"] + seller["height"] < bank["y"], "a message to a black box needs room to show"


def test_every_node_lies_in_its_lane_and_every_lane_in_its_pool():
    for model in (
        order(),
        two_companies(),
        office({"id": "a", "name": "A"}, {"id": "b", "name": "B", "role": "clerk"}),
    ):
        root = tree(model)
        (pool, *_) = [_shape(root, found_pool) for found_pool in found(root, "participant")]
        for lane in found(root, "lane"):
            band = _shape(root, lane)
            assert band["x"] + band["width"] == pool["x"] + pool["width"]
            for reference in lane.findall("{*}flowNodeRef"):
                (node,) = root.xpath("//*[@id=$id]", id=reference.text)
                box = _shape(root, node)
                assert band["y"] <= box["y"]
                assert box["y"] + box["height"] <= band["y"] + band["height"]
