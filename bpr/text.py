"""Bilingual text: one thing said in English, in Chinese, or in both.

A bare string is filed under the language its characters show: Chinese when it holds a CJK ideograph, English
otherwise (any other language lives in the English slot, because it shares its script and its fallback).
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    field_validator,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import CoreSchema

Lang = Literal["en", "zh"]

LONGEST = 10_000
"""Characters a text may have; longer ones are no labels any more."""

LANGUAGES: tuple[Lang, ...] = ("en", "zh")


def is_chinese(text: str) -> bool:
    """Whether the text holds at least one CJK ideograph.

    Example:
        >>> is_chinese("审核 contract"), is_chinese("Check contract")
        (True, False)
    """
    return any("㐀" <= char <= "鿿" or "豈" <= char <= "﫿" or "\U00020000" <= char <= "\U0003ffff" for char in text)


def normalise(text: str) -> str:
    """Fold a label for comparison: NFKC, case folded, trimmed, inner spaces collapsed (handbook 2.4).

    Example:
        >>> normalise("  Ｓales   Office ")
        'sales office'
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def edit_distance(one: str, two: str) -> int:
    """Levenshtein distance, one row at a time: how many characters to change, put in or take out.

    Example:
        >>> edit_distance("clrk", "clerk"), edit_distance("经理", "经历")
        (1, 1)
    """
    row = list(range(len(two) + 1))
    for number, char in enumerate(one, 1):
        before, row[0] = row[0], number
        for at, other in enumerate(two, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (char != other))
    return row[-1]


_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def safe_name(text: str) -> str:
    """A text as the name of a file or folder on every system, or as an id: letters, digits, dot, dash, underscore.

    Example:
        >>> safe_name("Order to cash (as-is)"), safe_name("报销 流程"), safe_name("../../etc"), safe_name("CON")
        ('Order-to-cash-as-is', '报销-流程', 'etc', 'CON-')
    """
    name = re.sub(r"[^\w.-]+", "-", text).strip("-.")
    name = name.encode(errors="ignore")[:120].decode(errors="ignore").rstrip("-.") or "process"
    return f"{name}-" if _RESERVED.fullmatch(name) else name


def shell_word(name: object) -> str:
    r"""A file name as it is typed in a command: in double quotes, which every shell knows, where it needs any.

    Example:
        >>> shell_word("报销.yaml"), shell_word("my claim.yaml")
        ('报销.yaml', '"my claim.yaml"')
    """
    text, windows = str(name), os.name == "nt"
    if re.fullmatch(r"[\w./:+@\\-]+" if windows else r"[\w./:+@-]+", text):
        return text
    return f'"{text}"' if windows else '"' + re.sub(r'(["$`\\])', r"\\\1", text) + '"'


def printable(text: str) -> str:
    r"""A text for a terminal or page: control characters and changes of direction become a visible sign.

    Example:
        >>> printable("red \x1b[31m alert")
        'red �[31m alert'
    """
    return "".join(
        "�" if (char not in "\n\t" and unicodedata.category(char) == "Cc") or char in _TURNS else char for char in text
    )


def cells(text: str) -> int:
    """Columns of one line on a terminal: 2 for wide (Chinese) characters, 0 for combining marks, else 1.

    Example:
        >>> cells("RACI 矩阵")
        9
    """
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def listed(names: Iterable[str], lang: str, *, most: int | None = None) -> str:
    """Names with the comma of a language between them; an ellipsis stands for those after the first ``most``.

    Example:
        >>> listed(["A", "B"], "zh"), listed(["A", "B", "C"], "en", most=2)
        ('A、B', 'A, B …')
    """
    every = list(names)
    return ("、" if lang == "zh" else ", ").join(every[:most]) + (
        " …" if most is not None and len(every) > most else ""
    )


def counted(number: float, one: str, several: str = "") -> str:
    """A number with the English words that go with it; ``one`` with an "s" where nothing else is said for several.

    Example:
        >>> counted(1, "step"), counted(3, "activity", "activities"), counted(1, "label has", "labels have")
        ('1 step', '3 activities', '1 label has')
    """
    shown = f"{number:,}" if isinstance(number, int) else f"{number:g}"
    return f"{shown} {one if number == 1 else several or one + 's'}"


class Text(BaseModel):
    """A text in English, Chinese or both; at least one of them is given.

    Example:
        >>> Text.of("发票").zh, Text(en="Invoice", zh="发票").pick("zh")
        ('发票', '发票')
        >>> str(Text(zh="发票"))
        '发票'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    en: Annotated[str, Field(max_length=LONGEST)] | None = None
    zh: Annotated[str, Field(max_length=LONGEST)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_plain(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"zh": value} if is_chinese(value) else {"en": value}
        if isinstance(value, bool | int | float):
            return {"en": str(value)}
        return value

    @field_validator("en", "zh")
    @classmethod
    def _no_controls(cls, value: str | None) -> str | None:
        """Control characters become a visible sign: nothing reaches a terminal that is not meant to be read."""
        return value if value is None or value.isprintable() else _CONTROLS.sub("�", value.replace("\r\n", "\n"))

    @model_validator(mode="after")
    def _not_empty(self) -> Text:
        if self.en is None and self.zh is None:
            raise PydanticCustomError("text_empty", "a text needs 'en', 'zh' or both")
        return self

    @model_serializer
    def _plain(self) -> str | dict[str, str]:
        if self.zh is None and self.en is not None and not is_chinese(self.en):
            return self.en
        if self.en is None and self.zh is not None and is_chinese(self.zh):
            return self.zh
        return {lang: text for lang in LANGUAGES if (text := getattr(self, lang)) is not None}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = {
            "title": "Text",
            "description": "A text: one string, or {en: ..., zh: ...}.",
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "properties": {"en": {"type": "string"}, "zh": {"type": "string"}},
                    "additionalProperties": False,
                    "minProperties": 1,
                },
            ],
        }
        return schema

    @classmethod
    def of(cls, text: str) -> Text:
        """The text filed under the language its characters show."""
        return cls.model_validate(text)

    def pick(self, lang: str) -> str:
        """The text in the language asked for, else in the other one."""
        first, second = (self.zh, self.en) if lang == "zh" else (self.en, self.zh)
        return first if first is not None else (second or "")

    def both(self) -> dict[str, str]:
        """The text for readers of each language, by language; what stands in one only stands in for the other."""
        return {lang: self.pick(lang) for lang in LANGUAGES}

    def __str__(self) -> str:
        """The English text, else the Chinese one."""
        return self.pick("en")


def pick(text: Text | None, lang: str) -> str:
    """The text in a language, nothing where there is no text."""
    return text.pick(lang) if text is not None else ""
