from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace

import pytest
from sample_outline import (
    DOCUMENTS,
    Sample,
    front_learnings,
    learning,
    quote,
    rich_sample,
    sample,
)

import evalmine.report
from evalmine.corpus.text import sha256_of
from evalmine.errors import ConfigError, QuoteError
from evalmine.report.html import csp_hash, page_script
from evalmine.synthesis.outline import ClosedSummary, Method, Outline

EMPTY_METHOD = Method({}, (), {}, {}, {}, (), (), "", "", "", "", {})
HOSTILE = """<script>alert("1")</script> & 'x' {{ 7*7 }} 🙂"""


def rendered(made: Sample, **options) -> str:
    return evalmine.report.render_html(made.outline, documents=made.documents, **options)


def outline_of(**parts) -> Outline:
    """Return an outline with nothing in it but the parts given."""
    empty = Outline("", "da", "", 0, (), (), (), (), (), (), (), EMPTY_METHOD)
    return replace(empty, **parts)


def all_quotes(outline):
    learnings = [*outline.front, *outline.learnings]
    learnings += [x for pool in outline.pools for part in pool.parts for x in part.learnings]
    for x in (*learnings, *outline.weak):
        yield from x.every_quote
        yield from (c.quote for c in x.claims if c.quote)
    yield from (q for pool in outline.pools for case in pool.cases for q in case.quotes)


@pytest.fixture(scope="module", params=["da", "en", "rich"])
def page(request, read_page):
    rich = request.param == "rich"
    return read_page(rendered(rich_sample() if rich else sample(request.param)))


def test_the_page_is_well_formed_and_its_ids_are_unique(page):
    assert len(page.ids) == len(set(page.ids))
    labels = [i for _, a in page.tags for i in a.get("aria-labelledby", "").split()]
    assert set(labels) <= set(page.ids)


def test_the_page_needs_nothing_from_the_network(page):
    assert all(link.startswith("#") for link in page.links)
    assert not re.search(r"@import|url\(|<link|<img|<iframe", page.html)
    policy = next(a["content"] for tag, a in page.tags if "http-equiv" in a)
    assert policy.startswith("default-src 'none';")


def test_every_link_in_the_page_leads_somewhere(page):
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_no_heading_is_empty_or_skips_a_level(page):
    assert all(heading.strip() for heading in page.headings)
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


@pytest.mark.parametrize("made", [sample(), rich_sample()], ids=["plain", "rich"])
def test_every_quote_is_printed_to_the_letter(made, read_page):
    page = read_page(rendered(made))
    sources = {q.text for q in made.outline.evidence[:2]}  # of the model's wording
    assert set(page.quotes) == {q.printed for q in all_quotes(made.outline)} | sources
    assert any("\n" in text for text in page.quotes)


def test_the_same_outline_gives_the_same_bytes():
    assert rendered(rich_sample()) == rendered(rich_sample())


def test_only_our_own_script_may_run(page):
    policy = next(a["content"] for tag, a in page.tags if "http-equiv" in a)
    assert f"script-src '{csp_hash(page_script())}';" in policy
    assert page.html.count(page_script()) == 1
    assert "</script" not in page_script()
    assert not [name for _, a in page.tags for name in a if name.startswith("on")]


def test_a_script_never_makes_markup_of_data():
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", page_script()
    )


def test_evidence_in_the_script_cannot_end_it():
    html = rendered(rich_sample())
    data = html[html.index('id="data">') :].split("</script>", 1)[0]
    assert "alert(1)" in data
    assert "<" not in data.split(">", 1)[1]


def test_every_segment_of_the_drill_down_is_the_cut_of_its_document():
    made = rich_sample()
    html = rendered(made)
    found = drilled(html)
    assert sorted(found["L001"]) == sorted(q.text for q in made.outline.evidence)


def drilled(html):
    """Return the words of each learning's segments as the script of the page cuts them."""
    data = json.loads(html[html.index('id="data">') + 10 :].split("</script>", 1)[0])["evidence"]

    def cut(number):
        block, start, end, *_ = data["segments"][number]
        text = data["texts"][data["blocks"][block][0]].encode("utf-16-le")
        return text[2 * start : 2 * end].decode("utf-16-le")

    return {
        key: [cut(n) for _, numbers in x["groups"] for n in numbers]
        for key, x in data["learnings"].items()
    }


def test_a_tampered_segment_stops_the_report():
    made = rich_sample()
    bad = replace(made.outline.evidence[0], text="Det har ingen sagt.")
    outline = replace(made.outline, evidence=(bad,))
    with pytest.raises(QuoteError, match=re.escape(bad.quote_id)):
        evalmine.report.render_html(outline, documents=made.documents)


