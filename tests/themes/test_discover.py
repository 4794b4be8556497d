"""Themes of segments: found, named, counted by project, the same however they come in."""

from __future__ import annotations

import dataclasses
import math
import os
import subprocess
import sys

import numpy as np
import pytest

from evalmine.coding.codebook import Code, Codebook
from evalmine.coding.coder import CodingResult
from evalmine.corpus.model import Segment
from evalmine.embeddings.lexical import LexicalEncoder
from evalmine.errors import ConfigError
from evalmine.themes import ThemeOptions, discover_themes, themes_from_codes
from evalmine.themes.identity import ThemeRegistry
from evalmine.themes.peripheral import peripheral_pile
from evalmine.themes.words import count_words

TOPICS = {
    "tavle": ["tavlen", "magneter", "vagtskiftet", "farverne"],
    "leder": ["lederen", "ledelsen", "direktionen", "chefen"],
    "pause": ["pausen", "frokosten", "kaffen", "køkkenet"],
    "makker": ["makkeren", "besøget", "naboskolen", "turen"],
}


def make_segments(n_each=18, n_projects=9):
    """Return segments of four topics, and vectors that lie by topic."""
    rng = np.random.default_rng(5)
    centers = np.eye(len(TOPICS), 24)
    segments, vectors = [], []
    for t, forms in enumerate(TOPICS.values()):
        for i in range(n_each):
            first, second = forms[i % 4], forms[(i + 1) % 4]
            text = f"Her hos os fik både {first} og {second} en plads i hverdagen nummer {i}."
            name = f"s{(i * 7 + t * 31) % 997:03d}-{t}"
            segments.append(Segment(name, name, f"p{i % n_projects}", 0, len(text), text))
            vectors.append(centers[t] + 0.12 * rng.normal(size=24))
    unit = np.array(vectors) / np.linalg.norm(vectors, axis=1, keepdims=True)
    return segments, unit.astype(np.float32)


@pytest.fixture(scope="module")
def corpus():
    return make_segments()


@pytest.fixture(scope="module")
def found(corpus):
    return discover_themes(*corpus)


def leaves(result):
    return [t for t in result.themes if t.theme_id.startswith("T")]


def test_themes_are_found_and_named(found):
    words = [" ".join(t.keywords) for t in leaves(found)]
    names = {t.name for t in leaves(found)}

    assert len(names) == 4
    for forms in TOPICS.values():
        assert sum(all(form in own for form in forms) for own in words) == 1


def test_every_segment_belongs_to_one_theme(corpus, found):
    ids = sorted(m.segment_id for m in found.members)

    assert ids == sorted(s.segment_id for s in corpus[0])
    assert sum(t.n_segments for t in leaves(found)) == len(ids)
    assert all(-1 <= m.score <= 1 for m in found.members)


def test_order_of_segments_does_not_matter(corpus, found):
    segments, vectors = corpus
    order = np.random.default_rng(1).permutation(len(segments))
    shuffled = discover_themes([segments[i] for i in order], vectors[order])

    assert shuffled == found
    assert np.array_equal(shuffled.centroids, found.centroids)


def test_ids_go_by_projects_then_segments(found):
    sizes = [(t.n_projects, t.n_segments) for t in leaves(found)]

    assert [t.theme_id for t in leaves(found)] == ["T01", "T02", "T03", "T04"]
    assert sizes == sorted(sizes, reverse=True)


def test_parents_exist(corpus):
    rng = np.random.default_rng(2)
    sides = np.repeat(np.eye(3), 4, axis=0) @ rng.normal(size=(3, 24)) * 3
    vectors = np.repeat(sides + rng.normal(size=sides.shape) * 0.7, 12, axis=0)
    vectors = vectors + rng.normal(size=vectors.shape) * 0.8
    segments = [
        Segment(f"s{i:03d}", "d", f"p{i % 5}", 0, 1, f"Ord nummer {'abcdefghij'[i % 10] * 4}.")
        for i in range(len(vectors))
    ]
    result = discover_themes(segments, vectors)
    ids = {t.theme_id for t in result.themes}
    groups = [t for t in result.themes if t.theme_id.startswith("G")]

    assert groups
    for group in groups:
        children = [t for t in result.themes if t.parent_id == group.theme_id]
        assert len(children) > 1
        assert sum(t.n_segments for t in children) == group.n_segments
    assert {t.parent_id for t in result.themes} - {None} <= ids


def test_representatives_are_readable_and_of_different_projects(corpus, found):
    by_id = {s.segment_id: s for s in corpus[0]}
    for theme in found.themes:
        chosen = [by_id[i] for i in theme.representative]
        assert len({s.project_id for s in chosen}) == len(chosen) == 5
        assert all(6 <= len(s.text.split()) <= 40 for s in chosen)


def test_a_far_segment_is_peripheral_and_represents_nothing(corpus):
    segments, vectors = corpus
    lost = Segment("a-lost", "d", "p1", 0, 9, "Elefanten gik rundt om huset i regn.")
    far = np.zeros((1, 24), np.float32)
    far[0, 20] = 1
    result = discover_themes([*segments, lost], np.concatenate([vectors, far]))
    marks = {m.segment_id: m.peripheral for m in result.members}

    assert marks["a-lost"]
    assert sum(marks.values()) < 5
    assert all("a-lost" not in t.representative for t in result.themes)


