"""What saved minutes are worth in a year (handbook 10.5).

Formulas: hours = cases * minutes / 60; FTE = hours / hours of one FTE; gross = cases * minutes * cost per minute;
    net = gross - running cost; payback = one-time cost / net (not discounted); NPV = sum of net / (1 + i)^k over the
    years - one-time cost (end-of-year cash flows).
Caution: saved minutes become money only where the capacity is really released; `Benefit.cashable` says so.
Reference: Brealey, Myers, Allen, Principles of Corporate Finance (net present value).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from bpr.errors import AnalysisError


@dataclass(frozen=True, slots=True)
class Benefit:
    """Yearly effect of a change; money in the currency of the inputs, ``payback_years`` None when nothing is saved."""

    hours_saved_per_year: float
    fte_saved: float
    gross_saving_per_year: float
    net_saving_per_year: float
    payback_years: float | None
    npv: float
    cashable: bool

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "hours_saved_per_year": self.hours_saved_per_year,
            "fte_saved": self.fte_saved,
            "gross_saving_per_year": self.gross_saving_per_year,
            "net_saving_per_year": self.net_saving_per_year,
            "payback_years": self.payback_years,
            "npv": self.npv,
            "cashable": self.cashable,
        }


def summarise_benefit(
    *,
    cases_per_year: float,
    minutes_saved_per_case: float,
    hours_per_fte_year: float,
    cost_per_minute: float,
    one_time_cost: float = 0.0,
    running_cost_per_year: float = 0.0,
    discount_rate: float = 0.0,
    years: int = 3,
    cashable: bool = False,
) -> Benefit:
    """Work out the benefit of a change.

    Args:
        cases_per_year: cases started in a year.
        minutes_saved_per_case: work saved; negative when the change costs time.
        hours_per_fte_year: working hours of one full-time person.
        cost_per_minute: full cost of one minute of work.
        one_time_cost: what the change costs once.
        running_cost_per_year: what it costs every year after.
        discount_rate: yearly rate, 0.08 for 8 %.
        years: over how many years the net present value goes.
        cashable: whether the released capacity really leaves the cost base.

    Raises:
        AnalysisError: hours of an FTE are not positive, or the discount rate is -100 % or less.
    """
    if hours_per_fte_year <= 0 or discount_rate <= -1:
        raise AnalysisError.because(
            "hours_per_fte_year must be above 0 and discount_rate above -1",
            "hours_per_fte_year 必须大于 0,discount_rate 必须大于 -1",
            fix_en="for example hours_per_fte_year=1600 and discount_rate=0.08",
            fix_zh="例如 hours_per_fte_year=1600、discount_rate=0.08",
        )
    minutes = cases_per_year * minutes_saved_per_case
    gross = minutes * cost_per_minute
    net = gross - running_cost_per_year
    present = math.fsum(net / (1 + discount_rate) ** year for year in range(1, years + 1))
    return Benefit(
        hours_saved_per_year=minutes / 60,
        fte_saved=minutes / 60 / hours_per_fte_year,
        gross_saving_per_year=gross,
        net_saving_per_year=net,
        payback_years=one_time_cost / net if net > 0 else None,
        npv=present - one_time_cost,
        cashable=cashable,
    )