def test_without_evidence_there_is_no_dialog_and_no_button(read_page):
    page = read_page(rendered(sample()))
    assert not {"dialog", "button"} & {tag for tag, _ in page.tags}
    assert "Belæg for læringen" not in page.text


def test_weak_learnings_stand_apart_from_the_others(read_page):
    page = read_page(rendered(rich_sample()))
    assert page.headings.count("Læringer, der ikke er belæg nok for") == 1
    assert page.text.index("Naboerne låner med") < page.text.index("Måske sang")
    assert "#weak" in page.links


def test_a_corpus_without_codebook_is_not_told_about_codes(read_page):
    made = rich_sample()
    outline = made.outline
    loose = [replace(x, theme_id="T3", headline_by="in_vivo", estimate=None) for x in outline.front]
    codeless = replace(
        outline,
        method=replace(outline.method, codes=(), codebook="", codebook_sha256="", saturation=()),
        front=tuple(loose),
        learnings=tuple(loose),
        pools=(),
        notes=(),
        prevalence=tuple(r for r in outline.prevalence if r.origin != "codebook"),
        theme_map=tuple(replace(p, origin="inductive") for p in outline.theme_map),
    )
    page = read_page(evalmine.report.render_html(codeless, documents=made.documents))
    assert "Temaer fundet i teksterne" in page.headings
    assert "Alle læringer på tværs" in page.headings
    before_method = page.text[: page.text.index("Her står, hvad rapporten bygger på")]
    assert "kodebog" not in before_method.lower()
    assert "kodet" not in before_method.lower()


def test_what_the_report_tells_of_five_hundred_projects_is_a_page_one_can_send():
    made = rich_sample()
    texts = {f"d{i}": f"Sætning {i} siger noget. " * 60 for i in range(500)}
    quotes = tuple(
        replace(
            quote("board", f"L{n:03d}@{i}"),
            learning_id=f"L{n:03d}",
            document_id=f"d{i}",
            project_id=f"P{i}",
            segment_id=f"s{i}",
            start=0,
            end=10,
            text=texts[f"d{i}"][:10],
            sha256="",
        )
        for n in range(1, 61)
        for i in range(500)
    )
    told = [
        replace(x, segment_ids=tuple(f"s{i}" for i in range(500)))
        for x in (replace(made.outline.front[2], learning_id=f"L{n:03d}") for n in range(1, 61))
    ]
    outline = replace(
        made.outline, front=tuple(told[:7]), learnings=tuple(told), evidence=quotes, weak=()
    )
    html = evalmine.report.render_html(outline, documents={**made.documents, **texts})
    assert {len(x) for x in drilled(html).values()} == {60}
    assert len(html.encode()) < 5_000_000


def test_the_report_tells_what_a_director_looks_for(read_page):
    text = read_page(rendered(sample())).text
    for words in (
        "97 projekter i 3 puljer har fortalt",
        "38,4 mio. kr.",
        "En stor del af projekterne fortæller om det: 61 af de 97, der er spurgt.",
        "(citat fra selvevaluering, Trivsel i fællesskab)",
        "(uddrag fra ekstern evaluering, Ledelse tæt på, s. 14)",
        "Mulig modsat erfaring: 4 af 97 projekter",
        "81 % i høj eller meget høj grad (79 af 97), 67 % i 2024 (35 af 52)",
        "Plejehjemmet Lærkekrogen",
        "385.000 kr.",
        "marts 2024 - juni 2025",
        "Læringen hviler på én pulje.",
        "Kodningen er ikke valideret",
    ):
        assert words in text, words


def test_a_learning_is_found_by_its_id_and_told_once(read_page):
    page = read_page(rendered(sample()))
    assert {"L001", "L005", "L006", "P1-L001", "L001-Q0"} <= set(page.ids)
    assert "#L001" in page.links


@pytest.mark.parametrize("where", ["front", "case", "counter"])
def test_a_tampered_quote_stops_the_report(where):
    made = sample()
    outline = made.outline
    bad = replace(quote("board", "BAD-Q1"), text="Det har ingen sagt, som det står her.")
    if where == "front":
        outline = replace(outline, front=(replace(outline.front[0], quotes=(bad,)),))
    elif where == "counter":
        outline = replace(
            outline, learnings=(replace(outline.learnings[-1], counter_quotes=(bad,)),)
        )
    else:
        case = replace(outline.pools[0].cases[0], quotes=(bad,))
        outline = replace(outline, pools=(replace(outline.pools[0], cases=(case,)),))
    with pytest.raises(QuoteError, match="BAD-Q1"):
        evalmine.report.render_html(outline, documents=made.documents)


