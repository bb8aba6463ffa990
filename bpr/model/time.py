"""Durations: a number or a distribution, with its own unit or the model's (handbook 1.4).

A bare number is a mean of unknown distribution: results that need only means are exact with it, results that need a
variance say what was assumed.
"""

from __future__ import annotations

import math
import re
import statistics
from typing import Any, Literal, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import CoreSchema

TimeUnit = Literal["s", "min", "h", "d", "w"]
Family = Literal[
    "mean", "fixed", "exponential", "uniform", "triangular", "pert", "normal", "lognormal", "erlang", "empirical"
]

PARAMETERS: dict[str, tuple[str, ...]] = {
    "mean": ("mean",),
    "fixed": ("value",),
    "exponential": ("mean",),
    "uniform": ("low", "high"),
    "triangular": ("low", "mode", "high"),
    "pert": ("low", "mode", "high"),
    "normal": ("mean", "sd"),
    "lognormal": ("mean", "sd"),
    "erlang": ("mean", "k"),
    "empirical": (),
}

_UNIT_WORDS: tuple[tuple[TimeUnit, str], ...] = (
    ("s", "s sec second seconds 秒"),
    ("min", "min mins minute minutes m 分 分钟"),
    ("h", "h hr hour hours 小时 时"),
    ("d", "d day days 天 日 工作日"),
    ("w", "w wk week weeks 周"),
)
UNIT_WORDS: dict[str, TimeUnit] = {word: unit for unit, words in _UNIT_WORDS for word in words.split()}
MINUTES: dict[str, float] = {"s": 1 / 60, "min": 1.0, "h": 60.0}
LARGEST = 1e12
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?")
_NUMBER_UNIT = re.compile(r"^\s*([-+]?[0-9][0-9,_]*(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|\.[0-9]+)\s*([^\W\d_]*)\s*$")


def unit_of(name: str) -> TimeUnit | None:
    """The unit a word means (``minutes``, ``小时``), or None.

    Example:
        >>> unit_of("minutes"), unit_of("小时"), unit_of("moon")
        ('min', 'h', None)
    """
    return UNIT_WORDS.get(name.strip().casefold())


class Duration(BaseModel):
    """How long something takes: a distribution family, its parameters and an optional unit of its own.

    Example:
        >>> Duration.model_validate("2 h").unit, Duration.model_validate({"triangular": [2, 3, 7]}).mean
        ('h', 4.0)
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    family: Family = "mean"
    values: tuple[float, ...] = Field(min_length=1, max_length=100_000)
    unit: TimeUnit | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_plain(cls, value: Any) -> Any:
        if isinstance(value, bool):
            raise PydanticCustomError("duration", "a duration is a number such as 15 or '2 h', not yes/no")
        if isinstance(value, int | float):
            return {"values": (value,)}
        if isinstance(value, str):
            return _from_words(value)
        if isinstance(value, dict) and "values" not in value:
            return _from_mapping(value)
        return value

    @model_validator(mode="after")
    def _sound(self) -> Duration:
        names = PARAMETERS[self.family]
        if names and len(self.values) != len(names):
            raise PydanticCustomError(
                "duration",
                "{family} needs {count} numbers ({names}), got {seen}",
                {"family": self.family, "count": len(names), "names": ", ".join(names), "seen": len(self.values)},
            )
        for number in self.values:
            if not math.isfinite(number) or number < 0 or number > LARGEST:
                raise PydanticCustomError(
                    "bad_number",
                    "{number} is not a time: it must be zero or more, and no more than a million million",
                    {"number": str(number)},
                )
        ordered = {"uniform": self.values, "triangular": self.values, "pert": self.values}.get(self.family, ())
        if list(ordered) != sorted(ordered):
            raise PydanticCustomError(
                "duration", "{family} wants its numbers from low to high", {"family": self.family}
            )
        if self.family == "erlang" and (not 1 <= self.values[1] <= 1000 or self.values[1] != int(self.values[1])):
            raise PydanticCustomError("duration", "erlang wants a whole number of stages, from 1 to 1000")
        return self

    @model_serializer
    def _plain(self) -> Any:
        numbers = [int(number) if number == int(number) and abs(number) < 1e15 else number for number in self.values]
        if self.family == "mean":
            return f"{numbers[0]} {self.unit}" if self.unit else numbers[0]
        body: dict[str, Any] = {self.family: numbers[0] if len(PARAMETERS[self.family]) == 1 else numbers}
        if self.unit:
            body["unit"] = self.unit
        return body

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        number = {"type": "number", "minimum": 0}
        numbers = {"type": "array", "items": number}
        families = {name: number if len(PARAMETERS[name]) == 1 else numbers for name in get_args(Family)}
        return {
            "title": "Duration",
            "description": "A number in the file's time unit, a text such as '2 h', or {family: parameters, unit: h}.",
            "anyOf": [
                number,
                {"type": "string"},
                {
                    "type": "object",
                    "properties": {**families, "unit": {"enum": list(get_args(TimeUnit))}},
                    "additionalProperties": False,
                },
            ],
        }

    @property
    def mean(self) -> float:
        """The expected value, in this duration's own unit."""
        low, *rest = self.values
        match self.family:
            case "uniform":
                return (low + rest[0]) / 2
            case "triangular":
                return (low + rest[0] + rest[1]) / 3
            case "pert":
                return (low + 4 * rest[0] + rest[1]) / 6
            case "empirical":
                return statistics.fmean(self.values)
        return low

    @property
    def variance(self) -> float | None:
        """The variance, in this duration's own unit squared; None when only a mean is known."""
        low, *rest = self.values
        match self.family:
            case "mean":
                return None
            case "fixed":
                return 0.0
            case "exponential":
                return low * low
            case "uniform":
                return (rest[0] - low) ** 2 / 12
            case "triangular":
                mode, high = rest
                width, left = high - low, mode - low
                return (width * (width - left) + left * left) / 18
            case "pert":
                return ((rest[1] - low) / 6) ** 2
            case "normal" | "lognormal":
                return rest[0] ** 2
            case "erlang":
                return low * low / rest[0]
            case "empirical":
                return statistics.variance(self.values) if len(self.values) > 1 else None