def test_nearest_code_and_its_share(corpus):
    segments, vectors = corpus
    is_board = np.array([s.segment_id.endswith("-0") for s in segments])
    codings = np.column_stack([np.zeros(len(segments), bool), is_board])
    result = discover_themes(segments, vectors, codings=codings, code_ids=["none", "board"])
    near = {t.nearest_code: t.nearest_code_share for t in leaves(result)}

    assert near == {"": 0.0, "board": 1.0}


def test_a_theme_of_one_project_warns():
    segments, vectors = make_segments()
    segments = [
        dataclasses.replace(s, project_id="p0") if s.segment_id.endswith("-1") else s
        for s in segments
    ]
    result = discover_themes(segments, vectors)
    theme = next(t for t in leaves(result) if t.n_projects == 1)

    assert theme.top_project_share == 1
    assert theme.warnings[0] == "Ét projekt står for 100 % af segmenterne."
    assert len(theme.warnings) == 2
    assert theme is leaves(result)[-1]
    assert not leaves(result)[0].warnings


@pytest.mark.parametrize("n", [1, 3, 9])
def test_few_texts_are_one_theme(corpus, n):
    segments, vectors = corpus
    result = discover_themes(segments[:n], vectors[:n])

    assert [t.theme_id for t in result.themes] == ["T01"]
    assert result.themes[0].n_segments == n
    assert math.isnan(result.themes[0].stability)


def test_identical_and_empty_texts_are_one_theme():
    segments = [Segment(f"s{i}", "d", "p", 0, 0, "") for i in range(30)]
    result = discover_themes(segments, np.ones((30, 4)))

    assert len(result.themes) == 1
    assert result.themes[0].name
    assert not any(m.peripheral for m in result.members)


@pytest.mark.parametrize("texts", [["-", "..."], ["12 345", "67 890"], ["Et møde.", "To kort."]])
def test_texts_that_give_no_keywords_are_a_theme_with_an_encoder_too(texts):
    encoder = LexicalEncoder()
    segments = [Segment(f"s{i}", f"d{i}", f"p{i}", 0, len(t), t) for i, t in enumerate(texts)]
    result = discover_themes(segments, encoder.encode(texts), encoder=encoder)
    assert [t.theme_id for t in result.themes] == ["T01"]
    assert all(m.score <= 1.0 for m in result.members)


def test_guards_are_kept_and_told(corpus):
    free = discover_themes(*corpus, n_themes=4)
    result = discover_themes(*corpus, options=ThemeOptions(max_themes=2))
    told = {m.into_id for m in result.merged}

    assert len(leaves(result)) == 2
    assert free.merged == ()
    assert told <= {t.theme_id for t in leaves(result)}
    assert all(m.keywords and m.reason == "too many" for m in result.merged)
    assert sum(t.n_segments for t in leaves(result)) == len(corpus[0])
    assert all(0 < t.stability <= 1 for t in leaves(result))
    assert result.centroids.shape == (2, 24)


def test_options_that_make_no_sense_are_told(corpus):
    with pytest.raises(ConfigError, match="n_themes is 0"):
        discover_themes(*corpus, n_themes=0)


def test_peripheral_segments_are_a_pile_and_give_no_words(corpus):
    segments, vectors = corpus
    rng = np.random.default_rng(3)
    odd = [
        Segment(f"odd{i}", f"odd{i}", f"p{i}", 0, 30, "Elefanten fik elefanterne med i hverdagen.")
        for i in range(3)
    ]
    far = np.eye(3, 24, 20) * 0.95 + np.eye(1, 24) * 0.1 + 0.01 * rng.normal(size=(3, 24))
    result = discover_themes([*segments, *odd], np.concatenate([vectors, far.astype(np.float32)]))
    pile = [m.segment_id for m in result.peripheral]
    scores = [m.score for m in result.peripheral]
    read = peripheral_pile(result, [*segments, *odd])

    assert [x.segment_id for x in read] == pile
    assert {x.text for x in read if x.segment_id.startswith("odd")} == {odd[0].text}
    assert set(pile) >= {"odd0", "odd1", "odd2"}
    assert scores == sorted(scores)
    assert sum(t.n_peripheral for t in leaves(result)) == len(pile)
    assert all(score < result.peripheral_below for score in scores)
    told = " ".join(" ".join(t.keywords) + t.name for t in result.themes).lower()
    assert "elefant" not in told


def test_words_of_the_question_are_no_keywords(corpus):
    segments, vectors = corpus
    asked = [dataclasses.replace(s, question="Hvad betød tavlen for jer?") for s in segments]
    said = {word for t in discover_themes(*corpus).themes for word in t.keywords}
    result = discover_themes(asked, vectors)

    assert "tavlen" in said
    assert all("tavlen" not in t.keywords and "avlen" not in t.name for t in result.themes)


