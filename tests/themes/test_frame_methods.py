"""BERTopic's tables, pictures, changes and saving work on themes, the same every time."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest

from evalmine.embeddings.lexical import LexicalEncoder
from evalmine.errors import ConfigError

STOP_WORDS = {"og", "med", "den", "der", "til", "ved", "the", "and", "en", "om"}


def words_of(table: Any) -> set[str]:
    return {word for cell in table["Words"] for word in cell.split(", ")}


# Tables


def test_topics_over_years(case):
    before = case.model.c_tf_idf_.copy()
    table = case.model.topics_over_time(case.texts, case.years)

    assert sorted(set(table["Timestamp"])) == [2022, 2023, 2024]
    assert table["Frequency"].sum() == len(case.texts)
    assert not STOP_WORDS & words_of(table)
    assert "" not in words_of(table)
    assert (case.model.c_tf_idf_ != before).nnz == 0
    chart = case.model.visualize_topics_over_time(table, custom_labels=True)
    assert len(chart.data) == 4


def test_topics_over_dates_written_as_text(case):
    dates = [f"{year}-05-01" for year in case.years]
    table = case.model.topics_over_time(case.texts, dates)
    binned = case.model.topics_over_time(case.texts, case.years, nr_bins=2)

    assert sorted({moment.year for moment in table["Timestamp"]}) == [2022, 2023, 2024]
    assert binned["Timestamp"].nunique() == 2


def test_topics_by_project(case):
    table = case.model.topics_per_class(case.texts, case.projects)

    assert table["Class"].tolist() == sorted(table["Class"])
    assert table["Frequency"].sum() == len(case.texts)
    assert not STOP_WORDS & words_of(table)
    assert len(case.model.visualize_topics_per_class(table).data) == 4


def test_hierarchy(case, capsys):
    table = case.model.hierarchical_topics(case.texts)
    tree = case.model.get_topic_tree(table)
    chart = case.model.visualize_hierarchy(hierarchical_topics=table, custom_labels=True)

    assert len(table) == 3
    assert tree.count("Topic:") == 4
    assert sorted(chart.layout.yaxis.ticktext) == sorted(case.names.values())
    assert capsys.readouterr() == ("", "")


# Pictures


def test_pictures_do_not_hang_on_chance(case):
    np.random.seed(7)  # noqa: NPY002
    first = case.model.visualize_documents(case.texts).to_json()
    drawn = np.random.random()  # noqa: NPY002
    np.random.seed(7)  # noqa: NPY002
    assert np.random.random() == drawn  # noqa: NPY002

    assert first == case.model.visualize_documents(case.texts).to_json()
    assert case.model.visualize_topics().to_json() == case.model.visualize_topics().to_json()


def test_pictures_need_no_umap(case, monkeypatch):
    monkeypatch.setattr(sys.modules["umap"], "UMAP", None)
    table = case.model.hierarchical_topics(case.texts)

    assert len(case.model.visualize_topics(custom_labels=True).data) == 1
    assert case.model.visualize_topics(use_ctfidf=True, top_n_topics=2).data
    assert case.model.visualize_documents(case.texts, custom_labels=True, sample=0.5).data
    assert case.model.visualize_hierarchical_documents(case.texts, table).data
    assert case.model.visualize_hierarchical_documents(case.texts, table, nr_levels=1).data


def test_coordinates_given_are_taken(case):
    moved = np.full((len(case.texts), 2), 5.0)
    chart = case.model.visualize_documents(case.texts, reduced_embeddings=moved)

    assert set(np.concatenate([trace.x for trace in chart.data[1:]]).tolist()) == {5.0}


def test_texts_of_a_theme_lie_together(case):
    places = case.model.coordinates_
    topics = np.array(case.model.topics_)
    middles = np.array([places[topics == topic].mean(axis=0) for topic in range(4)])
    nearest = ((places[:, None] - middles) ** 2).sum(axis=2).argmin(axis=1)

    assert places.shape == (120, 2)
    assert (nearest == topics).mean() > 0.8


def test_other_charts(case):
    model = case.model

    assert len(model.visualize_barchart(custom_labels=True).data) == 4
    assert model.visualize_heatmap(custom_labels=True).data[0].z.shape == (4, 4)
    assert model.visualize_heatmap(n_clusters=2).data
    assert model.visualize_term_rank().data


# Changing it


def test_labels_of_ones_own(fresh):
    fresh.model.set_topic_labels({1: "Tavlemøder"})
    chart = fresh.model.visualize_barchart(custom_labels=True)

    assert fresh.model.custom_labels_[1] == "Tavlemøder"
    assert "Tavlemøder" in {note.text for note in chart.layout.annotations}


def test_merging_keeps_what_is_known_of_the_others(fresh):
    model, topic = fresh.model, fresh.topic
    model.merge_topics(fresh.texts, [topic["tavle"], topic["pause"]])
    merged = model.topics_[0]

    assert sorted(model.topic_sizes_.values()) == [26, 42, 52]
    assert model.custom_labels_[merged] == "Tavle og magneter / Pauser med kaffe"
    assert len(model.representative_docs_[merged]) == 2
    assert not STOP_WORDS & {word for word, _ in model.get_topic(merged)}
    other = model.topics_[fresh.kinds.index("buddy")]
    assert model.custom_labels_[other] == "Buddy-ordning"
    assert model.get_topic(other) == [("buddy-ordning", 0.5), ("buddyord", 0.25)]
    assert model.transform(["x"] * 120, fresh.vectors)[0] == model.topics_
    assert len(model.visualize_topics(custom_labels=True).data) == 1


def test_merging_topics_that_are_not_there(fresh):
    with pytest.raises(ConfigError, match="no topic 9: topics go from 0 to 3"):
        fresh.model.merge_topics(fresh.texts, [0, 9])


def test_reducing(fresh):
    fresh.model.reduce_topics(fresh.texts, nr_topics=2)

    assert len(fresh.model.get_topic_info()) == 2
    assert -1 not in fresh.model.topics_
    assert sum(name.count(" / ") for name in fresh.model.custom_labels_) == 2
    assert fresh.model.transform(["x"] * 120, fresh.vectors)[0] == fresh.model.topics_


def test_reducing_automatically_and_to_more_than_there_are(fresh):
    fresh.model.reduce_topics(fresh.texts, nr_topics=9)
    assert fresh.model.custom_labels_[1] == fresh.names["tavle"]
    assert fresh.model.get_topic(1) == [("tavle", 0.5), ("tavleord", 0.25)]

    fresh.model.reduce_topics(fresh.texts, nr_topics="auto")
    assert -1 not in fresh.model.topics_


def test_updating_words_keeps_our_words(fresh):
    fresh.model.update_topics(fresh.texts, top_n_words=6)
    words = {word for topic in range(4) for word, _ in fresh.model.get_topic(topic)}

    assert len(fresh.model.get_topic(0)) == 6
    assert "buddy-ordning" in words
    assert not STOP_WORDS & words
    assert fresh.model.custom_labels_[1] == fresh.names["tavle"]


def test_updating_with_pairs_of_words(fresh):
    fresh.model.update_topics(fresh.texts, n_gram_range=(2, 2))
    pairs = [word for topic in range(4) for word, _ in fresh.model.get_topic(topic)]

    assert pairs
    assert all(len(pair.split()) == 2 and not STOP_WORDS & set(pair.split()) for pair in pairs)


def test_moving_texts_takes_names_away(fresh):
    topics = list(fresh.model.topics_)
    topics[0] = 0
    fresh.model.update_topics(fresh.texts, topics=topics)

    assert fresh.model.custom_labels_ is None
    assert fresh.model.topic_sizes_[0] == 43


def test_deleting_is_refused(fresh):
    with pytest.raises(ConfigError, match="use merge_topics"):
        fresh.model.delete_topics([1])


def test_fitting_it_to_other_texts(fresh):
    texts = [text for text, kind in zip(fresh.texts, fresh.kinds, strict=True) if kind != "leder"]
    topics, _ = fresh.model.fit_transform(texts)

    assert -1 not in topics
    assert len(topics) == 78
    assert fresh.model.custom_labels_ is None
    assert fresh.model.transform(texts[:1])[0] == topics[:1]


# Saving


@pytest.mark.parametrize("how", ["safetensors", "pytorch", "pickle"])
def test_saving_and_loading(fresh, tmp_path, how):
    model = fresh.model
    model.save(
        tmp_path / "model", serialization=how, **({"save_ctfidf": True} if how != "pickle" else {})
    )
    loaded = type(model).load(tmp_path / "model", embedding_model=LexicalEncoder())
    bare = type(model).load(tmp_path / "model")

    assert loaded.topics_ == model.topics_
    assert [list(w) for w in loaded.get_topic(1)] == [list(w) for w in model.get_topic(1)]
    assert loaded.custom_labels_ == model.custom_labels_
    assert (
        bare.transform(["x"] * 120, fresh.vectors)[0]
        == model.transform(["x"] * 120, fresh.vectors)[0]
    )
    assert loaded.transform("Magneter på tavlen.")[0] == [1]
    with pytest.raises(ConfigError, match="no encoder"):
        bare.transform("Magneter på tavlen.")
    years = loaded.topics_over_time(fresh.texts, fresh.years)
    assert words_of(years) == words_of(model.topics_over_time(fresh.texts, fresh.years))
    assert np.array_equal(loaded.coordinates_, model.coordinates_)
    loaded.update_topics(fresh.texts)
    assert not STOP_WORDS & {word for topic in range(4) for word, _ in loaded.get_topic(topic)}


def test_bertopic_itself_reads_the_folder(fresh, tmp_path):
    fresh.model.save(tmp_path, serialization="safetensors", save_ctfidf=True)
    loaded = type(fresh.model).__mro__[2].load(str(tmp_path), embedding_model=None)

    assert type(loaded).__name__ == "BERTopic"
    assert loaded.custom_labels_ == fresh.model.custom_labels_
    assert list(loaded.transform(["x"] * 120, fresh.vectors)[0]) == fresh.model.topics_


def test_a_folder_without_word_weights_says_so(fresh, tmp_path):
    fresh.model.save(tmp_path, serialization="safetensors")
    loaded = type(fresh.model).load(tmp_path)

    assert len(loaded.visualize_topics(custom_labels=True).data) == 1
    with pytest.raises(ConfigError, match="save with save_ctfidf=True"):
        loaded.topics_over_time(fresh.texts, fresh.years)
    loaded.update_topics(fresh.texts)
    assert len(loaded.topics_over_time(fresh.texts, fresh.years)) == 12


def test_a_saved_folder_holds_no_texts(fresh, tmp_path):
    fresh.model.save(tmp_path, serialization="safetensors", save_ctfidf=True)
    saved = "".join(p.read_text() for p in tmp_path.glob("*.json"))

    assert not any(text in saved for text in fresh.texts)


def test_models_of_two_years_are_joined(case, make_case):
    joined = type(case.model).merge_models([case.model, make_case().model], min_similarity=0.9)

    assert -1 not in joined.topics_
    assert len(joined.get_topics()) == 4
