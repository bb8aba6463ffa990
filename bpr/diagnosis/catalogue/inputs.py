"""Codes of files that cannot be read or written."""

from __future__ import annotations

from bpr.diagnosis.catalogue.entry import Entry, entry


def _file(code: str, means_en: str, means_zh: str, mend_en: str, mend_zh: str) -> Entry:
    return entry(
        code,
        means_en,
        means_zh,
        "the file is refused as a whole, so that nothing is read wrongly",
        "整个文件不予读取，以免误读",
        mend_en,
        mend_zh,
    )


def _written(code: str, means_en: str, means_zh: str, mend_en: str, mend_zh: str) -> Entry:
    return entry(
        code,
        means_en,
        means_zh,
        "nothing was written, and what was there is kept",
        "没有写出任何内容，原有文件保持不变",
        mend_en,
        mend_zh,
    )


ENTRIES = (
    _file("INPUT", "an input cannot be used", "输入无法使用", "see the message", "请查看具体信息"),
    _file("FILE", "the file cannot be opened", "无法打开文件", "check the path and the permission", "检查路径和权限"),
    _file(
        "FILE_UNREADABLE", "the file cannot be opened", "无法打开文件", "check path and permission", "检查路径和权限"
    ),
    _file(
        "KIND",
        "this is not a process file",
        "这不是流程文件",
        "begin with 'process: <id>' and 'steps:'",
        "以 'process: <编号>' 和 'steps:' 开头",
    ),
    _file(
        "VERSION",
        "the version of the file format is not known",
        "未知的文件格式版本",
        "write 'bpr: 1', or use a newer bpr",
        "写 'bpr: 1'，或升级 bpr",
    ),
    _file("ENCODING", "the file is not UTF-8", "文件不是 UTF-8 编码", "save it as UTF-8", "另存为 UTF-8"),
    _file(
        "SYNTAX",
        "the text does not follow the rules of YAML",
        "文本不符合 YAML 语法",
        "look at the line and the caret in the message",
        "查看信息中的行和标记",
    ),
    _file("ALIAS", "YAML anchors and aliases are not read", "不支持 YAML 锚点和别名", "write it out", "写出完整内容"),
    _file("TAG", "YAML tags are not read", "不支持 YAML 标签", "delete the tag", "删除标签"),
    _file(
        "DOCUMENTS",
        "the file holds several YAML documents",
        "文件中有多个 YAML 文档",
        "one process a file",
        "一个文件只写一个流程",
    ),
    _file(
        "CONTROL",
        "a text holds a control character",
        "文字中含有控制字符",
        "delete the invisible character",
        "删除这个不可见字符",
    ),
    _file("DUPLICATE_KEY", "a key stands twice", "键重复", "keep one of them", "只保留一个"),
    _file("UNKNOWN_KEY", "a key is not known", "无法识别的键", "use the nearest known key", "改用最接近的键"),
    _file("MISSING_KEY", "a key is missing", "缺少必需的键", "add it", "补上该键"),
    _file("BAD_VALUE", "a value cannot be used", "值无法使用", "use one of the values listed", "使用列出的值"),
    _file(
        "INVALID_VALUE", "a value cannot be used", "值无法使用", "correct it in the modelling tool", "在建模工具中改正"
    ),
    _file(
        "UNDEFINED", "a name is used but not defined", "使用了未定义的名称", "define it, or correct it", "先定义或改正"
    ),
    _file(
        "DUPLICATE_ID", "an id stands twice", "编号重复", "give each element an id of its own", "每个元素使用唯一编号"
    ),
    _file(
        "FLOW_CROSSES_SCOPE",
        "a flow crosses the border of a sub-process",
        "流向跨越了子流程的边界",
        "leave a sub-process by its end",
        "通过子流程的结束离开",
    ),
    _file(
        "HIERARCHY_CYCLE",
        "something contains itself in the hierarchy",
        "层级中出现循环",
        "break the circle",
        "打断该循环",
    ),
    _file("TOO_LARGE", "the file is too large", "文件过大", "split it: one process a file", "拆分：一个流程一个文件"),
    _file("TOO_DEEP", "the file is nested too deep", "嵌套过深", "use fewer levels", "减少层级"),
    _file("EMPTY_FILE", "the file is empty", "文件为空", "check that it was saved", "检查是否已保存"),
    _file(
        "NOT_XLSX",
        "this is not an Excel workbook",
        "这不是 Excel 工作簿",
        "save it from Excel, WPS or LibreOffice as .xlsx",
        "请用 Excel、WPS 或 LibreOffice 另存为 .xlsx",
    ),
    _file(
        "NO_MATRIX",
        "no sheet of the workbook holds a responsibility matrix",
        "工作簿中没有职责矩阵",
        "put role names in one row, steps in one column, and letters such as R, A, C, I between them",
        "在一行写角色名称、一列写步骤，交叉处填写 R、A、C、I 等字母",
    ),
    _file(
        "OLD_WORKBOOK",
        "this is an old Excel workbook (.xls)",
        "这是旧版 Excel 工作簿（.xls）",
        "save it as .xlsx",
        "另存为 .xlsx",
    ),
    _file(
        "PASSWORD",
        "the workbook is protected by a password",
        "工作簿受密码保护",
        "take the password off and save it again",
        "取消密码后重新保存",
    ),
    _file("DAMAGED", "the workbook is damaged", "工作簿已损坏", "let Excel repair and save it", "用 Excel 修复后保存"),
    _file(
        "THEME",
        "a theme file says something bpr cannot use",
        "样式文件中有 bpr 无法使用的内容",
        "correct the line that is named",
        "按提示修改该行",
    ),
    _file(
        "LOGO",
        "a logo cannot be used",
        "徽标无法使用",
        "give a small PNG or a plain SVG beside the theme file",
        "在样式文件旁放一个较小的 PNG 或简单的 SVG",
    ),
    _written(
        "LANE_VIOLATION",
        "a box would stand outside its lane",
        "节点会落在泳道之外",
        "draw fewer things at once, and report the model",
        "减少一次绘制的内容，并反馈该模型",
    ),
    _written(
        "EDGE_THROUGH_BOX",
        "an arrow would run through a box",
        "连线会穿过节点",
        "draw fewer things at once, and report the model",
        "减少一次绘制的内容，并反馈该模型",
    ),
    _file("NOT_XML", "this is not XML", "这不是 XML", "export it as BPMN 2.0", "导出为 BPMN 2.0"),
    _file("XML_BROKEN", "the XML is broken", "XML 已损坏", "export the file again", "重新导出文件"),
    _file(
        "XML_DOCTYPE",
        "the XML has a DOCTYPE, which can pull in other files",
        "XML 含 DOCTYPE，可能引入其他文件",
        "delete the DOCTYPE line",
        "删除 DOCTYPE 行",
    ),
    _file("NOT_BPMN", "this XML is not BPMN 2.0", "该 XML 不是 BPMN 2.0", "export as BPMN 2.0", "导出为 BPMN 2.0"),
    _file(
        "BPMN_CHOREOGRAPHY",
        "the file holds a choreography, not a process",
        "文件是编排图，不是流程",
        "export a process or a collaboration",
        "导出流程图或协作图",
    ),
    _written(
        "FILE_CHANGED", "the file was changed by hand", "文件被手工修改过", "use -o or --force", "用 -o 或 --force"
    ),
    _written(
        "FILE_EXISTS", "the file belongs to somebody", "文件不是由 bpr 写出", "use -o or --force", "用 -o 或 --force"
    ),
    _written("NOT_A_FILE", "the target is not a file", "目标不是文件", "name a file", "请指定文件名"),
    _written(
        "NOT_WRITABLE",
        "the file cannot be written",
        "无法写入文件",
        "close it in other programs, or choose another folder",
        "在其他程序中关闭，或换一个文件夹",
    ),
    _written("EXPORT", "the picture cannot be made", "无法生成图片", "see the message", "请查看具体信息"),
    _written(
        "MISSING", "an optional part is missing", "缺少可选组件", "run the line in the message", "运行信息中的命令"
    ),
)
