from __future__ import annotations

from dataclasses import replace

import pytest
from sample_outline import (
    DOCUMENTS,
    front_learnings,
    learning,
    pool_section,
    quote,
    rich_sample,
    told_documents,
)

from evalmine.errors import QuoteError
from evalmine.report.anchors import Anchors
from evalmine.report.citing import Citer
from evalmine.report.drilldown import Drilldown
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
    expected = "En stor del af projekterne fortæller om det: 61 af de 97, der er spurgt."
    assert (story.how_many, story.base) == (expected, "61 af 97 projekter")
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
    assert story.statement == ()
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
    assert (story.bar, story.interval, story.how_many) == ("", "", "")


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
    return [*story.statement, *story.quotes, *story.more_quotes]


def test_a_learning_nobody_may_be_quoted_for_says_so(teller):
    told = learning("L9", "Sprog", 9, 97, quote("words", "L9-Q1"))
    mute = replace(told, statement="", statement_quotes=(), quotes=(), notes=("not_quotable",))
    story = teller.tell(mute)
    assert (story.statement, story.wording, story.is_quotable) == ((), "", False)
    assert story.notes == ("Ingen af tekststykkerne må eller bør citeres.",)


@pytest.fixture
def rich():
    """The first two learnings of `rich_sample`, told with their evidence."""
    outline = rich_sample().outline
    documents = told_documents()
    texts = {k: d if isinstance(d, str) else d.text for k, d in documents.items()}
    anchors, words = Anchors(), load_words("da")
    citer = Citer(texts, words, anchors, context=0)
    drilldown = Drilldown(outline.evidence, documents, words, citer)
    teller = Teller(words, citer, anchors, min_cell=3, drilldown=drilldown)
    return [teller.tell(x) for x in outline.front[:3]]


def test_a_statement_is_told_in_the_words_of_several_projects(rich):
    assert [(c.text[:12], c.cut_before, c.cut_after) for c in rich[0].statement] == [
        ("Vi har fået ", False, False),
        ("Tavlemødet t", False, True),
        ("turde vi and", True, False),
    ]
    assert rich[0].wording == ""


def test_where_it_holds_and_where_it_does_not_is_one_sentence(rich, teller):
    assert rich[0].holds == (
        "Gælder i Trivsel i fællesskab og Ledelse tæt på; "
        "er mindre end halvt så udbredt i Viden videre."
    )
    first = rich_sample().outline.front[0]
    pools = tuple((pool, 0 if pool == "Viden videre" else n, size) for pool, n, size in first.pools)
    unseen = teller.tell(replace(first, pools=pools, worded_by="", facets=(), claims=()))
    assert unseen.holds.endswith("; ses ikke i Viden videre.")
    assert teller.tell(replace(first, scope="Viden videre")).holds == ""
    assert rich[1].holds == ""


def test_conditions_claims_and_other_sides_are_told_with_their_counts(rich):
    assert rich[0].conditions == "2 af 97 projekter siger, hvor eller hvornår det gælder."
    assert [c.text for c in rich[0].condition_quotes] == [DOCUMENTS["evening"]]
    assert [(c.text, n) for c, n in rich[0].claims] == [(DOCUMENTS["turnover"], "4 projekter")]
    assert [(f.title, f.base) for f in rich[0].facets] == [
        ("Forandringer: Sproget er taget i brug", "12 af 97 projekter")
    ]


def test_a_models_wording_is_named_and_each_sentence_has_its_sources(rich):
    assert rich[1].statement == ()
    assert "sprogmodellen prøvemodel-7b" in rich[1].worded_by
    told = [(s.text, [c.text for c in s.quotes], s.rest) for s in rich[1].sentences]
    assert told == [
        ("Ledere går forrest.", ["Lederen skal gå forrest."], ""),
        ("Så følger andre.", ["Det tager otte minutter."], "og 1 tekststykke til"),
    ]


def test_a_headline_in_the_words_of_the_texts_stands_in_quotation_marks(rich):
    assert [story.headline for story in rich[1:]] == [
        "Lederen går forrest, før andre tør",
        "»faste greb«",
    ]


def test_why_evidence_does_not_carry_a_learning_is_said_once(teller):
    story = teller.tell(rich_sample().outline.weak[0])
    assert story.notes == ("Færre end tre projekter siger det så tydeligt, at maskinen er sikker.",)


def test_only_learnings_about_the_process_say_what_they_are_about(teller):
    first = front_learnings()[0]
    told = [teller.tell(replace(first, about=about)).notes for about in ("process", "subject", "")]
    assert told == [("Læringen handler om at drive projektet.",), (), ()]


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "Ingen af de 97 projekter, der er spurgt, fortæller om det."),
        (2, "Enkelte projekter fortæller om det: 2 af de 97, der er spurgt."),
        (97, "Alle 97 projekter, der er spurgt, fortæller om det."),
    ],
)
def test_the_ends_of_the_scale_have_sentences_of_their_own(teller, n, said):
    told = replace(front_learnings()[0], support=Support(n, 97, n, n, 0.0, 1.0))
    assert teller.tell(told).how_many == said


def test_a_corrected_share_gives_the_word_and_says_what_it_rests_on(rich):
    assert rich[0].how_many == "Maskinen har fundet det hos 61 af de 97 projekter, der er spurgt."
    assert rich[0].estimate.startswith(
        "Rettet for maskinens fejl anslået 58 % (47-69 %) ud fra 120"
    )
    assert rich[0].estimate.endswith("; det er anslået en stor del.")
    assert rich[1].estimate == ""
