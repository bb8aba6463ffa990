import pytest

from bpr.errors import InputError
from bpr.formats import xml
from bpr.formats.xml import local_name, namespace, parse_xml, raw_xml


def problem_of(data: bytes):
    with pytest.raises(InputError) as caught:
        parse_xml(data, name="model.bpmn")
    (problem,) = caught.value.problems
    assert problem.where.file == "model.bpmn"
    assert problem.message.en
    assert problem.message.zh
    assert problem.remedy.en
    assert problem.remedy.zh
    return problem


def test_a_document_is_parsed_without_comments_and_instructions():
    root = parse_xml(b"<?xml version='1.0'?><!-- a --><r xmlns='urn:x'><?pi x?><!-- b --><c id='1'/></r>", name="x")
    assert (local_name(root), namespace(root)) == ("r", "urn:x")
    assert [local_name(child) for child in root] == ["c"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "gb18030", "windows-1252"])
def test_declared_encodings_are_read(encoding):
    word = "Prüfung" if encoding in {"iso-8859-1", "windows-1252"} else "审核 Prüfung"
    declared = encoding.removesuffix("-sig")
    data = f'<?xml version="1.0" encoding="{declared}"?><task name="{word}"/>'.encode(encoding)
    assert parse_xml(data, name="x").get("name") == word


def test_a_utf16_label_on_eight_bit_text_is_not_believed():
    data = '<?xml version="1.0" encoding="UTF-16"?><task name="审核"/>'.encode()
    assert parse_xml(data, name="x").get("name") == "审核"


def test_blank_lines_before_the_declaration_are_forgiven_and_counted():
    assert local_name(parse_xml(b"\n\n <?xml version='1.0'?><a/>", name="x")) == "a"
    problem = problem_of(b"\n\n<?xml version='1.0'?>\n<a><b></a>")
    assert problem.code == "XML_BROKEN"
    assert problem.where.line == 4


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE a><a/>",
        b"<?xml version='1.0'?><!-- <a> --><!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
        b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a b='&x;'/>",
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        '<?xml version="1.0" encoding="gb18030"?><!DOCTYPE 流程><流程/>'.encode("gb18030"),
        b" " * 5000 + b"<!DOCTYPE a><a/>",
    ],
)
def test_every_doctype_is_refused(data):
    assert problem_of(data).code == "XML_DOCTYPE"


def test_a_billion_laughs_are_refused_before_they_are_laughed():
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    data = f'<!DOCTYPE a [<!ENTITY l0 "lol">{entities}]><a b="&l9;">&l9;</a>'.encode()
    assert problem_of(data).code == "XML_DOCTYPE"


def test_the_word_doctype_inside_text_is_no_doctype():
    assert parse_xml(b"<a><![CDATA[<!DOCTYPE a>]]></a>", name="x").text == "<!DOCTYPE a>"


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"", "EMPTY_FILE", "empty"),
        (b" \n\t ", "EMPTY_FILE", "empty"),
        (b"\xef\xbb\xbf", "EMPTY_FILE", "empty"),
        (b"PK\x03\x04rest", "NOT_XML", "zip"),
        (b"%PDF-1.7", "NOT_XML", "PDF"),
        (b"<!DOCTYPE html><html></html>", "NOT_XML", "web page"),
        (b"<HTML><body>Login</body>", "NOT_XML", "web page"),
        (b'{"a": 1}', "NOT_XML", "JSON"),
        (b"hello", "XML_BROKEN", "broken"),
        (b"\x00\x01\x02", "XML_BROKEN", "broken"),
        (b"<a>\xff</a>", "XML_BROKEN", "broken"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "XML_BROKEN", "encoding"),
        (b"<a><x:b/></a>", "XML_BROKEN", "prefix"),
        (b"<a", "XML_BROKEN", "broken"),
    ],
)
def test_what_is_not_xml_is_told_by_what_it_is(data, code, word):
    problem = problem_of(data)
    assert problem.code == code
    assert word in problem.message.en


def test_a_broken_document_names_line_and_column():
    problem = problem_of(b"<a>\n  <b>\n</a>")
    assert (problem.where.line, problem.where.column) == (3, 5)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"<?xml version='1.0' encoding='UTF-8'?><a n='\xe9'/>", "UTF-8"),
        (b"<a>\n<<<<<<< mine\n<b/>\n=======\n<c/>\n>>>>>>> theirs\n</a>", "merge"),
        (b"<a><b></a>", "export"),
    ],
)
def test_the_remedy_fits_the_fault(data, word):
    assert word in problem_of(data).remedy.en


def test_a_namespace_name_that_is_no_address_is_forgiven_but_nothing_else_is():
    odd = b"<a xmlns:p='http://A 3/Process'><p:b/></a>"
    assert namespace(parse_xml(odd, name="x")[0]) == "http://A 3/Process"
    assert problem_of(odd.replace(b"</a>", b"<q:c/></a>")).code == "XML_BROKEN"
    assert problem_of(odd.replace(b"</a>", b"")).code == "XML_BROKEN"


def test_documents_over_the_caps_are_refused(monkeypatch):
    assert problem_of(b"<a>" * 150 + b"</a>" * 150).code == "TOO_DEEP"
    assert problem_of(b"<a>" * 5000 + b"</a>" * 5000).code == "XML_BROKEN"
    monkeypatch.setattr(xml, "MAX_ELEMENTS", 10)
    assert problem_of(b"<a>" + b"<b/>" * 10 + b"</a>").code == "TOO_LARGE"
    monkeypatch.setattr(xml, "MAX_BYTES", 5)
    assert problem_of(b"<abc/>").code == "TOO_LARGE"


def test_raw_text_shows_only_the_namespaces_it_uses_and_is_cut():
    root = parse_xml(b"<a xmlns='urn:a' xmlns:b='urn:b' xmlns:c='urn:c'><b:x>text</b:x> tail</a>", name="x")
    assert raw_xml(root[0], limit=100) == '<b:x xmlns:b="urn:b">text</b:x>'
    assert raw_xml(root[0], limit=4) == "<b:x…"
