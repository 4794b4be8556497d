"""A corpus coded, and what of it people should code."""

import pytest

from evalmine.coding.choose import choose_coder
from evalmine.coding.code_corpus import code_corpus
from evalmine.coding.people.human_codings import HumanCoding, HumanCodings
from evalmine.corpus.read import read
from evalmine.errors import ConfigError
from evalmine.resources import resource_path


@pytest.fixture(scope="module")
def corpus():
    return read(resource_path("corpora") / "aftryk-2024" / "selvevalueringer.xlsx")


@pytest.fixture(scope="module")
def coded(corpus, lexical_encoder):
    return code_corpus(corpus, choose_coder(encoder=lexical_encoder))


def test_it_shows_itself_in_one_line(coded):
    assert repr(coded).startswith("CodedCorpus(40 projects, ")
    assert "zero-shot:lexical" in repr(coded)
    assert len(repr(coded)) < 120


def test_a_sample_is_drawn_from_what_says_something(coded):
    drawn = coded.draw_sample("random", 12)
    assert len(drawn) == 12
    assert set(drawn.segment_id) <= {s.segment_id for s in coded.content}


def test_what_is_coded_is_not_drawn_again_and_counts(coded):
    first = coded.draw_sample("rare", 5)
    text_of = {s.segment_id: s.text for s in coded.content}
    human = HumanCodings(
        [HumanCoding(i, text_of[i], frozenset({"turnover"})) for i in first.segment_id]
    )
    second = coded.draw_sample("rare", 5, coded=human)
    assert not set(first.segment_id) & set(second.segment_id)
    assert "turnover" not in set(second.code_id)


def test_strata_are_attributes_of_projects_and_texts(coded):
    drawn = coded.draw_sample("stratified", 6, by="question")
    assert drawn.reason.nunique() > 1
    with pytest.raises(ConfigError, match="no attribute 'pule'"):
        coded.draw_sample("stratified", 6, by="pule")


def test_the_file_of_a_coder_will_do(corpus, made_coder, tmp_path):
    path = made_coder.save(tmp_path / "small.coder")
    assert code_corpus(corpus, path).coding.coder == "trained:lexical"
