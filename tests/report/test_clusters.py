from __future__ import annotations

from dataclasses import dataclass, replace

from sample_outline import learning, quote, sample

from evalmine.report.clusters import (
    finest_themes,
    n_peripheral,
    rejected_themes,
    split_learnings,
    word_clusters,
)
from evalmine.report.words import load_words

DA = load_words("da")


@dataclass(frozen=True)
class Cluster:
    theme_id: str
    name: str = "Sang og kor"
    keywords: tuple[str, ...] = ("sang", "kor", "kaffe")
    n_projects: int = 40
    origin: str = "inductive"
    parent_id: str | None = "G1"
    stability: float = 0.5
    nearest_code: str = "turnover"
    nearest_code_share: float = 0.2
    code_sentence: str = "Nyt: den nærmeste kode har kun 20 %."
    status: str = "found"
    n_peripheral: int = 2
    warnings: tuple[str, ...] = ()
    top_project_share: float = 0.1


def outline_with(*themes):
    return replace(sample().outline, themes=themes)


def test_the_finest_clusters_are_shown_and_not_the_groups_they_lie_in():
    coarse = Cluster("G1", parent_id=None, n_projects=97)
    outline = outline_with(Cluster("T1"), coarse, Cluster("C-x", origin="codebook"))
    assert [t.theme_id for t in finest_themes(outline)] == ["T1"]


def test_the_least_explained_and_most_stable_come_first_and_one_voice_last():
    clusters = word_clusters(
        outline_with(
            Cluster("T1", keywords=("en stemme",), stability=1.0, top_project_share=0.6),
            Cluster("T2", keywords=("forklaret",), nearest_code_share=0.9, stability=0.9),
            Cluster("T3", keywords=("ny",), stability=0.9),
            Cluster("T4", keywords=("løs",), stability=float("nan"), nearest_code_share=0.0),
        ),
        DA,
    )
    assert [c.keywords for c in clusters] == ["ny", "forklaret", "løs", "en stemme"]
    assert clusters[0].code == "Nyt: den nærmeste kode har kun 20 %."
    assert clusters[2].stability == "–"


def test_at_most_ten_are_shown():
    assert len(word_clusters(outline_with(*(Cluster(f"T{i:02d}") for i in range(30))), DA)) == 10


def test_what_a_person_rejected_is_not_shown_and_gives_no_peripheral_segments():
    outline = outline_with(Cluster("T1"), Cluster("T2", status="rejected"), Cluster("T3"))
    assert [c.theme_id for c in word_clusters(outline, DA)] == ["T1", "T3"]
    assert n_peripheral(outline) == 4
    assert [t.theme_id for t in rejected_themes(outline)] == ["T2"]


def test_warnings_stand_beside_the_theme():
    (told,) = word_clusters(outline_with(Cluster("T1", warnings=("Kun 2 projekter.",))), DA)
    assert told.warnings == ("Kun 2 projekter.",)


def test_learnings_of_clusters_are_kept_apart_from_those_of_codes():
    loose = learning("L009", "Sang og kor", 3, 97, quote("share", "L009-Q0"), theme_id="T1")
    coded = learning("L001", "Sprog", 3, 97, quote("words", "L001-Q0"), theme_id="C-x")
    outline = outline_with(Cluster("T1"), Cluster("C-x", origin="codebook"))
    worded, words_only = split_learnings(replace(outline, learnings=(loose, coded)))
    assert ([x.headline for x in worded], [x.headline for x in words_only]) == (
        ["Sprog"],
        ["Sang og kor"],
    )