def test_kinds_of_documents_are_counted(corpus):
    segments, _ = corpus
    kinds = {
        s.document_id: "learning_note" if place % 3 else "self_evaluation"
        for place, s in enumerate(segments)
    }
    result = discover_themes(*corpus, n_themes=2, kinds=kinds)

    assert [t.n_sources for t in leaves(result)] == [2, 2]
    assert leaves(discover_themes(*corpus, n_themes=2))[0].n_sources == 0


def test_relation_to_the_codebook_is_told(corpus):
    segments, vectors = corpus
    is_board = np.array([[s.segment_id.endswith("-0")] for s in segments])
    result = discover_themes(
        segments,
        vectors,
        n_themes=4,
        codings=is_board,
        code_ids=["board"],
        code_names={"board": "Tavler"},
    )
    relations = sorted((t.code_relation, t.nearest_code, t.code_share) for t in leaves(result))

    assert relations == [("new", "", 0.0)] * 3 + [("same as", "board", 1.0)]
    assert any("'Tavler'" in t.code_sentence for t in leaves(result))


def test_words_counted_before_give_the_same(corpus, found):
    segments, vectors = corpus
    words = count_words([s.text for s in segments], [s.language for s in segments])

    assert discover_themes(segments, vectors, words=words) == found


def test_decisions_come_before_guards_and_that_is_said(corpus):
    options = ThemeOptions(n_themes=4, max_themes=4)
    first = discover_themes(*corpus, options=options, registry=ThemeRegistry.empty(), run="2024")
    assert first.notes == ()
    split = first.registry.split("T01", by="Bo")
    again = discover_themes(*corpus, options=options, registry=split, run="2025")
    assert len(leaves(again)) == 5
    (note,) = again.notes
    assert note["da"].startswith("Der er 5 temaer, selv om højst 4 er tilladt")
    assert note["en"].startswith("There are 5 themes though at most 4 are allowed")


def test_a_registry_gives_ids_names_and_status(corpus):
    segments, vectors = corpus
    first = discover_themes(
        segments, vectors, n_themes=4, registry=ThemeRegistry.empty(), run="2024"
    )
    named = first.registry.rename("T03", "Det vi kalder det", by="Bo")
    again = discover_themes(segments, vectors, n_themes=4, registry=named, run="2025")

    assert {m.segment_id: m.theme_id for m in again.members} == {
        m.segment_id: m.theme_id for m in first.members
    }
    assert (again["T03"].name, again["T03"].named_by) == ("Det vi kalder det", "Bo")
    assert again["T01"].named_by == ""
    assert again.share_moved == 0


def test_nothing_in_nothing_out():
    result = discover_themes([], np.zeros((0, 4)))

    assert result.themes == result.members == ()


def test_number_of_themes_can_be_set(corpus):
    assert len(leaves(discover_themes(*corpus, n_themes=7))) == 7


def test_rows_that_do_not_match_are_told():
    segments, vectors = make_segments(4)
    with pytest.raises(ValueError, match="16 segments and 15 vectors"):
        discover_themes(segments, vectors[1:])
    with pytest.raises(ValueError, match="same segment_id"):
        discover_themes([segments[0]] * 2, vectors[:2])


def test_themes_of_a_codebook(corpus):
    segments, _ = corpus
    codebook = Codebook(
        name="test",
        version="1",
        codes=(
            Code(id="setting", name={"da": "Rammer", "en": "Setting"}),
            Code(id="board", name={"da": "Tavler", "en": "Boards"}, parent="setting"),
            Code(id="unused", name={"da": "Andet", "en": "Other"}),
        ),
    )
    scores = np.zeros((len(segments), 3), np.float32)
    scores[:, 0] = 0.7
    scores[:, 1] = [0.9 if s.segment_id.endswith("-0") else 0.1 for s in segments]
    coding = CodingResult(("setting", "board", "unused"), scores, scores > 0.5, "test", "0")
    themes, members = themes_from_codes(segments, coding, codebook, language="en")

    assert [(t.theme_id, t.name, t.parent_id) for t in themes] == [
        ("C-setting", "Setting", None),
        ("C-board", "Boards", "C-setting"),
    ]
    assert themes[1].origin == "codebook"
    assert themes[1].n_segments == sum(m.theme_id == "C-board" for m in members) == 18
    assert set(themes[1].keywords) & set(TOPICS["tavle"])
    assert math.isnan(themes[1].stability)


def test_the_same_in_a_fresh_process_and_without_bertopic(found):
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from test_discover import make_segments\n"
        "from evalmine.themes import discover_themes\n"
        "r = discover_themes(*make_segments())\n"
        "assert 'bertopic' not in sys.modules and 'numba' not in sys.modules\n"
        "print([(t.theme_id, t.name, t.keywords, t.stability, t.representative) for t in r.themes])"
    )
    folder = os.path.dirname(__file__)
    environment = {**os.environ, "PYTHONHASHSEED": "12", "OPENBLAS_NUM_THREADS": "1"}
    told = subprocess.run(
        [sys.executable, "-c", script, folder],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    here = [(t.theme_id, t.name, t.keywords, t.stability, t.representative) for t in found.themes]

    assert told.strip() == str(here)
