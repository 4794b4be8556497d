"""Which coder a run uses."""

from pathlib import Path

import pytest

from evalmine.coding.choose import choose_coder
from evalmine.errors import ConfigError


def test_the_shipped_coder_is_used_where_nothing_else_is_asked_for():
    assert choose_coder().name == "wellbeing-examples:e5-small-nordic"
    assert choose_coder(codebook="wellbeing", encoder="default").name.startswith("wellbeing-")


@pytest.mark.parametrize("named", ["zero-shot", Path("zero-shot")])
def test_the_codebooks_words_alone_can_be_asked_for(named):
    coder = choose_coder(named, codebook="wellbeing")
    assert coder.name == "zero-shot:e5-small-nordic"
    assert repr(coder) == "ZeroShotCoder(zero-shot:e5-small-nordic, codebook 'wellbeing')"


def test_another_codebook_or_encoder_has_its_words_alone():
    assert choose_coder(codebook="oecd_dac").name == "zero-shot:e5-small-nordic"
    assert choose_coder(encoder="lexical").name == "zero-shot:lexical"


def test_a_coder_that_is_given_keeps_its_codebook_and_encoder():
    shipped = choose_coder()
    assert choose_coder(shipped) is shipped
    with pytest.raises(ConfigError, match=r"not lexical .*: leave the encoder out"):
        choose_coder(shipped, encoder="lexical")
    with pytest.raises(ConfigError, match="another version of a codebook"):
        choose_coder(shipped, codebook="oecd_dac")
