"""The BERTopic object says what our themes say, takes new texts, and bears odd corpora."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from evalmine.corpus.model import Segment
from evalmine.embeddings.lexical import LexicalEncoder
from evalmine.errors import ConfigError
from evalmine.themes import discover_themes
from evalmine.themes.clusterer import GraphClusterer
from evalmine.themes.graph import to_grid
from evalmine.themes.keywords import class_tfidf
from evalmine.themes.partition import centroids_of
from evalmine.themes.words import count_words

STOP_WORDS = {"og", "med", "den", "der", "til", "ved", "the", "and", "en", "om"}


# What it says


def test_topics_are_the_themes_by_size(case):
    assert case.model.topics_ == [case.topic[kind] for kind in case.kinds]
    assert case.topic == {"leder": 0, "tavle": 1, "buddy": 2, "pause": 3}


def test_topic_table_has_our_names_keywords_and_texts(case):
    table = case.model.get_topic_info()

    assert table["Topic"].tolist() == [0, 1, 2, 3]
    assert table["Count"].tolist() == [42, 30, 26, 22]
    assert table["CustomName"].tolist() == [
        case.names[k] for k in ("leder", "tavle", "buddy", "pause")
    ]
    assert table["Representation"][1] == ["tavle", "tavleord"]
    assert table["Representative_Docs"][1] == [case.texts[3]]


def test_document_table(case):
    table = case.model.get_document_info(case.texts)

    assert table["Topic"].tolist() == case.model.topics_
    assert table["Representative_document"].sum() == 4
    assert table["Probability"].between(0.3, 1).all()


def test_topics_and_their_words(case):
    assert case.model.get_topics()[0] == [("ledelse", 0.5), ("lederord", 0.25)]
    assert case.model.get_topic_freq(0) == 42
    assert case.model.get_representative_docs(1) == [case.texts[3]]
    assert case.model.generate_topic_labels(nr_words=1)[1] == "1_tavle"


def test_without_representatives_texts_near_the_center_are_taken(case):
    from evalmine.themes.frame import fit_model

    texts = case.texts
    vectors = LexicalEncoder().encode(texts)
    model = fit_model(
        texts, vectors, clusterer=GraphClusterer(4), words=count_words(texts, ["da"] * len(texts))
    )

    for topic, chosen in model.get_representative_docs().items():
        assert {model.topics_[texts.index(text)] for text in chosen} == {topic}


def test_words_handed_over_count_as_words_counted_again(case, make_case):
    again = make_case(order=None)
    words = case.model.vectorizer_model.get_feature_names_out()

    assert np.allclose(case.model.c_tf_idf_.toarray(), again.model.c_tf_idf_.toarray())
    assert "buddy-ordning" in words
    assert not STOP_WORDS & set(words)


def test_rows_of_words_may_stand_in_another_order(case):
    from evalmine.themes.frame import fit_model

    order = list(range(len(case.texts)))[::-1]
    words = count_words([case.texts[i] for i in order], ["da"] * len(order))
    model = fit_model(case.texts, case.vectors, clusterer=case.clusterer, words=words, order=order)

    assert np.allclose(model.c_tf_idf_.toarray(), case.model.c_tf_idf_.toarray())


def test_our_class_tfidf_is_that_of_bertopic(case):
    drawn = np.random.default_rng(1).poisson(0.7, size=(5, 40)).astype(float)
    drawn[0] += 1
    counts = sparse.csr_matrix(drawn)
    expected = type(case.model.ctfidf_model)().fit(counts).transform(counts.copy())

    assert np.allclose(class_tfidf(counts).toarray(), expected.toarray())


def test_themes_settled_otherwise_than_clustered(case):
    from evalmine.themes.frame import fit_model

    labels = np.array([0 if kind in ("tavle", "pause") else 1 for kind in case.kinds])
    centroids = centroids_of(to_grid(case.vectors), labels, np.ones(len(labels)))
    words = count_words(case.texts, ["da"] * len(labels))
    model = fit_model(
        case.texts,
        case.vectors,
        clusterer=case.clusterer,
        words=words,
        labels=labels,
        centroids=centroids,
    )

    assert model.transform(case.texts[:1], case.vectors[:1])[0] == [model.topics_[0]]
    assert len(case.clusterer.centroids_) == 4


def test_a_theme_without_texts_is_refused(case):
    from evalmine.themes.frame import fit_model

    words = count_words(case.texts, ["da"] * len(case.texts))
    with pytest.raises(ValueError, match="centroids and themes of"):
        fit_model(
            case.texts,
            case.vectors,
            clusterer=case.clusterer,
            words=words,
            labels=np.zeros(len(case.texts), dtype=int),
        )


# New texts


def test_new_texts_go_where_the_clusterer_puts_them(case):
    drawn = np.random.default_rng(3).normal(size=(200, case.vectors.shape[1]))
    topics, cosines = case.model.transform(["x"] * 200, drawn)
    kinds = list(case.topic)
    expected = [case.topic[kinds[cluster]] for cluster in case.model.hdbscan_model.predict(drawn)]

    assert topics == expected
    assert cosines.shape == (200,)


def test_new_texts_through_the_encoder(case):
    topics, cosines = case.model.transform("Der hænger magneter på tavlen.")

    assert topics == [case.topic["tavle"]]
    assert 0.2 < cosines[0] < 1
    assert case.model.transform([])[0] == []


def test_searching_topics(case):
    topics, _ = case.model.find_topics("kaffe i køkkenet", top_n=2)

    assert topics[0] == case.topic["pause"]


def test_without_an_encoder_vectors_are_asked_for(case, make_case):
    model = make_case().model

    assert model.transform(case.texts[:1], case.vectors[:1])[0] == [1]
    for call in (lambda: model.transform(["x"]), lambda: model.find_topics("tavle")):
        with pytest.raises(ConfigError, match="no encoder: give embeddings"):
            call()


def test_vectors_of_another_encoder_are_refused(case):
    with pytest.raises(ConfigError, match="embed with the encoder"):
        case.model.transform(["x"], np.ones((1, 7)))


def test_shares_of_topics_in_texts(case):
    shares, _ = case.model.approximate_distribution(case.texts)
    _, by_word = case.model.approximate_distribution(
        ["Buddy-ordningen giver en makker."], calculate_tokens=True
    )

    assert shares.argmax(axis=1).tolist() == case.model.topics_
    assert by_word[0].shape == (4, 4)  # the hyphen does not cut the word
    assert len(case.model.visualize_distribution(shares[0]).data) == 1


# Odd corpora and repeatability


@pytest.mark.parametrize(
    "texts", [["7"] * 5, ["", "7", " "], ["tavle"] * 3, ["og det er", "som vi"]]
)
def test_few_words_and_one_theme(texts):
    from evalmine.themes.frame import fit_model, name_topics

    vectors = np.eye(len(texts), 6, dtype=np.float32)
    words = count_words(texts, ["da"] * len(texts))
    model = fit_model(
        texts, vectors, clusterer=GraphClusterer(), words=words, order=range(len(texts))
    )
    name_topics(model, [()], ["Tema uden nøgleord"])

    assert model.topics_ == [0] * len(texts)
    assert model.get_topic_info()["CustomName"].tolist() == ["Tema uden nøgleord"]
    assert len(model.visualize_topics().data) == 1
    assert model.visualize_documents(texts).data
    assert model.visualize_barchart().data
    assert len(model.topics_over_time(texts, [2024] * len(texts))) == 1
    model.update_topics(texts)
    assert model.transform(["ny"], vectors[:1])[0] == [0]
    for call in (lambda: model.hierarchical_topics(texts), model.visualize_hierarchy):
        with pytest.raises(ConfigError, match="needs at least 2 themes"):
            call()


def test_two_themes_of_which_one_has_no_words():
    from evalmine.themes.frame import fit_model, name_topics

    texts = ["Tavlen hænger her.", "Tavlen igen.", "7", "8"]
    vectors = np.repeat(np.eye(2, 4, dtype=np.float32), 2, axis=0)
    clusterer = GraphClusterer(2)
    words = count_words(texts, ["da"] * 4)
    model = fit_model(texts, vectors, clusterer=clusterer, words=words, order=range(4))
    name_topics(model, [(("tavle", 1.0),), ()], ["Tavle", "Uden"])

    assert len(model.visualize_topics().data) == 1
    assert len(model.hierarchical_topics(texts)) == 1
    assert model.visualize_hierarchy().data
    assert model.visualize_heatmap().data
    model.merge_topics(texts, [0, 1])
    assert model.custom_labels_ in (["Tavle / Uden"], ["Uden / Tavle"])


def test_two_languages_leave_out_the_stop_words_of_both():
    texts = ["Tavlen hænger ved døren.", "The board hangs by the door."] * 4
    words = count_words(texts, ["da", "en"] * 4)
    from evalmine.themes.frame import fit_model

    model = fit_model(
        texts, np.ones((8, 3)), clusterer=GraphClusterer(1), words=words, order=range(8)
    )
    table = model.topics_over_time(texts, [2024] * 8)

    assert not {"the", "ved"} & set(", ".join(table["Words"]).split(", "))


def test_the_same_with_another_hash_seed_and_other_threads(case_fingerprint):
    folder = str(Path(__file__).parent)
    script = f"import sys; sys.path.insert(0, {folder!r}); import conftest as t; "
    script += "print(t.fingerprint())"
    env = {**os.environ, "PYTHONHASHSEED": "1", "OMP_NUM_THREADS": "2"}
    run = [sys.executable, "-W", "ignore", "-c", script]
    there = subprocess.run(run, env=env, capture_output=True, text=True, check=True).stdout

    assert there.strip() == str(case_fingerprint())
    assert os.environ.get("PYTHONHASHSEED") != "1"


def test_the_same_in_another_order(case):
    from evalmine.themes.frame import fit_model

    back = np.arange(len(case.texts))[::-1]
    texts = [case.texts[i] for i in back]
    clusterer = GraphClusterer(4)
    clusterer.labels_ = case.clusterer.labels_[back]
    clusterer.centroids_ = case.clusterer.centroids_
    models = [
        fit_model(
            texts_,
            vectors,
            clusterer=fitted,
            words=count_words(texts_, ["da"] * len(texts_)),
            order=range(len(texts_)),
        )
        for texts_, vectors, fitted in (
            (case.texts, case.vectors, case.clusterer),
            (texts, case.vectors[back], clusterer),
        )
    ]
    first, second = models

    assert np.array_equal(first.coordinates_, second.coordinates_[back])
    assert first.get_topics() == second.get_topics()
    assert first.representative_docs_ == second.representative_docs_
    assert np.array_equal(first.probabilities_, second.probabilities_[back])


def test_through_discover_themes(case):
    texts = case.texts
    segments = [
        Segment(f"s{i * 7 % 120:03d}", "d", f"p{i % 5}", 0, len(text), text)
        for i, text in enumerate(texts)
    ]
    vectors = LexicalEncoder().encode(texts)
    result = discover_themes(segments, vectors, n_themes=4)
    theme_of = {m.segment_id: m.theme_id for m in result.members}
    table = result.model.get_topic_info().set_index("Topic")

    assert result.model.topics_ == [result.topic_of[theme_of[s.segment_id]] for s in segments]
    for theme in (theme for theme in result.themes if theme.theme_id in result.topic_of):
        row = table.loc[result.topic_of[theme.theme_id]]
        assert (row["CustomName"], row["Count"]) == (theme.name, theme.n_segments)
        assert sorted(row["Representation"]) == sorted(theme.keywords)
    assert len(result.model.visualize_documents(texts).data) == 5
