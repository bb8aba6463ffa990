"""All pictures beside the swimlane by name; what `bpr draw --picture` offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bpr.diagnosis.analyse import Analysis, analyse
from bpr.errors import InputError, nearest
from bpr.export.charts.coupling import coupling_chord
from bpr.export.charts.handoff_matrix import handoff_matrix
from bpr.export.charts.handoff_network import handoff_network_picture
from bpr.export.charts.landscape import landscape
from bpr.export.charts.load import load_chart
from bpr.export.charts.loops import loop_map
from bpr.export.charts.playback import playback
from bpr.export.charts.raci import raci_picture
from bpr.export.charts.value_chain import value_chain_picture
from bpr.export.scene.shapes import Scene
from bpr.export.theme.theme import PLAIN, Theme
from bpr.graph import Level
from bpr.model import Process, ValueChain


class ProcessChart(Protocol):
    """Draws something about a process."""

    def __call__(self, analysis: Analysis, *, lang: str, theme: Theme) -> Scene:
        """Draw the picture."""
        ...


class LevelChart(Protocol):
    """Draws something about a process at a level: roles or departments."""

    def __call__(self, analysis: Analysis, *, lang: str, theme: Theme, level: Level) -> Scene:
        """Draw the picture."""
        ...


class ChainChart(Protocol):
    """Draws a value chain."""

    def __call__(self, chain: ValueChain, *, lang: str, theme: Theme) -> Scene:
        """Draw the picture."""
        ...


@dataclass(frozen=True, slots=True)
class Charts:
    """The pictures by name, by what they need."""

    process: Mapping[str, ProcessChart]
    level: Mapping[str, LevelChart]
    chain: Mapping[str, ChainChart]

    @property
    def names(self) -> tuple[str, ...]:
        """All names: pictures of processes first, then those of value chains."""
        return (*self.level, *self.process, *self.chain)


CHARTS = Charts(
    process={
        "coupling": coupling_chord,
        "loops": loop_map,
        "load": load_chart,
        "raci": raci_picture,
        "playback": playback,
    },
    level={"handoff-matrix": handoff_matrix, "handoff-network": handoff_network_picture},
    chain={"value-chain": value_chain_picture, "landscape": landscape},
)


def draw_chart(
    name: str,
    model: Process | Analysis | ValueChain,
    *,
    lang: str = "en",
    theme: Theme = PLAIN,
    level: Level = "role",
) -> Scene:
    """Draw one of the pictures.

    Args:
        name: one of ``CHARTS.names``.
        model: a process (or its analysis) or a value chain, as the picture needs.
        lang: language of the picture.
        theme: the colours.
        level: what holders are, for the pictures of handoffs.

    Raises:
        InputError: there is no picture of this name, or not of such a model.
        MissingPartError: the handoff network needs Graphviz, which is not here.
    """
    if name not in CHARTS.names:
        close = nearest(name, CHARTS.names)
        raise InputError.because(
            f"'{name}' is not a picture bpr draws",
            f"bpr 没有名为“{name}”的图",
            fix_en=f"use {close}" if close else f"use one of: {', '.join(CHARTS.names)}",
            fix_zh=f"可用：{close or '、'.join(CHARTS.names)}",
        )
    if isinstance(model, ValueChain):
        if name not in CHARTS.chain:
            raise _other_kind(name, tuple(CHARTS.chain), "a process", "流程")
        return CHARTS.chain[name](model, lang=lang, theme=theme)
    if name in CHARTS.chain:
        raise _other_kind(name, (*CHARTS.level, *CHARTS.process), "a value chain", "价值链")
    analysis = model if isinstance(model, Analysis) else analyse(model)
    if name in CHARTS.level:
        return CHARTS.level[name](analysis, lang=lang, theme=theme, level=level)
    return CHARTS.process[name](analysis, lang=lang, theme=theme)


def _other_kind(name: str, fitting: tuple[str, ...], en: str, zh: str) -> Exception:
    return InputError.because(
        f"the picture '{name}' is drawn from {en}",
        f"“{name}”图只能由{zh}生成",
        fix_en=f"for this model use: {', '.join(fitting)}",
        fix_zh=f"该模型可用：{'、'.join(fitting)}",
    )
