"""The process file to begin with: small, complete, and explained in comments in the language asked for."""

from __future__ import annotations

from bpr.formats.yaml_emit import scalar
from bpr.text import Text, safe_name

_TEMPLATE = """\
{head}
bpr: 1
process: {id}
title: {title}
owner: manager                              # {owner}
volume: {{cases: 120, per: month}}            # {volume}
time_unit: min                              # {time_unit}
working_time: {{hours_per_day: 8, days_per_week: 5}}
illustrative: [time, share, volume]         # {illustrative}

departments:
  sales: {{en: Sales, zh: 销售部}}
  service: {{en: Service, zh: 服务部}}
  outside: {{name: {{en: Customer, zh: 客户}}, external: true}}   # {external}

roles:                                      # {roles}
  customer: {{name: {{en: Customer, zh: 客户}}, department: outside}}
  clerk: {{name: {{en: Clerk, zh: 业务员}}, department: sales, people: 3}}
  manager: {{name: {{en: Sales manager, zh: 销售经理}}, department: sales, people: 1}}
  engineer: {{name: {{en: Engineer, zh: 工程师}}, department: service, people: 2}}

# {steps}
steps:
  - id: A1
    name: {{en: Send the request, zh: 提交需求}}
    role: customer
    next: A2

  - id: A2
    name: {{en: Check the request, zh: 审核需求}}
    role: clerk
    time: 10                                # {time}
    wait: 2 h                               # {wait}
    next: G1

  # {decision}
  - id: G1
    decision: {{en: Request complete?, zh: 需求是否完整？}}
    role: clerk
    next:
      - {{to: A1, when: {{en: "no", zh: 否}}, share: 20%}}
      - {{to: A3, when: {{en: "yes", zh: 是}}, share: 80%}}

  - id: A3
    name: {{en: Approve the request, zh: 批准需求}}
    role: manager
    time: 5
    wait: 1 d
    next: A4

  # {duties}
  - id: A4
    name: {{en: Do the work, zh: 完成工作}}
    role: engineer
    accountable: manager
    consulted: clerk
    informed: customer
    time: {{triangular: [60, 90, 240]}}       # {distribution}
    wait: 1 d
"""

_WORDS: dict[str, Text] = {
    "head": Text(
        en="# A process file to begin with; change everything. `bpr draw {file}` shows it,\n"
        "# `bpr check {file}` finds faults.",
        zh="# 流程文件范例，内容可任意修改。用 `bpr draw {file}` 查看图，用 `bpr check {file}` 检查错误。",
    ),
    "owner": Text(en="a role: who answers for the whole process", zh="角色：对整个流程负责"),
    "volume": Text(en="how often it runs", zh="业务量"),
    "time_unit": Text(en="for numbers without a unit: s, min, h, d, w", zh="未写单位的时间：s、min、h、d、w"),
    "illustrative": Text(en="what is not measured; delete it when it is", zh="未经实测的数据；实测后删除"),
    "external": Text(en="not part of the company", zh="不属于本公司"),
    "roles": Text(en="who takes part; people: how many", zh="参与的角色；people 为人数"),
    "steps": Text(
        en="The steps. `next` says where the work goes; a step without `next` ends the process. "
        "Leave out what is not known.",
        zh="步骤。next 表示下一步；没有 next 的步骤结束流程。不知道的内容不写。",
    ),
    "time": Text(en="work on one case", zh="单个案例的处理时间"),
    "wait": Text(en="waiting before it", zh="开始前的等待时间"),
    "decision": Text(
        en="A decision takes one way; shares say how often. `parallel` takes all ways.",
        zh="decision 只走一条路径，share 为占比；parallel 走全部路径。",
    ),
    "duties": Text(
        en="Duties (RACI): `role` does it; accountable answers for it; consulted before, informed after.",
        zh="职责(RACI)：role 执行；accountable 负责；consulted 事前咨询；informed 事后知会。",
    ),
    "distribution": Text(en="least, usual, most", zh="最短、通常、最长"),
}


def starter(name: str, *, lang: str = "en") -> str:
    """The text of a process file to begin with.

    Args:
        name: what the process is called; its id is made from it.
        lang: language of the comments; the example speaks both.
    """
    key = safe_name(name)
    words = {word: text.pick(lang) for word, text in _WORDS.items()}
    words["head"] = words["head"].format(file=f"{key}.yaml")
    return _TEMPLATE.format(id=scalar(key), title=scalar(name), **words)
