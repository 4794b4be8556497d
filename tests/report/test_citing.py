from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_outline import DOCUMENTS, quote

from evalmine.errors import QuoteError
from evalmine.report.anchors import Anchors
from evalmine.report.citing import Citer, text_after, text_before
from evalmine.report.words import load_words


def citer(documents=DOCUMENTS, context=300):
    return Citer(documents, load_words("da"), Anchors(), context=context)


def test_a_quote_comes_out_exactly_as_it_was_cut():
    colors = quote("colors", "L1-Q1")
    assert citer().cite(colors).text == DOCUMENTS["colors"]


@pytest.mark.parametrize("change", [{"text": "Vi skrev det om."}, {"start": 1}, {"end": 9}])
def test_a_quote_that_was_tampered_with_is_refused(change):
    with pytest.raises(QuoteError, match="L1-Q1"):
        citer().cite(replace(quote("words", "L1-Q1"), **change))


def test_a_document_that_changed_elsewhere_is_refused():
    changed = {**DOCUMENTS, "words": DOCUMENTS["words"] + " Og mere."}
    with pytest.raises(QuoteError, match="words has changed since it was cut"):
        citer(changed).cite(quote("words", "L1-Q1", end=22))


def test_a_document_that_is_missing_is_named():
    with pytest.raises(QuoteError, match="document words was not given"):
        citer({}).cite(quote("words", "L1-Q1"))


def test_the_page_stands_in_the_attribution():
    cited = citer().cite(quote("leader", "L1-Q1", page=14))
    assert cited.attribution == "citat fra selvevaluering, Trivsel i fællesskab, s.\u00a014"


def test_only_another_language_than_the_reports_is_marked():
    assert citer().cite(quote("english", "L1-Q1", language="en")).language == "en"
    assert citer().cite(quote("words", "L1-Q1")).language == ""


def test_a_bullet_alone_is_no_context():
    cited = citer({"x": "• Vi talte."}).cite(
        replace(quote("words", "Q"), document_id="x", start=2, end=11, text="Vi talte.", sha256="")
    )
    assert cited.before == "• "
    assert not cited.has_context


def test_context_stays_in_the_paragraph_and_can_be_left_out():
    cut = quote("colors", "L1-Q1", end=25)
    assert not citer().cite(cut).has_context
    middle = quote("words", "L1-Q1", start=23, end=118)
    cited = citer().cite(middle)
    assert cited.before + cited.text + cited.after == DOCUMENTS["words"]
    assert not citer(context=0).cite(middle).has_context


@given(st.text(alphabet="ab \n", max_size=40), st.integers(0, 40), st.integers(0, 12))
def test_context_is_text_of_the_document_and_never_longer_than_asked(text, cut, limit):
    cut = min(cut, len(text))
    before, after = text_before(text, cut, limit), text_after(text, cut, limit)
    assert text[:cut].endswith(before.removeprefix("…"))
    assert text[cut:].startswith(after.removesuffix(" …"))
    assert len(before.strip("…")) <= limit
    assert len(after.removesuffix(" …")) <= limit
    assert "\n" not in before + after
