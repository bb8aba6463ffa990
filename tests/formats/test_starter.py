import pytest

from bpr.formats.starter import starter
from bpr.formats.yaml_file import read_yaml


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["Leave request", "请假流程", 'odd: "name" # {x}', "12"])
def test_the_starter_is_a_process_file_whatever_its_name(name, lang):
    text = starter(name, lang=lang)
    process = read_yaml(text)
    assert process.title.pick(lang) == name
    assert len(process.activities()) == 4
    assert ("单个案例的处理时间" in text) == (lang == "zh")
    assert ("work on one case" in text) == (lang == "en")
