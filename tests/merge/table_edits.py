"""What people do to a process table, as random edits of a `Paper`: each changes cells and what they mean."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from bpr.formats.spreadsheet import Cell
from bpr.formats.table.words import KIND_WORDS
from tests.merge.table_paper import SEPARATORS, Fields, Line, Paper, sent

NAMES = ("customer-reception.asis", "contract-approval.asis", "order-to-cash.asis", "incoming-inspection.tobe")
_ACTIVITY_ONLY = {key: (key,) for key in ("cost", "system", "accountable", "consulted", "informed", "support")}
_ACTIVITY_ONLY |= {"documents": ("documents_in", "documents_out")}


def retime(paper: Paper) -> None:
    step, field = paper.step(), paper.rng.choice(["time", "wait"])
    typed, step[field] = paper.rng.choice([(0, 0), ("0", 0), (7.5, 7.5), ("7.5", 7.5), ("3 d", "3 d"), ("3天", "3 d")])
    paper.put(paper.line(step["id"]), field, typed)


def untime(paper: Paper) -> None:
    step, field = paper.step(), paper.rng.choice(["time", "wait", "system", "informed", "consulted", "support"])
    step.pop(field, None)
    paper.put(paper.line(step["id"]), field, paper.rng.choice([None, "-", "n/a", "？", "未知"]))


def relabel(paper: Paper) -> None:
    step = paper.step()
    step["name"] = {"en": f"Typed anew {paper.rng.random()}", "zh": "新的：步骤, 一"}
    paper.put_both(paper.line(step["id"]), "step", *step["name"].values())


def annotate(paper: Paper) -> None:
    step = paper.step()
    step["note"] = paper.rng.choice(["see # 5", "急", "a: b", "'quoted'"])
    line = paper.line(step["id"])
    paper.put(line, "note", step["note"])
    if paper.head("note", paper.other) != paper.head("note"):
        paper.put(line, "note", None, paper.other)


def reassign(paper: Paper) -> None:
    step, key = paper.step(), paper.rng.choice(sorted(paper.data["roles"]))
    step["role"] = key
    step.pop("department", None)
    line = paper.line(step["id"])
    paper.put(line, "role", paper.name(key))
    paper.put(line, "department", None)


def newcomer(paper: Paper) -> None:
    step = paper.step()
    paper.data["roles"]["newcomer"] = {"name": "Newcomer"}
    step["role"] = "newcomer"
    step.pop("department", None)
    line = paper.line(step["id"])
    paper.put(line, "role", "Newcomer")
    paper.put(line, "department", None)


def duties(paper: Paper) -> None:
    step, field = paper.step(), paper.rng.choice(["accountable", "consulted", "informed", "support"])
    roles = sorted(paper.data["roles"])
    step[field] = paper.rng.sample(roles, paper.rng.randint(1, min(3, len(roles))))
    paper.put(paper.line(step["id"]), field, paper.join([paper.name(key) for key in step[field]]))


def equip(paper: Paper) -> None:
    step = paper.step()
    paper.data.setdefault("systems", {})["gadget"] = "Gadget"
    step["system"] = "gadget"
    paper.put(paper.line(step["id"]), "system", "Gadget")


def document(paper: Paper) -> None:
    step = paper.step()
    paper.data.setdefault("documents", {})["leaflet"] = "Leaflet"
    step["documents"] = {"out": ["leaflet"]}
    line = paper.line(step["id"])
    paper.put(line, "documents_in", None)
    paper.put(line, "documents_out", "Leaflet")


def _split(paper: Paper) -> Fields | None:
    splits = [step for step in paper.data["steps"] if "decision" in step and len(step.get("next", ())) == 2]
    splits = [step for step in splits if all(isinstance(way, dict) for way in step["next"])]
    return paper.rng.choice(splits) if splits else None


def reshare(paper: Paper) -> None:
    if (step := _split(paper)) is not None:
        for way, share in zip(step["next"], ("30%", "70%"), strict=True):
            way["share"] = share
        entries = paper.rng.choice([["30%", "70%"], ["0.3", "0.7"], [".3", "70 %"], ["30％", "0.70"]])
        paper.put(paper.line(step["id"]), "share", paper.join(entries))


def rename_ways(paper: Paper) -> None:
    if (step := _split(paper)) is not None:
        for way, text in zip(
            step["next"], ({"en": "by hand", "zh": "手工"}, {"en": "else", "zh": "其他"}), strict=True
        ):
            way["when"] = text
        paper.put_both(paper.line(step["id"]), "label", paper.join(["by hand", "else"]), paper.join(["手工", "其他"]))


def insert(paper: Paper) -> None:
    step = paper.step(single=True)
    key = next(f"N{n}" for n in range(1, 99) if all(step["id"] != f"N{n}" for step in paper.data["steps"]))
    steps, line = paper.data["steps"], paper.line(step["id"])
    steps.insert(steps.index(step) + 1, {"id": key, "name": "Inserted", "next": step["next"], "time": 3})
    new: Line = {}
    for field, value in (("id", key), ("step", "Inserted"), ("next", paper.text(line, "next")), ("time", 3)):
        paper.put(new, field, value)
    step["next"] = key
    paper.put(line, "next", key)
    paper.lines.insert(next(at for at, one in enumerate(paper.lines) if one is line) + 1, new)
    paper.inserted = True


def delete(paper: Paper) -> None:
    step = paper.step(single=True)
    first = next(line for line in paper.lines if line is not None)
    line = paper.line(step["id"])
    steps = [other for other in paper.data["steps"] if other is not step]
    leads_back = step["next"] == step["id"]
    if line is first or leads_back or sum("name" in other for other in steps) < 4 or steps[-1]["id"] == "start":
        return
    start = next((other for other in steps if other["id"] == "start"), None)
    if start is not None and start.get("next") == step["id"]:
        return
    paper.data["steps"] = steps
    paper.lines = [one for one in paper.lines if one is not line]
    for other in steps:
        ways = other.get("next")
        if ways == step["id"]:
            other["next"] = step["next"]
        elif isinstance(ways, list):
            other["next"] = [_led(way, step["id"], step["next"]) for way in ways]
    for one in paper.lines:
        if one is not None and step["id"] in (entries := _entries(paper.text(one, "next"))):
            paper.put(one, "next", paper.join([step["next"] if key == step["id"] else key for key in entries]))


def _entries(text: str) -> list[str]:
    for separator in SEPARATORS:
        text = text.replace(separator.strip(), ",")
    return [entry.strip() for entry in text.split(",")]


def _led(way: Any, gone: str, to: str) -> Any:
    if isinstance(way, dict):
        return {**way, "to": to} if way["to"] == gone else way
    return to if way == gone else way


def into_decision(paper: Paper) -> None:
    """A step becomes a decision; what a decision has not is gone, whether its cells are cleared or not."""
    steps = [step for step in paper.data["steps"] if "name" in step]
    if len(steps) < 5:
        return
    step = paper.rng.choice(steps)
    line = paper.line(step["id"])
    step["decision"] = step.pop("name")
    cleared = paper.rng.random() < 0.5
    for key, fields in _ACTIVITY_ONLY.items():
        step.pop(key, None)
        for field in fields if cleared else ():
            paper.put(line, field, None)
    paper.put(line, "type", paper.rng.choice(["decision", "判断", "XOR", " Decision"]))


def retitle(paper: Paper) -> None:
    title = {"en": "Another title", "zh": "另一个标题"}
    paper.data["title"] = title
    for row, text in zip((3, 4), title.values(), strict=True):
        paper.fact(1, row, 2, text)


def recount(paper: Paper) -> None:
    paper.data["volume"] = {"cases": 17, "per": "week"}
    facts = paper.sent.book.sheets[1]
    for row in facts.rows:
        if facts.text(row, 1) in ("Cases", "案例数"):
            paper.fact(1, row, 2, paper.rng.choice([17, "17", "17 per week"]))
        if facts.text(row, 1) in ("Per", "每"):
            paper.fact(1, row, 2, "week")


def hire(paper: Paper) -> None:
    roles = paper.sent.book.sheets[2]
    heads = {roles.text(3, column): column for column in roles.columns}
    row = paper.rng.choice([row for row in roles.rows if row > 3])
    key = roles.text(row, heads.get("ID") or heads["编号"])
    paper.data["roles"][key]["people"] = 7
    paper.fact(2, row, heads.get("People") or heads["人数"], paper.rng.choice([7, "7", 7.0]))


# ---------------------------------------------------------------------- what changes nothing


def sort_rows(paper: Paper) -> None:
    lines = [line for line in paper.lines if line is not None]
    kept = 1 if paper.inserted else 0
    rest = lines[kept:]
    paper.rng.shuffle(rest)
    paper.lines = [*lines[:kept], *rest]


def blank_rows(paper: Paper) -> None:
    paper.lines.insert(paper.rng.randint(0, len(paper.lines)), None)


def swap_columns(paper: Paper) -> None:
    one, two = paper.rng.sample(range(len(paper.order)), 2)
    paper.order[one], paper.order[two] = paper.order[two], paper.order[one]


def own_column(paper: Paper) -> None:
    if "Risk" not in paper.order:
        paper.order.insert(paper.rng.randint(0, len(paper.order)), "Risk")
    paper.rng.choice([line for line in paper.lines if line is not None])["Risk"] = Cell("high")


def other_signs(paper: Paper) -> None:
    lines = [line for line in paper.lines if line is not None and len(_entries(paper.text(line, "next"))) > 1]
    if lines:
        line = paper.rng.choice(lines)
        before, entries = paper.text(line, "next"), _entries(paper.text(line, "next"))
        written = [separator.join(entries) for separator in SEPARATORS]
        paper.put(line, "next", paper.rng.choice([text for text in written if text != before]))


def other_word(paper: Paper) -> None:
    line = paper.line(paper.step()["id"])
    if paper.text(line, "type") in KIND_WORDS["activity"][:2]:
        paper.put(line, "type", paper.rng.choice([None, *KIND_WORDS["activity"], "TASK", " Activity "]))


Edit = Callable[[Paper], None]
EDITS: tuple[Edit, ...] = (
    *(retime, untime, relabel, annotate, reassign, newcomer, duties, equip, document, reshare, rename_ways, insert),
    *(delete, into_decision, retitle, recount, hire),
    *(sort_rows, blank_rows, swap_columns, own_column, other_signs, other_word),
)


def edited(seed: int, *, most: int = 8) -> tuple[Paper, frozenset[str]]:
    """A table after some random edits, and the names of those that changed something."""
    rng = random.Random(seed)
    lang = rng.choice(["en", "zh"])
    paper = Paper(sent(rng.choice(NAMES), lang), lang, rng)
    acted = set()
    for edit in rng.choices(EDITS, k=rng.randint(1, most)):
        before = paper.state()
        edit(paper)
        acted |= {edit.__name__} if paper.state() != before else set()
    return paper, frozenset(acted)
