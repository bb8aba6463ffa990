"""Duties of roles: RACI letters, their variants, own sets of letters, and decision rights (handbook 9.1)."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from bpr.model.base import Ids, Part
from bpr.text import Text

VariantName = Literal["RACI", "RASCI", "RACI-VS", "DACI", "RAPID", "DECISION-RIGHTS"]
Duty = Literal["does", "answers", "consulted", "informed", "support"]
Times = Literal["exactly-one", "at-least-one", "at-most-one", "any"]

LETTERS: dict[str, str] = {
    "RACI": "RACI",
    "RASCI": "RASCI",
    "RACI-VS": "RACIVS",
    "DACI": "DACI",
    "RAPID": "RAPID",
    "DECISION-RIGHTS": "DVNEI",
}
_MOST_LETTERS = 12


class Letter(Part):
    """One letter of an own set: what it means, which duty it stands for, how often it may stand in a row."""

    name: Text
    duty: Duty | None = None
    times: Times = "any"


class LetterSet(Part):
    """A team's own set of letters, such as ``P = prepares, G = answers``.

    Exactly one letter stands for the duty ``does`` and one for ``answers``; every other duty stands at most once.
    """

    name: Annotated[str, Field(min_length=1, max_length=30, pattern=r"^[^\[\]:*?/\\\x00-\x1f]+$")]
    letters: dict[str, Letter]

    @model_validator(mode="after")
    def _sound(self) -> LetterSet:
        if self.name in LETTERS:
            raise PydanticCustomError("letters", "'{name}' is the name of a known kind of matrix", {"name": self.name})
        for letter in self.letters:
            if len(letter) != 1 or not letter.isalpha() or unicodedata.normalize("NFKC", letter).upper() != letter:
                raise PydanticCustomError(
                    "letters", "'{letter}' is not one capital letter or character", {"letter": letter}
                )
        duties = [letter.duty for letter in self.letters.values() if letter.duty is not None]
        if duties.count("does") != 1 or duties.count("answers") != 1 or len(duties) != len(set(duties)):
            raise PydanticCustomError(
                "letters",
                "a set of letters has one letter with 'duty: does' and one with 'duty: answers', others at most once",
            )
        if len(self.letters) > _MOST_LETTERS:
            raise PydanticCustomError("letters", "a set has at most {most} letters", {"most": _MOST_LETTERS})
        return self

    def __str__(self) -> str:
        return self.name

    def letter_of(self, duty: Duty) -> str | None:
        """The letter that stands for a duty; None where the set has none."""
        return next((key for key, letter in self.letters.items() if letter.duty == duty), None)

    def with_times(self, times: Times) -> str:
        """The letters that may stand this often in a row."""
        return "".join(key for key, letter in self.letters.items() if letter.times == times)


Variant = Annotated[
    Annotated[VariantName, Tag("known")] | Annotated[LetterSet, Tag("own")],
    Discriminator(lambda value: "own" if isinstance(value, dict | LetterSet) else "known"),
]


def letters_of(variant: Variant) -> str:
    """The letters of a variant or of an own set, in their order.

    Example:
        >>> letters_of("RASCI")
        'RASCI'
    """
    return "".join(variant.letters) if isinstance(variant, LetterSet) else LETTERS[variant]


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
