from __future__ import annotations

from dataclasses import replace

import pytest
from sample_outline import DOCUMENTS, front_learnings, learning, pool_section, quote

from evalmine.errors import QuoteError
from evalmine.report.anchors import Anchors
from evalmine.report.citing import Citer
from evalmine.report.telling import Teller
from evalmine.report.words import load_words
from evalmine.synthesis.support import Support


@pytest.fixture
def teller():
    anchors = Anchors()
    words = load_words("da")
    return Teller(words, Citer(DOCUMENTS, words, anchors, context=0), anchors, min_cell=3)


def test_how_common_is_a_word_backed_by_n_of_n(teller):
    story = teller.tell(front_learnings()[0])
    assert (story.quantity, story.base) == ("En stor del", "61 af 97 projekter")
    assert story.interval == "95\u00a0%-interval 53-72 %"


def test_quotes_beyond_the_wanted_number_are_folded_not_lost(teller):
    story = teller.tell(front_learnings()[0], n_quotes=2)
    assert (len(story.quotes), len(story.more_quotes)) == (2, 1)


def test_the_statement_is_not_repeated_among_the_quotes(teller):
    words = quote("words", "L9-Q1")
    told = learning("L9", "Sprog", 9, 97, words, quotes=(words, quote("board", "L9-Q2")))
    assert [q.text for q in teller.tell(told).quotes] == [DOCUMENTS["board"]]
    told = replace(told, statement_quotes=())
    assert [q.text for q in teller.tell(told).quotes] == [DOCUMENTS["board"]]


def test_a_statement_nobody_said_is_not_set_as_a_quote(teller):
    told = learning("L9", "Sprog", 9, 97, quote("words", "L9-Q1"))
    story = teller.tell(replace(told, statement="Formuleret bagefter.", statement_quotes=()))
    assert story.statement is None
    assert story.wording == "Formuleret bagefter."


def test_a_tampered_statement_or_counter_quote_is_refused(teller):
    bad = replace(quote("words", "L9-Q1"), text="Noget andet.")
    with pytest.raises(QuoteError):
        teller.tell(learning("L9", "Sprog", 9, 97, bad))
    told = learning("L9", "Sprog", 9, 97, quote("board", "Q"), counter_quotes=(bad,))
    with pytest.raises(QuoteError):
        teller.tell(told)


def test_counter_evidence_has_its_base_and_is_silent_without_any(teller):
    stories = [teller.tell(x) for x in front_learnings()]
    assert stories[2].counter.startswith("4 af 97 projekter ser ud til at fortælle det modsatte")
    assert stories[0].counter == ""


def test_the_largest_sectors_are_named_and_small_ones_only_counted(teller):
    story = teller.tell(front_learnings()[0])
    assert story.sectors == "Fra 4 sektorer, flest fra Sundhed og pleje (11) og Industri (7)."


def test_a_sector_that_is_alone_is_left_to_the_note(teller):
    told = replace(front_learnings()[0], sectors=(("Industri", 9),))
    assert teller.tell(told).sectors == ""


def test_a_learning_of_one_pool_has_no_spread_over_pools(teller):
    story = teller.tell(pool_section(0).parts[0].learnings[0])
    assert story.pools == ()
    assert story.sectors == ""


def test_nobody_asked_gives_no_bar_and_no_interval(teller):
    told = learning("L9", "Sprog", 0, 0, quote("words", "L9-Q0"))
    story = teller.tell(replace(told, support=Support(0, 0, 0, 0, 0.0, 1.0), pools=()))
    assert (story.bar, story.interval, story.quantity) == ("", "", "Ingen")


def test_where_a_learning_was_told_can_be_looked_up(teller):
    first = front_learnings()[0]
    assert teller.anchor_of("L001") == ""
    teller.tell(first)
    teller.tell(first)
    assert teller.anchor_of("L001") == "L001"


def test_a_fresh_story_leaves_out_what_was_printed_and_then_says_so(teller):
    first = front_learnings()[0]
    again = replace(first, learning_id="P1-L001")
    only = replace(again, quotes=(*first.quotes, quote("share", "P1-L001-Q9")))
    teller.tell(first)
    assert [c.text for c in _cited(teller.tell(only, fresh=True))] == [DOCUMENTS["share"]]
    empty = teller.tell(again, fresh=True)
    assert (list(_cited(empty)), empty.wording) == ([], "")
    assert (empty.base, empty.headline) == ("61 af 97 projekter", first.headline)


def _cited(story):
    return [c for c in (story.statement, *story.quotes, *story.more_quotes) if c]


def test_a_learning_nobody_may_be_quoted_for_says_so(teller):
    told = learning("L9", "Sprog", 9, 97, quote("words", "L9-Q1"))
    mute = replace(told, statement="", statement_quotes=(), quotes=(), notes=("not_quotable",))
    story = teller.tell(mute)
    assert (story.statement, story.wording, story.is_quotable) == (None, "", False)
    assert story.notes == ("Ingen af tekststykkerne må eller bør citeres.",)
