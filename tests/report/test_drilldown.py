from __future__ import annotations

from dataclasses import replace

import pytest
from sample_outline import DOCUMENTS, POOLS, rich_sample, told_documents, told_evidence

from evalmine.errors import QuoteError
from evalmine.report.anchors import Anchors
from evalmine.report.citing import Citer
from evalmine.report.drilldown import Drilldown
from evalmine.report.words import load_words

FIRST = rich_sample().outline.front[0]


def made(quotes=None, **options):
    documents, words = told_documents(), load_words("da")
    texts = {k: d if isinstance(d, str) else d.text for k, d in documents.items()}
    citer = Citer(texts, words, Anchors(), context=0)
    pools = [pool for pool, _ in POOLS]
    quotes = told_evidence() if quotes is None else quotes
    return Drilldown(quotes, documents, words, citer, pools=pools, **options)


def read(data, number):
    """Return a segment as the script reads it."""
    block, start, end, source, pool, project, language = data["segments"][number]
    whole, above, position, before, after = data["blocks"][block]
    text = data["texts"]
    units = text[whole].encode("utf-16-le")
    return {
        "words": units[2 * start : 2 * end].decode("utf-16-le"),
        "above": text[above],
        "position": text[position],
        "source": text[source],
        "pool": text[pool],
        "project": project,
        "language": language,
        "sides": [text[data["blocks"][n][0]] if n >= 0 else "" for n in (before, after)],
    }


def test_what_is_shown_and_what_is_only_counted():
    drilldown = made()
    count = drilldown.add(FIRST, "L001")
    assert (count.n_shown, count.n_counter, count.n_hidden, count.n_beyond) == (4, 1, 2, 0)
    entry = drilldown.data()["learnings"]["L001"]
    assert (entry["hidden"], entry["beyond"]) == (2, 0)
    assert [title for title, _ in entry["groups"]] == [
        "Det, projekterne skriver",
        "Ser ud til at sige det modsatte",
    ]


def test_segments_of_one_project_come_together_most_of_them_first_in_order_of_the_text():
    drilldown = made()
    drilldown.add(FIRST, "L001")
    data = drilldown.data()
    told = [read(data, n) for n in data["learnings"]["L001"]["groups"][0][1]]
    assert [(x["project"], x["words"]) for x in told] == [
        (3, "Det tager otte minutter."),  # an emoji before it is two units of a script's text
        (3, "Lederen skal gå forrest."),
        (1, DOCUMENTS["english"]),
        (2, "På to af tre afdelinger holdt møderne."),
    ]


def test_a_segment_knows_its_place_its_source_and_its_neighbors():
    drilldown = made()
    drilldown.add(FIRST, "L001")
    data = drilldown.data()
    told = {x["words"]: x for x in (read(data, n) for n in range(len(data["segments"])))}
    leader = told["Lederen skal gå forrest."]
    assert (leader["above"], leader["position"]) == ("Hvad lærte I?", "Svar 2 af 3")
    assert leader["sides"][0].startswith("Vi mødes hver morgen.")
    assert leader["sides"][1].startswith("Vi havde for travlt")
    report = told["På to af tre afdelinger holdt møderne."]
    assert (report["source"], report["pool"]) == ("uddrag fra ekstern evaluering", POOLS[1][0])
    assert told[DOCUMENTS["english"]]["language"] == "en"
    assert leader["language"] == ""


def test_a_pool_that_the_attribution_must_not_name_is_not_known_here():
    silent = [replace(q, attribution="citat fra selvevaluering") for q in told_evidence()]
    drilldown = made(silent)
    drilldown.add(FIRST, "L001")
    data = drilldown.data()
    assert {read(data, n)["pool"] for n in range(len(data["segments"]))} == {""}
    assert POOLS[0][0] not in data["texts"]


def test_neither_projects_nor_documents_are_named():
    drilldown = made()
    drilldown.add(FIRST, "L001")
    texts = drilldown.data()["texts"]
    assert not [t for t in texts if "P-" in t or t in ("survey", "report", "english")]


def test_the_surest_are_shown_and_the_others_counted():
    drilldown = made(most_shown=2)
    count = drilldown.add(FIRST, "L001")
    assert (count.n_shown, count.n_beyond) == (2, 2)
    data = drilldown.data()
    shown = {read(data, n)["words"] for n in data["learnings"]["L001"]["groups"][0][1]}
    assert shown == {"Det tager otte minutter.", "Lederen skal gå forrest."}


def test_a_text_is_stored_once_however_many_learnings_it_stands_behind():
    shared = [*told_evidence(), *(replace(q, learning_id="L002") for q in told_evidence())]
    drilldown = made(shared)
    drilldown.add(FIRST, "L001")
    drilldown.add(replace(FIRST, learning_id="L002"), "L002")
    data = drilldown.data()
    assert len(data["texts"]) == len(set(data["texts"]))
    assert data["learnings"]["L001"]["groups"] == data["learnings"]["L002"]["groups"]


def test_evidence_of_no_learning_in_particular_stands_behind_all_that_count_it():
    drilldown = made([replace(q, learning_id="") for q in told_evidence()])
    assert drilldown.add(FIRST, "L001").n_shown == 4


def test_a_learning_that_nobody_may_be_quoted_for_is_counted():
    drilldown = made()
    silent = replace(FIRST, learning_id="L7", segment_ids=("a", "b"), counter_ids=(), facets=())
    assert drilldown.add(silent, "L7").n_hidden == 2
    assert drilldown.data() == {}


def test_a_segment_that_is_no_cut_is_refused():
    bad = replace(told_evidence()[0], text="Det har ingen sagt.")
    with pytest.raises(QuoteError, match="L001@survey"):
        made([bad]).add(FIRST, "L001")
