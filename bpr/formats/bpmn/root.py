"""The root of the file: whether this is BPMN 2.0 with a process to read, and if not, what it is instead."""

from __future__ import annotations

from collections import defaultdict

from lxml import etree

from bpr.errors import InputError, Problem, Where
from bpr.formats.bpmn.document import Document
from bpr.formats.bpmn.vocabulary import FLOW_NODES, NAMESPACES
from bpr.formats.xml import line_of, local_name, namespace, parse_xml, refuse
from bpr.text import Text

_OTHERS: dict[str, tuple[str, str]] = {
    "html": ("a web page (HTML)", "网页(HTML)"),
    "mxfile": ("a draw.io drawing", "draw.io 图"),
    "mxGraphModel": ("a draw.io drawing", "draw.io 图"),
    "Package": ("an XPDL package", "XPDL 文件"),
    "pnml": ("a Petri net (PNML)", "Petri 网(PNML)"),
    "epml": ("an event-driven process chain (EPML)", "事件驱动过程链(EPML)"),
    "log": ("an event log (XES)", "事件日志(XES)"),
    "svg": ("a picture (SVG)", "图片(SVG)"),
    "BusinessProcessDiagram": ("a BPMN 1.x diagram", "BPMN 1.x 图"),
}
_DEFINITIONS: tuple[tuple[str, str, str], ...] = (
    ("/DMN/", "a DMN decision model", "DMN 决策模型"),
    ("/CMMN/", "a CMMN case model", "CMMN 案例模型"),
    ("wsdl", "a WSDL web service description", "WSDL 服务描述"),
    ("simModel", "a simulation configuration", "仿真配置"),
)
_CONTENT = frozenset({"process", "collaboration", "choreography"})


def open_document(data: bytes, name: str) -> Document:
    """Parse a file and make sure it is BPMN 2.0 that holds a process (or at least parties).

    Raises:
        InputError: not XML, not BPMN 2.0, only a choreography, or ids of flow nodes that stand twice.
    """
    root = parse_xml(data, name=name)
    if local_name(root) != "definitions" or not _is_bpmn(root):
        _refuse_root(root, name)
    document = Document(root, name)
    if document.children(root, "choreography") and not document.flow_nodes:
        refuse(
            "the file holds only a choreography (messages between partners), not a process",
            "文件只含编排（choreography，伙伴之间的消息），没有流程",
            fix_en="export the process or collaboration diagram instead",
            fix_zh="请改为导出流程图或协作图",
            where=document.where(document.children(root, "choreography")[0]),
            code="BPMN_CHOREOGRAPHY",
        )
    _refuse_duplicates(document)
    return document


def _is_bpmn(root: etree._Element) -> bool:
    """BPMN's own namespaces; or none at all, when the content shows that BPMN is meant."""
    if namespace(root) in NAMESPACES:
        return True
    return not namespace(root) and any(
        not namespace(child) and local_name(child) in _CONTENT for child in root.iterchildren(etree.Element)
    )


def _refuse_root(root: etree._Element, name: str) -> None:
    tag, space = local_name(root), namespace(root)
    where = Where(file=name, line=line_of(root))
    what = _OTHERS.get(tag)
    if tag == "definitions":
        what = next(((en, zh) for part, en, zh in _DEFINITIONS if part in space), None)
    if what is not None:
        refuse(
            f"this is {what[0]}, not BPMN 2.0",
            f"这是{what[1]}，不是 BPMN 2.0",
            fix_en="export the model as 'BPMN 2.0 XML' and read that file",
            fix_zh="请将模型导出为 “BPMN 2.0 XML”，再读取导出的文件",
            where=where,
            code="NOT_BPMN",
        )
    if space in NAMESPACES:
        refuse(
            f"the file begins with <{tag}>, so it is a fragment of BPMN; a whole file begins with <definitions>",
            f"文件以 <{tag}> 开头，只是 BPMN 的片段；完整文件应以 <definitions> 开头",
            fix_en="export the whole model, or put the fragment inside <definitions xmlns='" + NAMESPACES[0] + "'>",
            fix_zh="请导出完整模型，或把片段放入 <definitions xmlns='" + NAMESPACES[0] + "'> 中",
            where=where,
            code="NOT_BPMN",
        )
    spaced = f" (namespace '{space}')" if space else ""
    spaced_zh = f"(命名空间 '{space}')" if space else ""
    refuse(
        f"the file begins with <{tag}>{spaced}, not with the <definitions> of BPMN 2.0",
        f"文件以 <{tag}>{spaced_zh} 开头，而不是 BPMN 2.0 的 <definitions>",
        fix_en=f"export the model as 'BPMN 2.0 XML'; its namespace is {NAMESPACES[0]}",
        fix_zh=f"请导出为 “BPMN 2.0 XML”；其命名空间为 {NAMESPACES[0]}",
        where=where,
        code="NOT_BPMN",
    )


def _refuse_duplicates(document: Document) -> None:
    """Two flow nodes of one id cannot be told apart by the flows that name them."""
    lines: defaultdict[str, list[etree._Element]] = defaultdict(list)
    for container in document.containers:
        for node in document.children(container, *FLOW_NODES):
            lines[document.id_of(node)].append(node)
    problems = [
        Problem(
            Text(
                en=f"the id '{identifier}' stands {len(nodes)} times (first in line {line_of(nodes[0])})",
                zh=f"编号 '{identifier}' 出现 {len(nodes)} 次(首次在第 {line_of(nodes[0])} 行)",
            ),
            Text(
                en="give each element an id of its own, or export the model again",
                zh="为每个元素指定唯一的编号，或重新导出模型",
            ),
            document.where(nodes[-1]),
            "DUPLICATE_ID",
        )
        for identifier, nodes in lines.items()
        if len(nodes) > 1
    ]
    if problems:
        raise InputError(problems)
