"""What a rule is: a named check of a model that yields findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bpr.findings import Finding
from bpr.model.process import Process

Check = Callable[[Process], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and the code of its findings; its page is the docstring of its module."""

    name: str
    code: str
    check: Check
