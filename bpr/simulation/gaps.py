"""What a simulation misses: the whole list at once, with the option that would fill each gap."""

from __future__ import annotations

from bpr.errors import AnalysisError, Problem, Where
from bpr.text import Text

_ASSUMED = frozenset({"people", "wait", "time", "uniform", "no_role"})


class Gaps:
    """Collects what is missing and which assumptions were used."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.used: set[str] = set()

    def missing(self, element: str, what: tuple[str, str], option: str, code: str) -> None:
        """Something is not known; ``option`` is what the caller may pass instead of mending the model."""
        en, zh = what
        if option.partition("=")[0] in _ASSUMED:
            remedy = Text(
                en=f"add it to the model, or assume it: --assume {option}",
                zh=f"在模型中补充，或明确假设：--assume {option}",
            )
        else:
            remedy = Text(en=f"add it to the model: {option}", zh=f"在模型中补充：{option}")
        self.problems.append(
            Problem(Text(en=f"{en} is not known", zh=f"缺少{zh}"), remedy, Where(element=element), code)
        )

    def wrong(self, element: str, message: Text, remedy: Text, code: str) -> None:
        """Something cannot be simulated at all."""
        self.problems.append(Problem(message, remedy, Where(element=element), code))

    def stop(self) -> None:
        """Refuse with the list when there is one.

        Raises:
            AnalysisError: with one problem per gap.
        """
        if self.problems:
            raise AnalysisError(self.problems)