def test_hostile_words_are_printed_and_never_run(read_page):
    made = sample()
    text = {**made.documents, "hostile": HOSTILE}
    bad_quote = replace(
        quote("hostile", '"><script>-Q1'),
        end=len(HOSTILE),
        text=HOSTILE,
        sha256=sha256_of(HOSTILE),
        attribution=HOSTILE,
    )
    pool = replace(
        made.outline.pools[0],
        pool=HOSTILE,
        parts=(),
        breakdowns=((HOSTILE, ((HOSTILE, 5), ("b", 6))),),
        closed=(ClosedSummary(HOSTILE, ((HOSTILE, 5),), 5, 5),),
        cases=(replace(made.outline.pools[0].cases[0], title=HOSTILE, quotes=(bad_quote,)),),
    )
    row = replace(made.outline.prevalence[0], name=HOSTILE, by_pool=((HOSTILE, 1, 4), ("b", 1, 4)))
    method = replace(made.outline.method, excluded=((HOSTILE,) * 3,), versions={HOSTILE: HOSTILE})
    told = learning(HOSTILE, HOSTILE, 9, 9, bad_quote, level=HOSTILE, notes=(HOSTILE,))
    outline = outline_of(
        title=HOSTILE,
        front=(told,),
        pools=(pool,),
        prevalence=(row,),
        method=method,
        learnings=(told,),
        notes=(HOSTILE,),
    )
    page = read_page(evalmine.report.render_html(outline, documents=text))
    assert [tag for tag, _ in page.tags].count("script") == 2  # our data and our script
    assert HOSTILE in page.quotes
    assert page.headings[0] == HOSTILE
    assert "49" not in page.headings[0]
    assert len(page.ids) == len(set(page.ids))


def test_an_empty_outline_is_a_short_page_that_says_so(read_page):
    page = read_page(evalmine.report.render_html(outline_of(), documents={}))
    assert page.headings[0] == "Læring på tværs"
    assert "Der er ingen læring, som går igen i mindst tre projekter." in page.text
    assert all(heading.strip() for heading in page.headings)
    assert {link[1:] for link in page.links} <= set(page.ids)


@pytest.mark.parametrize(
    ("missing", "heading"),
    [
        ({"closed": ()}, "Projekternes egne vurderinger"),
        ({"prevalence": ()}, "Temaerne i overblik"),
        ({"themes": ()}, "Mulige temaer uden for kodebogen"),
        ({"learnings": ()}, "Alle læringer på tværs"),
    ],
)
def test_a_part_that_is_missing_has_no_heading(missing, heading, read_page):
    made = sample()
    assert heading in read_page(rendered(made)).headings
    outline = replace(made.outline, pools=(), **missing)
    page = read_page(evalmine.report.render_html(outline, documents=made.documents))
    assert heading not in page.headings
    assert heading not in page.text


def test_a_pool_of_which_nothing_is_known_is_still_named(read_page):
    made = sample()
    bare = replace(made.outline.pools[0], facts=(), breakdowns=(), closed=(), parts=(), cases=())
    page = read_page(
        evalmine.report.render_html(replace(made.outline, pools=(bare,)), documents=DOCUMENTS)
    )
    assert "Trivsel i fællesskab" in page.headings
    assert "Pulje, 44 projekter" in page.text


def test_without_the_year_before_nothing_is_compared(read_page):
    made = sample()
    closed = tuple(replace(c, previous=None) for c in made.outline.closed)
    rows = tuple(replace(r, previous=None) for r in made.outline.prevalence)
    outline = replace(made.outline, closed=closed, prevalence=rows, pools=())
    page = read_page(evalmine.report.render_html(outline, documents=made.documents))
    assert "2024" not in page.text.replace("begyndte først i 2024", "")


def test_a_year_that_is_no_number_is_compared_with_the_year_before(read_page):
    made = sample()
    outline = replace(made.outline, year="2024/25")
    page = read_page(evalmine.report.render_html(outline, documents=made.documents))
    assert "67 % året før (35 af 52)" in page.text


def test_the_bars_are_explained_once(read_page):
    page = read_page(rendered(sample()))
    assert page.text.count("Projekterne har selv vurderet deres udbytte.") == 1


def test_context_can_be_left_out():
    assert "Læs i sammenhæng" in rendered(sample())
    assert "Læs i sammenhæng" not in rendered(sample(), context=0)


def test_two_learnings_with_one_id_get_anchors_of_their_own(read_page):
    made = sample()
    outline = replace(made.outline, front=(front_learnings()[0],) * 2)
    page = read_page(evalmine.report.render_html(outline, documents=made.documents))
    assert {"L001", "L001-2"} <= set(page.ids)


