from hypothesis import given, settings

from bpr.formats.bpmn.plain import put_together, take_apart
from tests.strategies import processes


@settings(max_examples=25)
@given(processes())
def test_a_process_taken_apart_goes_together_again(process):
    assert put_together(take_apart(process)) == process
