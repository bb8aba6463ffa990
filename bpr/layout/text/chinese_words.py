"""Frequent words of Chinese process labels, so that lines do not break inside them (审 | 批, 系 | 统).

A text is cut from left to right, always taking the longest listed word (forward maximum matching); what is not listed
may break between any two characters. The list holds the everyday words of offices, not names; a label that still breaks
badly takes a zero-width space where it should break.
"""

from __future__ import annotations

_LIST = """
申请 申请单 申请表 申请人 审批 审批人 审批单 审核 审查 审计 审定 复核 核对 核查 核实 核准 核销 核算
批准 批复 驳回 退回 退货 退款 补充 修改 修订 更正 调整 变更 确认 检查 检验 检测 验收 验证 校验
测试 评估 评审 评价 评分 分析 判断 决定 选择 选定 制定 编制 编写 起草 填写 填报 录入 登记 注册
记录 归档 存档 备案 盘点 接收 收到 收集 收货 收款 发送 发布 发放 发货 发运 发票 发起 提交 提出
提供 提醒 上报 上传 下载 下达 下单 转交 转账 移交 交付 交接 分配 分派 派单 派工 指派 通知 通告
告知 回复 答复 反馈 沟通 协调 协商 谈判 会签 会议 签字 签署 签订 签收 签约 盖章 打印 扫描 复印
邮件 邮寄 快递 电话 短信 微信 网站 平台 系统 接口 数据 数据库 信息 资料 材料 文件 文档 报告 报表
报价 报销 报销单 报关 采购 采购单 采购部 采购员 采购申请 询价 比价 招标 投标 中标 合同 协议 订单
订购 供应商 供应 供货 物料 物资 原料 零件 备件 库存 仓库 入库 出库 仓储 物流 运输 运单 配送 装运
装箱 包装 拣货 生产 生产线 加工 装配 组装 工单 工艺 工序 车间 班组 排产 计划 质量 质检 质检员 合格
不合格 返工 返修 报废 缺陷 维修 维护 保养 安装 调试 设备 设计 研发 开发 上线 部署 需求 方案 图纸
样品 样机 销售 销售部 销售员 客户 客户服务 客服 市场 营销 推广 线索 商机 渠道 售前 售后 投诉 理赔
赔付 赔偿 索赔 保单 承保 保险 被保险人 报案 立案 查勘 定损 结案 服务 受理 办理 处理 处置 解决 跟进
跟踪 回访 满意度 咨询 财务 财务部 财务总监 会计 出纳 付款 支付 收付 预付 应付 应收 账款 账单 对账
开票 开具 凭证 记账 入账 过账 结算 结账 预算 费用 成本 金额 额度 信用 授信 贷款 放款 还款 逾期
抵押 担保 利率 税务 税额 资金 资产 现金 银行 账户 余额 价格 折扣 人事 人力 人力资源 员工 招聘 应聘
面试 简历 录用 入职 离职 转正 试用期 培训 考核 绩效 薪酬 工资 考勤 请假 加班 出差 差旅 岗位 职位
部门 主管 经理 总监 总经理 董事会 领导 负责人 专员 助理 秘书 行政 法务 法务部 合规 风险 风控 安全
权限 账号 密码 项目 项目组 任务 工作 流程 环节 节点 阶段 步骤 规则 标准 规范 制度 政策 条件 条款
要求 目标 指标 结果 意见 建议 问题 故障 事件 异常 原因 措施 整改 改进 优化 监控 监督 巡检 抽查
预警 患者 病人 医生 医师 护士 门诊 住院 出院 挂号 就诊 分诊 诊断 治疗 手术 化验 检验单 处方 药房
药品 病历 床位 学生 教师 课程 考试 成绩 报名 录取 学籍 证书 证件 证明 许可 许可证 执照 身份证 居民
市民 窗口 大厅 科室 机构 单位 企业 公司 集团 总部 分公司 门店 开始 结束 完成 取消 终止 关闭 启动
暂停 等待 超时 是否 通过 成功 失败 有效 无效 完整 齐全 缺失 正确 错误 重新 再次 自动 人工 手工
线上 线下 电子 纸质 内部 外部 最终 初步 首次 紧急 普通 一般 重大 特殊 相关 可以 需要 进行 如果
或者 以及 并且 根据 按照 对应 时间 日期 期限 周期 工作日 小时 分钟 年度 季度 月度
"""

WORDS: frozenset[str] = frozenset(_LIST.split())
_LONGEST = max(map(len, WORDS))


def word_length(text: str, start: int) -> int:
    """The length of the longest listed word that begins at ``start``; 1 if none does.

    Example:
        >>> word_length("采购申请审批", 0), word_length("采购申请审批", 4), word_length("的", 0)
        (4, 2, 1)
    """
    for length in range(min(_LONGEST, len(text) - start), 1, -1):
        if text[start : start + length] in WORDS:
            return length
    return 1