def test_an_unknown_language_is_a_configuration_error():
    with pytest.raises(ConfigError, match="da, en"):
        evalmine.report.render_html(outline_of(language="fi"), documents={})


def test_the_reader_is_warned_before_the_first_number_of_the_coding(read_page):
    page = read_page(rendered(sample()))
    warning = page.text.index("ingen har kontrolleret kodningen")
    assert warning < page.text.index("61 af 97 projekter")
    assert "#method" in page.links


def test_a_comparison_of_years_says_what_else_raises_a_share(read_page):
    text = read_page(rendered(sample())).text
    assert "Den lille, grå streg er 2024 (52 projekter), talt på de spørgsmål og slags" in text


def test_the_learnings_are_listed_in_brief_before_they_are_told(read_page):
    made = sample()
    page = read_page(rendered(made))
    first = page.text.index("Sådan læses rapporten")
    assert all(page.text.index(x.headline) < first for x in made.outline.front)


def test_a_quote_of_the_front_page_is_not_said_again_in_a_pool(read_page):
    made = sample()
    pool = made.outline.pools[0]
    told = replace(
        pool.parts[0].learnings[0],
        learning_id="P1-L009",
        statement_quotes=made.outline.front[0].statement_quotes,
        quotes=(quote("hostile", "P1-L009-Q1"),),
    )
    pool = replace(pool, parts=(replace(pool.parts[0], learnings=(told,)),), cases=())
    outline = replace(made.outline, pools=(pool,), learnings=())
    page = read_page(evalmine.report.render_html(outline, documents=made.documents))
    repeated = made.outline.front[0].statement_quotes[0].text
    assert page.quotes.count(repeated) == 1
    assert "P1-L009-Q1" in page.ids


def test_words_without_a_headline_are_not_listed_among_the_learnings(read_page):
    made = sample()
    loose = learning("L009", "Sang og kor", 3, 97, quote("share", "L009-Q0"), theme_id="T9")
    outline = replace(made.outline, learnings=(*made.outline.learnings, loose))
    page = read_page(evalmine.report.render_html(outline, documents=made.documents))
    assert page.text.index("Mulige temaer uden for kodebogen", 2000) < page.text.index(
        "Sang og kor"
    )
    assert "Dette er ikke resultater" in page.text


def test_a_codebook_that_seems_not_to_fit_is_told_before_the_first_number(read_page):
    page = read_page(evalmine.report.render_html(outline_of(notes=("low_coverage",)), documents={}))
    warned = page.html.index("Kodebogen passer måske ikke til materialet.")
    assert warned < page.html.index('id="method"')


def measured(outline, *verdicts):
    codes = tuple(
        replace(code, n_coded=9, kappa=0.5, kappa_low=0.3, kappa_high=0.7, verdict=verdict)
        for code, verdict in zip(outline.method.codes, verdicts, strict=True)
    )
    front = tuple(replace(x, notes=("needs_review",)) for x in outline.front)
    return replace(outline, method=replace(outline.method, codes=codes), front=front)


def test_coding_that_was_compared_with_people_says_how_many_codes_may_stand_alone():
    sample_report = sample()
    outline = measured(sample_report.outline, "alone", "needs review")
    page = " ".join(evalmine.report.render_html(outline, documents=sample_report.documents).split())
    assert "1 af 2 koder er så enige med mennesker" in page
    assert "ingen har kontrolleret kodningen" not in page
    assert "0,50 (0,30–0,70): skal gennemses" in page
    assert page.count("Gennemse tekststykkerne, før tallet bruges.") == len(outline.front)


def test_a_note_that_every_learning_would_carry_is_said_once():
    sample_report = sample()
    outline = measured(sample_report.outline, "needs review", "too few")
    page = " ".join(evalmine.report.render_html(outline, documents=sample_report.documents).split())
    assert "0 af 2 koder er så enige med mennesker" in page
    assert "Gennemse tekststykkerne, før tallet bruges." not in page


def test_what_became_of_earlier_themes_and_who_was_rejected_is_told(read_page):
    made = sample()
    rejected = replace(made.outline.themes[-1], theme_id="T77", status="rejected", n_segments=12)
    outline = replace(
        made.outline,
        themes=(*made.outline.themes, rejected),
        theme_events=("T03 fortsætter T01.",),
    )
    page = read_page(evalmine.report.render_html(outline, documents=made.documents))
    assert "Hvad der er sket med klyngerne siden sidst" in page.headings
    assert "T03 fortsætter T01." in page.text
    assert "Afvist af en person som tema: 1 (12 tekststykker)." in page.text
    assert "T77" not in page.text
