"""How the program was called, so that hints name a command that works when it is typed.

`start.py` and `python -m bpr` run the same verbs as the command `bpr`; texts everywhere say ``bpr VERB``, and remedies,
hints and help say it the way this run was called. Only these texts of bpr's own are said another way, before they are
laid out: what people wrote (names, labels, messages that quote them) is printed as it is. Files that are written stay
the same for everybody.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

VERBS = (
    "analyse", "check", "compare", "convert", "demo", "doctor", "draw", "explain", "export", "library", "new", "raci",
    "report", "schema", "simulate", "table",
)  # fmt: skip

_COMMAND = re.compile(rf"(?<![\w./-])bpr (?=(?:{'|'.join(VERBS)})\b)", re.ASCII)


def program() -> str:
    """What was typed before the verb: ``bpr``, ``python start.py`` or ``python -m bpr``."""
    told = os.environ.get("BPR_PROGRAM", "").strip()
    if told:
        return told
    called = Path(sys.argv[0])
    return "python -m bpr" if called.parts[-2:] == ("bpr", "__main__.py") else "bpr"


def as_called(text: str) -> str:
    """A text whose commands read as this run was called.

    Example:
        >>> as_called("see 'bpr library list'")
        "see 'bpr library list'"
    """
    name = program()
    return text if name == "bpr" else _COMMAND.sub(lambda _: f"{name} ", text)
