from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalmine.report.html import page_script
from evalmine.report.script import script_words, to_script
from evalmine.report.words import load_words


@given(st.text())
def test_any_text_comes_through_and_none_can_end_the_element(text):
    written = to_script({"text": text})
    assert json.loads(written) == {"text": text}
    assert not re.search("[<>&\u2028\u2029]", written)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_script_has_every_word_it_says(language):
    words = script_words(load_words(language))
    said = set(re.findall(r'say\("([a-z_.]+)"', page_script())) | {"one_project", "projects"}
    said |= {"drill.hidden", "drill.beyond", "drill.hidden_one", "drill.count", "drill.count_one"}
    assert said == words.keys() & said
    assert words.keys() == said
