"""Codes of gates and settings."""

from __future__ import annotations

from bpr.diagnosis.catalogue.entry import entry

ENTRIES = (
    entry(
        "GATE_FAILED",
        "a measure breaks a limit of the project",
        "指标超出项目规定的限值",
        "the project agreed on this limit in bpr.toml, [gates]",
        "项目在 bpr.toml 的 [gates] 中约定了该限值",
        "mend the process, or change the limit if the project agrees",
        "改进流程；如项目同意，也可修改限值",
    ),
    entry(
        "GATE_UNKNOWN",
        "a gate cannot be judged, because inputs are missing",
        "缺少数据，无法判断是否达标",
        "what was not measured has not passed",
        "未测量不等于通过",
        "fill in what is missing, or set [gates] unknown",
        "补充缺失的数据，或设置 [gates] 的 unknown",
    ),
    entry(
        "SETTINGS",
        "bpr.toml holds something bpr cannot use",
        "bpr.toml 中有 bpr 无法使用的内容",
        "a misspelt setting would silently do nothing",
        "写错的设置项会不起作用而无人察觉",
        "correct the setting that is named",
        "改正所指的设置项",
    ),
)
