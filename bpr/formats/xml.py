"""The one way into XML: hardened, bounded, and with errors that name line, column and remedy.

Refused: any DOCTYPE (so no entities, no external files), documents over the caps of size, depth and element count, and
whatever is not XML at all (zip archives, HTML pages, empty files). Nothing is ever fetched from a network. The DOCTYPE
is looked for by a first pass that stops at the first element, so that no declaration inside it is ever used, whatever
the encoding. Comments and processing instructions are left out of the tree.
"""

from __future__ import annotations

import copy
import re
from functools import lru_cache
from typing import Any, NoReturn

from lxml import etree

from bpr.errors import InputError, Problem, Where
from bpr.text import Text

MAX_BYTES = 50_000_000
MAX_ELEMENTS = 500_000
MAX_DEPTH = 100

_CHUNK = 512
_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_XML_SPACE = b" \t\r\n"
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (
        b"PK\x03\x04",
        "a zip archive (such as .xlsx, .vsdx or a packed export)",
        "一个 zip 压缩包（例如 .xlsx、.vsdx 或打包的导出文件）",
    ),
    (b"\x1f\x8b", "a gzip archive", "一个 gzip 压缩文件"),
    (b"%PDF", "a PDF document", "一个 PDF 文档"),
    (b"\x89PNG", "a PNG picture", "一张 PNG 图片"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.doc, .xls, .vsd)", "一个旧版 Office 文档(.doc、.xls、.vsd)"),
    (b"{", "a JSON document", "一个 JSON 文档"),
)
_UTF16_LABEL = re.compile(rb"""^<\?xml[^>]*encoding\s*=\s*["'](utf-16|ucs-2|unicode)[^"']*["']""", re.IGNORECASE)


def parse_xml(data: bytes, *, name: str) -> etree._Element:
    """Parse a document from an untrusted file.

    Args:
        data: the bytes of the file; the encoding is taken from its BOM or XML declaration.
        name: the file's name, for messages.

    Returns:
        The root element; elements know their ``sourceline``.

    Raises:
        InputError: not XML, not well formed, with a DOCTYPE, or over a cap.

    Example:
        >>> parse_xml(b"<lane name='Sales'/>", name="x.xml").get("name")
        'Sales'
    """
    _refuse_foreign(data, name)
    body = data.lstrip(_XML_SPACE)
    skipped_lines = data[: len(data) - len(body)].count(b"\n")
    encoding = "utf-8" if _UTF16_LABEL.match(body) else None
    _refuse_doctype(body, name, encoding)
    parser = _parser(encoding)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        if not _only_odd_namespaces(parser):
            _refuse_broken(error, body, name, skipped_lines)
        root = etree.fromstring(body, _parser(encoding, recover=True))
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        _fail_doctype(name)
    _refuse_oversize(root, name)
    return root


def refuse(
    en: str, zh: str, *, fix_en: str, fix_zh: str, where: Where, code: str, cause: Exception | None = None
) -> NoReturn:
    """Stop reading: one problem with its place and remedy."""
    raise InputError(Problem(Text(en=en, zh=zh), Text(en=fix_en, zh=fix_zh), where, code)) from cause


def local_name(element: etree._Element) -> str:
    """The tag without its namespace."""
    return split_tag(element.tag)[1]


def namespace(element: etree._Element) -> str:
    """The namespace of the tag, empty where there is none."""
    return split_tag(element.tag)[0]


@lru_cache(maxsize=4096)
def split_tag(tag: object) -> tuple[str, str]:
    """Namespace and local name of a tag; both empty for comments and processing instructions.

    Example:
        >>> split_tag("{http://example.org}lane"), split_tag("lane")
        (('http://example.org', 'lane'), ('', 'lane'))
    """
    if not isinstance(tag, str):
        return "", ""
    space, _, name = tag.rpartition("}")
    return space.removeprefix("{"), name


def line_of(element: etree._Element) -> int | None:
    """The line of the file an element begins in."""
    line: object = element.sourceline
    return line if isinstance(line, int) else None


def raw_xml(element: etree._Element, *, limit: int) -> str:
    """The element as text with only the namespaces it uses, cut at ``limit`` characters."""
    alone = copy.deepcopy(element)
    named = _type_prefixes(element)
    if named:
        alone = _declaring(alone, element.nsmap)
    etree.cleanup_namespaces(alone, keep_ns_prefixes=named)
    text = etree.tostring(alone, encoding="unicode", with_tail=False)
    return text if len(text) <= limit else text[:limit] + "…"


def _type_prefixes(element: etree._Element) -> list[str]:
    """The prefixes that only values of ``xsi:type`` name: XML libraries do not see that they are used."""
    values = (found.get(_XSI_TYPE) for found in element.iter(etree.Element))
    prefixes = {value.partition(":")[0].strip() for value in values if value is not None and ":" in value}
    return sorted(prefixes.intersection(prefix for prefix in element.nsmap if prefix))


def _declaring(element: etree._Element, spaces: dict[str | None, str]) -> etree._Element:
    """The same element with these namespaces declared at it; as it was where one of them cannot be written."""
    try:
        ordered = dict(sorted(spaces.items(), key=lambda pair: pair[0] or ""))
        made = etree.Element(element.tag, element.attrib, ordered)  # type: ignore[arg-type]
    except ValueError:
        return element
    made.text = element.text
    made.extend(list(element))
    return made


def _only_odd_namespaces(parser: etree.XMLParser) -> bool:
    """Whether all that is wrong is a namespace name with spaces or the like, which some tools write and none needs."""
    entries = list(parser.error_log)
    return bool(entries) and all(entry.type_name == "WAR_NS_URI" for entry in entries)


