"""What the RACI rules say: severity, message and remedy of each code, in both languages.

Placeholders: ``step`` (activity), ``roles``, ``letter``, ``count``, ``limit``, ``text``, ``steps``.
"""

from __future__ import annotations

from dataclasses import dataclass

from bpr.findings import Severity


@dataclass(frozen=True, slots=True)
class Saying:
    """The texts of one code."""

    severity: Severity
    en: str
    zh: str
    fix_en: str
    fix_zh: str


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

SAYINGS: dict[str, Saying] = {
    "EMPTY_ROW": Saying(
        _E,
        "{step}: nobody has a duty here",
        "“{step}”没有分配任何职责",
        "name who does it ({does}) and who answers for it ({answers})",
        "指定执行者（{does}）和负责人（{answers}）",
    ),
    "NONE": Saying(
        _E,
        "{step}: no role holds {letter}",
        "“{step}”没有任何角色承担 {letter}",
        "give {letter} to one role",
        "为一个角色指定 {letter}",
    ),
    "MULTI": Saying(
        _E,
        "{step}: {count} roles hold {letter} ({roles}); with several nobody decides",
        "“{step}”有 {count} 个角色同时承担 {letter}（{roles}），职责不清，无人拍板",
        "keep one {letter}; make the others consulted or informed",
        "只保留一个 {letter}，其余改为咨询或知会",
    ),
    "TOO_MANY_R": Saying(
        _I,
        "{step}: {count} roles do the work ({roles})",
        "“{step}”由 {count} 个角色共同执行（{roles}）",
        "split the activity, or leave the work with at most {limit} roles",
        "拆分该活动，或将执行角色减少到 {limit} 个以内",
    ),
    "TOO_MANY_C": Saying(
        _W,
        "{step}: {count} roles are consulted ({roles}); each one is a wait before the work goes on",
        "“{step}”需咨询 {count} 个角色（{roles}），每次咨询都会造成等待",
        "ask at most {limit}; inform the others",
        "咨询对象不超过 {limit} 个，其余改为知会",
    ),
    "TOO_MANY_I": Saying(
        _I,
        "{step}: {count} roles are informed ({roles})",
        "“{step}”需知会 {count} 个角色（{roles}）",
        "inform at most {limit}, or publish the result where everyone can look it up",
        "知会对象不超过 {limit} 个，或将结果公布供查询",
    ),
    "TOO_MANY_VETO": Saying(
        _I,
        "{step}: {count} roles must agree ({roles}); each of them can stop the decision",
        "“{step}”有 {count} 个角色须同意（{roles}），任何一个都可以否决",
        "leave the right to agree with at most {limit} roles; ask the others for input",
        "同意权不超过 {limit} 个角色，其余只提供意见",
    ),
    "A_OVERLOAD": Saying(
        _W,
        "{roles} answers for {count} of {limit} activities",
        "“{roles}”对 {limit} 个活动中的 {count} 个负责",
        "delegate the accountability of single activities to the roles that can decide them",
        "把部分活动的负责权下放给能够决定的角色",
    ),
    "ROLE_UNUSED": Saying(
        _I,
        "{roles} has no duty in this process",
        "“{roles}”在本流程中没有任何职责",
        "take the role out, or give it its duties",
        "删除该角色，或补充其职责",
    ),
    "ROLE_ONLY_CI": Saying(
        _I,
        "{roles} is only asked or told, never does or answers for anything",
        "“{roles}”只被咨询或知会，从不执行或负责",
        "check whether the role is needed in this process",
        "核实该角色是否有必要参与本流程",
    ),
    "OWNER_NOT_A": Saying(
        _W,
        "the process owner {roles} is accountable for no activity",
        "流程负责人“{roles}”没有对任何活动负责（A）",
        "make the owner accountable for the activity that decides the result, or name another owner",
        "让流程负责人对决定结果的活动负责，或更换流程负责人",
    ),
    "UNKNOWN_ROLE": Saying(
        _E,
        "{step}: {roles} is not a role of this process",
        "“{step}”中的“{roles}”不是本流程的角色",
        "add the role, or correct its name",
        "新增该角色，或更正名称",
    ),
    "BAD_CODE": Saying(
        _E,
        "{step} / {roles}: '{text}' cannot be read",
        "“{step}”/“{roles}”：'{text}' 无法识别",
        "use the letters {letter}, separated by /",
        "使用字母 {letter}，以 / 分隔",
    ),
    "SOD_DEFINITE": Saying(
        _E,
        "{step}: one person ({roles}) does both; the two must be separate",
        "“{step}”由同一个人（{roles}）完成，违反职责分离",
        "give one of the two to another role",
        "将其中一项交给另一个角色",
    ),
    "SOD_POTENTIAL": Saying(
        _W,
        "{step}: the same role ({roles}) does both; make sure that it is not the same person",
        "“{step}”由同一角色（{roles}）完成，须确保不是同一个人",
        "give one of the two to another role, or forbid the same person by rule or system",
        "将其中一项交给另一个角色，或通过制度、系统限制同一人操作",
    ),
    "R_ABOVE_A": Saying(
        _W,
        "{step}: the accountable role reports to the one that does the work ({roles})",
        "“{step}”中负责（A）的角色是执行者的下属（{roles}）",
        "let the higher role answer for it, or the lower one do it",
        "由上级负责，或由下级执行",
    ),
    "A_EXTERNAL": Saying(
        _W,
        "{step}: the external role {roles} is accountable",
        "“{step}”由外部角色“{roles}”负责（A）",
        "let an internal role answer for the result",
        "改由内部角色对结果负责",
    ),
    "V_IS_R": Saying(
        _E,
        "{step}: {roles} verifies its own work",
        "“{step}”中“{roles}”验证自己的工作",
        "let another role verify (V)",
        "由另一个角色验证（V）",
    ),
    "NO_DECIDER": Saying(
        _E,
        "{step}: no role may decide",
        "“{step}”没有决定权的归属",
        "name the one role that decides",
        "指定唯一的决定者",
    ),
    "MULTI_DECIDER": Saying(
        _E,
        "{step}: {count} roles decide ({roles})",
        "“{step}”有 {count} 个决定者（{roles}）",
        "keep one decider; let the others evaluate or nominate",
        "只保留一个决定者，其余改为评审或提名",
    ),
    "VETO_IS_DECIDER": Saying(
        _E,
        "{step}: {roles} decides and holds the veto as well",
        "“{step}”中“{roles}”既是决定者又有否决权",
        "take the veto away: who decides needs none",
        "取消其否决权：决定者无需否决权",
    ),
    "A_FROM_PROCESS_OWNER": Saying(
        _I,
        "no accountable role is named for {activities}; the process owner stands in: {steps}",
        "{count} 个活动未指定负责人，暂由流程负责人代替：{steps}",
        "confirm the process owner, or name who answers for each of them",
        "确认由流程负责人负责，或逐一指定负责人",
    ),
    "A_UNKNOWN": Saying(
        _W,
        "nobody is named as accountable for {activities}: {steps}",
        "{count} 个活动没有负责人：{steps}",
        "name an accountable role for each, or an owner of the process",
        "为每个活动指定负责人，或指定流程负责人",
    ),
    "R_UNKNOWN": Saying(
        _W,
        "nobody is named as doing {activities}: {steps}",
        "{count} 个活动没有执行者：{steps}",
        "name the role that performs each of them",
        "为每个活动指定执行角色",
    ),
    "RACI_MODEL_CONFLICT": Saying(
        _W,
        "the matrix contradicts the performer or the accountable role of {activities}: {steps}",
        "{count} 个活动的责任矩阵与模型中的执行者或负责人不一致：{steps}",
        "correct the matrix, or the role in the model",
        "修正责任矩阵，或修正模型中的角色",
    ),
    "DUTY_NOT_IN_VARIANT": Saying(
        _W,
        "this kind of matrix has no letter for a duty of {activities}: {steps}",
        "{count} 个活动含有当前矩阵类型不支持的职责：{steps}",
        "choose another kind, such as raci: RASCI for supporting roles",
        "选用其他类型，例如用 raci: RASCI 表示支持角色",
    ),
}