def _from_words(text: str) -> dict[str, Any]:
    """``15``, ``2 h``, ``1,440 min`` or ``3天`` as parameters."""
    match = _NUMBER_UNIT.match(text)
    if match is None:
        raise PydanticCustomError(
            "bad_number", "'{text}' is not a time; write a number such as 15, or '2 h', or leave it out", {"text": text}
        )
    number, word = match.groups()
    if "," in number and not _THOUSANDS.fullmatch(number):
        raise PydanticCustomError(
            "decimal_comma",
            "'{text}' is not a time: a comma stands between thousands only",
            {"text": text},
        )
    plain: dict[str, Any] = {"values": (float(number.replace(",", "").replace("_", "")),)}
    if word:
        unit = unit_of(word)
        if unit is None:
            raise PydanticCustomError(
                "duration", "'{word}' is not a time unit; known are s, min, h, d, w", {"word": word}
            )
        plain["unit"] = unit
    return plain


def _from_mapping(value: dict[str, Any]) -> dict[str, Any]:
    """``{triangular: [2, 3, 7], unit: h}`` or ``{normal: {mean: 4, sd: 1}}`` as parameters."""
    families = [key for key in value if key in PARAMETERS]
    extra = [key for key in value if key not in PARAMETERS and key != "unit"]
    if len(families) != 1 or extra:
        raise PydanticCustomError(
            "duration",
            "a distribution has one family ({known}) and may have a unit; seen: {seen}",
            {"known": ", ".join(PARAMETERS), "seen": ", ".join(map(str, value)) or "nothing"},
        )
    family = families[0]
    parameters = value[family]
    if isinstance(parameters, dict):
        missing = [name for name in PARAMETERS[family] if name not in parameters]
        if missing or len(parameters) != len(PARAMETERS[family]):
            raise PydanticCustomError(
                "duration",
                "{family} needs {names}",
                {"family": family, "names": ", ".join(PARAMETERS[family]) or "a list of numbers"},
            )
        parameters = [parameters[name] for name in PARAMETERS[family]]
    plain: dict[str, Any] = {
        "family": family,
        "values": tuple(parameters) if isinstance(parameters, list | tuple) else (parameters,),
    }
    if value.get("unit") is not None:
        plain["unit"] = unit_of(str(value["unit"])) or value["unit"]
    return plain
