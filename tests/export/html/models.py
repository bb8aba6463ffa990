"""Processes for the tests of pages: one with everything that a card tells, one whose labels attack the page."""

from __future__ import annotations

from bpr.model import Process

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> \"'` & 审批 😀 \u202eabc\u202c عربى"


def letters(**header):
    """Write, check, send back or file; two departments, a document, a system and a sub-process."""
    inner = [
        {"id": "F1", "name": "Stamp", "role": "clerk", "next": "F2"},
        {"id": "F2", "name": {"en": "Put away", "zh": "归档"}, "role": "clerk"},
    ]
    steps = [
        {"id": "S", "event": None, "position": "start", "next": "A"},
        {
            "id": "A",
            "name": {"en": "Write the letter", "zh": "起草信函"},
            "role": "clerk",
            "time": 30,
            "wait": 0,
            "system": ["mail"],
            "documents": {"in": [], "out": ["letter"]},
            "value": "VA",
            "next": "B",
        },
        {"id": "B", "name": {"en": "Check", "zh": "审核"}, "role": "boss", "time": "1 h", "next": "G"},
        {
            "id": "G",
            "decision": {"en": "Good?", "zh": "合格？"},
            "role": "boss",
            "next": [
                {"to": "A", "when": {"en": "no", "zh": "否"}, "share": "20%"},
                {"to": "F", "when": {"en": "yes", "zh": "是"}, "share": "80%"},
            ],
        },
        {"id": "F", "subprocess": {"en": "File", "zh": "存档"}, "role": "clerk", "steps": inner, "next": "E"},
        {"id": "E", "event": None, "position": "end"},
    ]
    fields = {
        "process": "letters",
        "title": {"en": "Letters", "zh": "信函处理"},
        "owner": "boss",
        "departments": {"d": {"en": "Office", "zh": "办公室"}, "e": {"en": "Board", "zh": "董事会"}},
        "roles": {
            "clerk": {"name": {"en": "Clerk", "zh": "文员"}, "department": "d", "people": 2},
            "boss": {"name": {"en": "Boss", "zh": "主管"}, "department": "e"},
        },
        "systems": {"mail": {"en": "E-mail", "zh": "邮件"}},
        "documents": {"letter": {"en": "Letter", "zh": "信函"}},
        "steps": steps,
        **header,
    }
    return Process.model_validate(fields)


def hostile():
    """A process in which every text tries to become markup or script."""
    return Process.model_validate(
        {
            "process": "hostile",
            "title": HOSTILE,
            "departments": {"d": HOSTILE},
            "roles": {"r": {"name": HOSTILE, "department": "d"}, "t": "T"},
            "steps": [
                {"id": "A", "name": HOSTILE, "role": "r", "note": HOSTILE, "next": "G"},
                {"id": "G", "decision": HOSTILE, "role": "t", "next": [{"to": "A", "when": HOSTILE}, {"to": "B"}]},
                {"id": "B", "name": "B", "role": "t"},
            ],
        }
    )
