"""Processes for the workbook tests."""

from __future__ import annotations

from bpr.model import Process

START = {"id": "S", "event": "start", "position": "start", "next": "A1"}
END = {"id": "E", "event": "end", "position": "end"}


def claim() -> Process:
    """Six steps, one of them inside a sub-process summary; an external customer, a decision, a loop."""
    return Process.model_validate(
        {
            "process": "claim.asis",
            "title": {"en": "Claim", "zh": "理赔"},
            "stage": "as-is",
            "owner": "head",
            "illustrative": ["time"],
            "volume": {"cases": 100, "per": "month"},
            "working_time": {"hours_per_day": 8},
            "departments": {
                "outside": {"name": {"en": "Customer", "zh": "客户"}, "external": True},
                "claims": {"en": "Claims", "zh": "理赔部"},
                "finance": {"en": "Finance", "zh": "财务部"},
            },
            "roles": {
                "customer": {"name": {"en": "Customer", "zh": "客户"}, "department": "outside"},
                "clerk": {"name": {"en": "Clerk", "zh": "理赔员"}, "department": "claims", "people": 3},
                "head": {"name": {"en": "Head of claims", "zh": "理赔主管"}, "department": "claims", "people": 1},
                "cashier": {"name": {"en": "Cashier", "zh": "出纳"}, "department": "finance"},
            },
            "systems": {"core": {"en": "Core system", "zh": "核心系统"}},
            "documents": {"form": {"en": "Claim form", "zh": "理赔单"}},
            "steps": [
                START,
                {
                    "id": "A1",
                    "name": {"en": "Report the claim", "zh": "报案"},
                    "role": "customer",
                    "time": 10,
                    "accountable": "clerk",
                    "documents": {"out": ["form"]},
                    "next": "A2",
                },
                {
                    "id": "A2",
                    "name": {"en": "Check the claim", "zh": "审核"},
                    "role": "clerk",
                    "time": 30,
                    "accountable": "clerk",
                    "consulted": "cashier",
                    "system": "core",
                    "documents": {"in": ["form"], "out": []},
                    "next": "G1",
                },
                {
                    "id": "G1",
                    "decision": {"en": "Complete?", "zh": "资料齐全？"},
                    "role": "clerk",
                    "next": [
                        {"to": "A1", "when": "no", "share": 0.2, "kind": "rework"},
                        {"to": "A3", "when": "yes", "share": 0.8},
                    ],
                },
                {
                    "id": "A3",
                    "subprocess": {"en": "Settle", "zh": "结案"},
                    "role": "cashier",
                    "next": "A4",
                    "steps": [
                        {"id": "A31", "name": {"en": "Pay", "zh": "付款"}, "role": "cashier", "time": 5, "next": "A32"},
                        {
                            "id": "A32",
                            "name": {"en": "Book", "zh": "记账"},
                            "role": "cashier",
                            "time": 5,
                            "accountable": "cashier",
                        },
                    ],
                },
                {
                    "id": "A4",
                    "name": {"en": "Close the file", "zh": "归档"},
                    "role": "clerk",
                    "accountable": "head",
                    "informed": ["customer"],
                    "next": "E",
                },
                END,
            ],
        }
    )


def line(names: list[str], *, roles: int = 3, variant: str = "RACI") -> Process:
    """Steps one after the other, taken in turn by roles of different departments."""
    keys = [f"r{number}" for number in range(roles)]
    steps: list[dict[str, object]] = [START]
    for number, name in enumerate(names, start=1):
        role, other = keys[number % roles], keys[(number + 1) % roles]
        follow = f"A{number + 1}" if number < len(names) else "E"
        steps.append(
            {"id": f"A{number}", "name": name, "role": role, "accountable": other, "time": number, "next": follow}
        )
    return Process.model_validate(
        {
            "process": "line",
            "raci": variant,
            "departments": {f"d{number}": f"Department {number}" for number in range((roles + 1) // 2)},
            "roles": {
                key: {"name": f"Role {number}", "department": f"d{number // 2}"} for number, key in enumerate(keys)
            },
            "steps": [*steps, END],
        }
    )


def poisoned(text: str) -> Process:
    """A process with the same text in every place where a text can stand."""
    return Process.model_validate(
        {
            "process": text,
            "title": text,
            "note": text,
            "value": text,
            "sources": [text],
            "owner": text,
            "illustrative": [text],
            "departments": {text: {"name": text}, f"{text}2": {"name": text, "external": True}},
            "roles": {text: {"name": text, "department": text}, f"{text}2": {"name": text, "department": f"{text}2"}},
            "systems": {text: {"name": text}},
            "documents": {text: {"name": text}},
            "steps": [
                {"id": "S", "event": text, "position": "start", "next": text},
                {
                    "id": text,
                    "name": text,
                    "note": text,
                    "role": text,
                    "system": text,
                    "documents": {"in": [text], "out": [text]},
                    "next": {"to": f"{text}G", "when": text},
                },
                {
                    "id": f"{text}G",
                    "decision": text,
                    "role": f"{text}2",
                    "rights": {"decide": [text], "veto": [text]},
                    "next": [{"to": text, "when": text}, {"to": "E", "when": text}],
                },
                {"id": "E", "event": text, "position": "end"},
            ],
        }
    )
