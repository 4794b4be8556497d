from __future__ import annotations

from dataclasses import replace

from sample_outline import DOCUMENTS, POOLS, quote, sample

from evalmine.report.word import render_docx
from evalmine.synthesis.learning import Facet


def told(read_docx, **changes):
    """Return the paragraphs of the first learning where all of it is told."""
    outline = sample().outline
    first = replace(outline.learnings[0], **changes)
    front = (first, *outline.front[1:])
    made = replace(outline, front=front, learnings=front)
    read = read_docx(render_docx(made, documents=DOCUMENTS))
    paragraphs = [(p.style.name, p.text) for p in read.paragraphs]
    start = paragraphs.index(("Heading 3", first.headline))
    end = next(i for i, (s, _) in enumerate(paragraphs[start + 1 :]) if s.startswith("Heading"))
    return paragraphs[start : start + 1 + end]


def test_supporting_quotes_come_before_those_that_say_the_opposite(read_docx):
    counter = quote("sand", "L001-Q9")
    found = told(read_docx, n_counter=1, counter_quotes=(counter,))
    texts = [text for _, text in found]
    against = next(i for i, t in enumerate(texts) if t.startswith("Mulig modsat erfaring: 1 af 97"))
    assert texts[against + 1] == DOCUMENTS["sand"]
    assert texts.index(DOCUMENTS["colors"]) < against


def test_quotes_that_are_not_printed_are_counted(read_docx):
    names = ("colors", "leader", "board", "evening", "turnover", "share")
    quotes = tuple(quote(name, f"L001-Q{i}") for i, name in enumerate(names, start=1))
    found = told(read_docx, quotes=quotes)
    assert [s for s, _ in found].count("Quote") == 4
    assert ("Evalmine Note", "2 citater til står i citatbanken, quotes.xlsx.") in found


def test_another_side_of_a_learning_is_told_with_its_own_count(read_docx):
    support = sample().outline.learnings[3].support
    facet = Facet("barrier", "Ordene glemmes", support, (), (quote("turnover", "L001-Q8"),))
    texts = [text for _, text in told(read_docx, facets=(facet,))]
    assert any("Ordene glemmes" in text and "27 af 97" in text for text in texts)
    assert DOCUMENTS["turnover"] in texts


def test_where_a_learning_holds_is_told_by_pool(read_docx):
    texts = [text for _, text in told(read_docx)]
    assert any(all(pool in text for pool, _ in POOLS) for text in texts)
