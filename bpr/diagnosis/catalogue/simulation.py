"""Codes of simulation runs (handbook 6)."""

from __future__ import annotations

from bpr.diagnosis.catalogue.entry import entry

_LAW = "Law 2015, Simulation Modeling and Analysis"

ENTRIES = (
    entry(
        "ARRIVALS_UNKNOWN",
        "it is not known how often cases arrive",
        "案例到达频率未知",
        "without it there is no load, and without load there are no queues to simulate",
        "不知道到达频率就没有负荷，也就无从仿真排队",
        "give the process a volume with working_time, or name the time between cases",
        "补充业务量和 working_time，或指定案例间隔",
        ref=_LAW,
    ),
    entry(
        "BAD_PARAMETERS",
        "the parameter file of a scenario cannot be used",
        "场景参数文件无法使用",
        "a scenario read wrongly would be simulated without anybody noticing",
        "误读的场景会在无人察觉的情况下被仿真",
        "give the Prosimos JSON file that belongs to the BPMN file",
        "提供与 BPMN 文件对应的 Prosimos JSON 文件",
    ),
    entry(
        "UNKNOWN_NAME",
        "a scenario names a role or step that the model does not have",
        "场景中的角色或步骤在模型中不存在",
        "a misspelt name would be passed over, and another study simulated than asked for",
        "拼错的名称若被忽略，仿真的就不是所要求的场景",
        "write the id of a role or step as it stands in the model",
        "使用模型中角色或步骤的标识",
    ),
    entry(
        "UNFINISHED_CASES",
        "some cases were still under way when the study ended",
        "仿真结束时仍有未完成的案例",
        "long cases are missing, so the mean cycle time comes out too low",
        "缺少耗时长的案例，平均周期时间偏低",
        "simulate longer, or read the figures as those of the finished cases",
        "延长仿真，或仅按已完成案例解读",
        ref=_LAW,
    ),
    entry(
        "PRECISION_NOT_REACHED",
        "the interval is wider than was asked for",
        "置信区间宽于要求",
        "differences smaller than the interval cannot be told from chance",
        "小于区间的差异无法与偶然区分",
        "allow more replications or more cases",
        "增加重复次数或案例数",
        ref=_LAW,
    ),
    entry(
        "INTERRUPTED",
        "the run was stopped early; what was done is kept",
        "仿真提前中断，已完成的部分保留",
        "fewer replications give wider intervals",
        "重复次数少，区间更宽",
        "run it again to the end for narrower intervals",
        "重新运行以得到更窄的区间",
    ),
    entry(
        "NOT_SIMULATED",
        "a part that begins by itself was left out",
        "自行触发的部分未参与仿真",
        "how often it begins is not known",
        "其触发频率未知",
        "model it as a branch with a share",
        "将其建模为带比例的分支",
    ),
    entry(
        "NORMAL_BELOW_ZERO",
        "normal durations reach below zero and were cut there",
        "正态分布的时间有小于零的部分，已截去",
        "cutting raises their mean above the one that was given",
        "截断会使均值高于给定值",
        "use a lognormal or triangular duration",
        "改用对数正态或三角分布",
        ref=_LAW,
    ),
    entry(
        "FAST_MISSING",
        "the compiled engine is not installed",
        "未安装编译引擎",
        "runs work without it, only slower",
        "没有它也能运行，只是较慢",
        "pip install 'bpr[fast]'",
        "安装：pip install 'bpr[fast]'",
    ),
    entry(
        "PYARROW_MISSING",
        "writing Parquet needs an optional package",
        "写出 Parquet 需要可选组件",
        "nothing was written",
        "没有写出任何内容",
        "pip install pyarrow, or write .csv",
        "安装 pyarrow，或改写为 .csv",
    ),
)
