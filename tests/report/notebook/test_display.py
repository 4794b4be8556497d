"""What an evaluator sees of one record, on records the report's tests use."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sample_outline import DOCUMENTS, front_learnings, quote, sample

from evalmine.corpus.model import Block, Document
from evalmine.errors import QuoteError
from evalmine.report.notebook.display import Displays
from evalmine.synthesis.comparison import Comparison
from evalmine.synthesis.support import Estimate
from evalmine.themes.theme import Theme

HOSTILE = 'En "farlig" <script>alert(1)</script> & id="x"'


def documents():
    made = {}
    for key, text in DOCUMENTS.items():
        block = Block(0, len(text), "answer", question="Hvad har I lært?")
        made[key] = Document(key, f"P-{key}", "self_evaluation", key, text, (block,), "da")
    return made


@pytest.fixture
def displays():
    return Displays(sample().outline, documents(), lambda theme: (quote("board", "T-Q"),))


def test_a_learning_is_told_as_in_the_report(displays, read_page):
    learning = displays.learning(front_learnings()[0])
    page = read_page(learning._repr_html_())
    assert page.headings == [learning.headline]
    assert f"{learning.n_projects} af de {learning.n_asked}" in page.text
    assert "95 %-interval" in page.text
    assert "(citat fra selvevaluering, Trivsel i fællesskab)" in page.text
    printed = {text.strip() for text in page.quotes}
    assert {q.text for q in (*learning.statement_quotes, *learning.quotes)} <= printed


def test_everything_a_reader_needs_to_judge_it_is_there(displays, read_page):
    first = front_learnings()[0]
    whole = replace(
        first,
        n_counter=4,
        counter_quotes=(quote("sand", "L001-C1"),),
        n_qualifying=3,
        qualifying_quotes=(quote("evening", "L001-K1"),),
        holds_in=("Trivsel i fællesskab",),
        absent_in=("Viden videre",),
        stability=0.83,
        notes=("only_self",),
        estimate=Estimate(0.48, 0.39, 0.57, "segments", 230),
    )
    shown = displays.learning(whole)
    assert f"modsatte, eller at det ikke lykkedes. – {DOCUMENTS['sand']}" in " ".join(
        str(shown).split()
    )
    text = read_page(shown._repr_html_()).text
    for told in (
        "4 af 97 projekter ser ud til at fortælle det modsatte",
        DOCUMENTS["sand"],
        "3 af 97 projekter siger, hvor eller hvornår det gælder",
        DOCUMENTS["evening"],
        "Gælder i Trivsel i fællesskab",
        "Viden videre",
        "anslået 48 % (39-57 %)",
        "83 %",
        "Læringen hviler alene på selvevalueringer.",
    ):
        assert told in text, told


def test_a_learning_is_still_a_learning_and_its_quotes_show_themselves(displays):
    first = front_learnings()[0]
    shown = displays.learning(first)
    assert shown == first
    assert type(shown) is type(first)
    for own in shown.every_quote:
        assert "<blockquote" in own._repr_html_()
    assert repr(shown) == f"Learning(L001: {first.headline}, {first.n_projects} of 97 projects)"


def test_as_text_it_is_short_and_has_the_quotes_with_attribution(displays):
    learning = displays.learning(front_learnings()[0])
    lines = str(learning).splitlines()
    assert lines[0] == learning.headline
    assert max(map(len, lines)) <= 88
    flat = " ".join(str(learning).split())
    assert f"– {learning.statement_quotes[0].text} (citat fra selvevaluering" in flat
    assert "<" not in flat


def test_a_quote_shows_where_it_stands(displays, read_page):
    middle = quote("leader", "L002-Q0", 1, start=0, end=52, attribution="uddrag")
    shown = displays.quote(middle)
    page = read_page(shown._repr_html_())
    assert page.quotes == [middle.text]
    assert "Svar 1 af 1: Hvad har I lært?" in page.text
    assert DOCUMENTS["leader"] in page.text
    assert "leader, tegn 0-52" in page.text
    assert "Hvad har I lært?" in str(shown)
    assert "(uddrag)" in str(shown)


def test_no_quote_is_shown_that_is_not_in_its_document(displays):
    false = replace(quote("board", "Q"), text="Det har ingen sagt.")
    with pytest.raises(QuoteError):
        displays.quote(false)._repr_html_()
    learning = replace(front_learnings()[0], statement_quotes=(false,))
    with pytest.raises(QuoteError):
        str(displays.learning(learning))


def test_what_people_wrote_stays_text_and_nothing_runs(displays, read_page):
    learning = replace(
        front_learnings()[0], headline=HOSTILE, statement_quotes=(quote("hostile", "L001-Q0"),)
    )
    html = displays.learning(learning)._repr_html_()
    page = read_page(html)
    assert page.headings == [HOSTILE]
    assert DOCUMENTS["hostile"] in [text.strip() for text in page.quotes]
    assert "<script" not in html
    assert not re.search(r"<[^>]* on\w+=", html)
    assert not page.links
    assert not page.ids  # the same record may be shown twice in one notebook


def test_colors_are_the_notebooks_own(displays):
    """Nothing is painted that would be unreadable on a dark page."""
    style = re.search(r"<style>(.*?)</style>", displays.quote(quote("board", "Q"))._repr_html_())
    assert not re.search(r"[ ;{]color: (?!inherit)", style[1])
    assert not re.search(r"background: (?!none|rgb\([^)]*/)", style[1])
    for rule in re.findall(r"([^{}]+)\{", style[1]):
        for selector in rule.split(","):
            assert selector.strip().startswith("div.evalmine")  # touches nothing else of the page


def test_a_theme_shows_its_words_facts_and_segments(displays, read_page):
    theme = Theme(
        "T01", "Tavlemøder", ("tavle", "møde"), "inductive", None, 30, 12, 0.61, "", 0.0, 0.2,
        ("Over halvdelen er fra ét projekt.",), (), named_by="Lone",
    )  # fmt: skip
    page = read_page(displays.theme(theme)._repr_html_())
    for told in ("tavle, møde", "30 tekststykker fra 12 projekter", "61 %", "Lone", "ét projekt"):
        assert told in page.text
    assert page.quotes == [DOCUMENTS["board"]]
    assert "tavle, møde" in str(displays.theme(theme))
    unstable = replace(theme, stability=float("nan"), named_by="")
    assert "Stabilitet" not in str(displays.theme(unstable))


def test_a_clear_difference_stands_out(displays):
    made = Comparison(
        "pool", "C-x", "Ledelse", "Viden videre", "", 20, 22, 30, 75, 0.51, 0.3, 0.7, 0.001, 0.01,
        1.1, "cohens_h", "fisher", 9,
    )  # fmt: skip
    clear = displays.comparison(made)
    assert "<strong>Af projekterne i puljen »Viden videre« nævner" in clear._repr_html_()
    assert str(clear).startswith("Af projekterne i puljen »Viden videre« nævner")
    unclear = displays.comparison(replace(made, p_value=0.5, p_adjusted=0.9))
    assert "<strong>" not in unclear._repr_html_()


def test_a_case_shows_why_it_was_chosen(displays, read_page):
    case = next(case for pool in sample().outline.pools for case in pool.cases)
    shown = displays.case(replace(case, reasons=(("carries", "5/9"),)))
    assert case.title in read_page(shown._repr_html_()).headings
    assert "bidrager til 5 af puljens 9" in shown._repr_html_()
    assert "bidrager til 5 af puljens 9" in " ".join(str(shown).split())


def test_it_speaks_the_language_of_the_report(read_page):
    english = replace(sample().outline, language="en")
    shown = Displays(english, documents()).learning(front_learnings()[0])
    assert "of the 97 asked" in read_page(shown._repr_html_()).text
    assert 'lang="en"' in shown._repr_html_()
