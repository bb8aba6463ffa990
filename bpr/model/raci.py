"""Duties of roles: RACI letters, their variants, and decision rights (handbook 9.1)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from bpr.model.base import Ids, Part

Variant = Literal["RACI", "RASCI", "RACI-VS", "DACI", "RAPID"]

LETTERS: dict[str, str] = {
    "RACI": "RACI",
    "RASCI": "RASCI",
    "RACI-VS": "RACIVS",
    "DACI": "DACI",
    "RAPID": "RAPID",
}


def _letters(value: object) -> object:
    """``A/R``, ``R, A`` or ``AR`` as single letters in the order written."""
    if isinstance(value, str):
        return tuple(dict.fromkeys(char for char in value.upper() if char not in " /,;+&、，；·"))
    return value


Letters = Annotated[tuple[str, ...], BeforeValidator(_letters)]


class Rights(Part):
    """Who may decide, nominate, evaluate or veto (the authority matrix, 权责矩阵)."""

    decide: Ids = ()
    nominate: Ids = ()
    evaluate: Ids = ()
    veto: Ids = ()

    def roles(self) -> tuple[str, ...]:
        """All roles named, in the order decide, nominate, evaluate, veto."""
        return (*self.decide, *self.nominate, *self.evaluate, *self.veto)