def _parser(encoding: str | None, target: Any = None, *, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover,
        encoding=encoding,
        target=target,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


class _PrologEnd(Exception):
    """Raised by the first pass to stop; ``doctype`` says which of the two ends it met."""

    def __init__(self, *, doctype: bool) -> None:
        super().__init__()
        self.doctype = doctype


class _Prolog:
    """A parser target that stops at the DOCTYPE or at the first element, whichever comes first."""

    def doctype(self, *_names: str | None) -> None:
        raise _PrologEnd(doctype=True)

    def start(self, _tag: str, _attributes: dict[str, str]) -> None:
        raise _PrologEnd(doctype=False)

    def end(self, _tag: str) -> None: ...

    def data(self, _text: str) -> None: ...

    def close(self) -> None: ...


def _refuse_doctype(body: bytes, name: str, encoding: str | None) -> None:
    """Read up to the first element; what is broken there is told by the real parse."""
    parser = _parser(encoding, target=_Prolog())
    try:
        for start in range(0, len(body), _CHUNK):
            parser.feed(body[start : start + _CHUNK])
    except _PrologEnd as end:
        if end.doctype:
            _fail_doctype(name)
    except etree.XMLSyntaxError:
        return


def _fail_doctype(name: str) -> NoReturn:
    refuse(
        "the file holds a DOCTYPE, which bpr refuses because it can pull in other files",
        "文件含有 DOCTYPE 声明；它可能引入其他文件，bpr 拒绝读取",
        fix_en="remove the <!DOCTYPE ...> part with a text editor, if you trust where the file comes from",
        fix_zh="如果文件来源可信，请用文本编辑器删除 <!DOCTYPE ...> 部分",
        where=Where(file=name),
        code="XML_DOCTYPE",
    )


def _refuse_foreign(data: bytes, name: str) -> None:
    """What is no XML at all, told by its first bytes, or too large to read."""
    where = Where(file=name)
    if len(data) > MAX_BYTES:
        refuse(
            f"the file has {len(data):,} bytes; bpr reads at most {MAX_BYTES:,}",
            f"文件有 {len(data):,} 字节；bpr 最多读取 {MAX_BYTES:,} 字节",
            fix_en="split the file, or export one process a file",
            fix_zh="请拆分文件，或每个文件只导出一个流程",
            where=where,
            code="TOO_LARGE",
        )
    head = data.lstrip(_XML_SPACE)[:1024].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(_XML_SPACE)
    if not head:
        refuse(
            "the file is empty",
            "文件是空的",
            fix_en="export the model again; check that saving had finished",
            fix_zh="请重新导出模型，并确认保存已完成",
            where=where,
            code="EMPTY_FILE",
        )
    for signature, what_en, what_zh in _SIGNATURES:
        if head.startswith(signature):
            _fail_kind(what_en, what_zh, where)
    if head[:200].lower().startswith((b"<!doctype html", b"<html")):
        _fail_kind(
            "a web page (HTML), perhaps a login or error page saved instead of the model",
            "一个网页(HTML)，可能保存的是登录页或错误页",
            where,
        )


def _fail_kind(what_en: str, what_zh: str, where: Where) -> NoReturn:
    refuse(
        f"the file is {what_en}, not XML",
        f"该文件是{what_zh}，不是 XML",
        fix_en="export the model as XML (for BPMN: 'BPMN 2.0 XML') and read that file",
        fix_zh="请将模型导出为 XML（BPMN 请选 “BPMN 2.0 XML”），再读取导出的文件",
        where=where,
        code="NOT_XML",
    )


def _refuse_broken(error: etree.XMLSyntaxError, body: bytes, name: str, skipped_lines: int) -> NoReturn:
    line, column = error.position
    reason = re.sub(r", line \d+, column \d+$", "", str(error.msg or "not well formed"))
    fix = Text(
        en="export the file again from the tool that made it; if it was edited by hand, mend this place",
        zh="请用原工具重新导出；如果是手工修改过的，请更正此处",
    )
    if "character encoding" in reason:
        fix = Text(
            en="the bytes are not in the encoding the first line names; save the file as UTF-8 and say so there",
            zh="文件内容与首行声明的编码不符；请另存为 UTF-8 并在首行声明",
        )
    elif b"\n<<<<<<< " in body:
        fix = Text(
            en="the file holds an unresolved merge of two versions (<<<<<<<); keep one of them",
            zh="文件中有未解决的版本合并冲突(<<<<<<<)；请保留其中一个版本",
        )
    refuse(
        f"the XML is broken here: {reason}",
        f"此处 XML 格式有误：{reason}",
        fix_en=fix.pick("en"),
        fix_zh=fix.pick("zh"),
        where=Where(file=name, line=(line or 1) + skipped_lines, column=column or None),
        code="XML_BROKEN",
        cause=error,
    )


def _refuse_oversize(root: etree._Element, name: str) -> None:
    """More elements, or elements nested deeper, than any real model has."""
    count = depth = 0
    for action, element in etree.iterwalk(root, events=("start", "end")):
        if action == "end":
            depth -= 1
            continue
        count += 1
        depth += 1
        if count > MAX_ELEMENTS or depth > MAX_DEPTH:
            what_en, what_zh, cap = (
                ("elements nested in each other", "层嵌套", MAX_DEPTH)
                if depth > MAX_DEPTH
                else ("elements", "个元素", MAX_ELEMENTS)
            )
            refuse(
                f"the file has more than {cap:,} {what_en}",
                f"文件超过 {cap:,} {what_zh}",
                fix_en="split the file, or export one process a file",
                fix_zh="请拆分文件，或每个文件只导出一个流程",
                where=Where(file=name, line=line_of(element)),
                code="TOO_LARGE" if depth <= MAX_DEPTH else "TOO_DEEP",
            )
