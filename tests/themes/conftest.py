"""One BERTopic object of an invented corpus, which several tests look at."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from evalmine.embeddings.lexical import LexicalEncoder
from evalmine.themes.clusterer import GraphClusterer
from evalmine.themes.graph import to_grid
from evalmine.themes.partition import centroids_of
from evalmine.themes.words import count_words

SENTENCES = {
    "tavle": (
        "Tavlen med {} magneter hænger ved vagtskiftet, og farverne viser trivslen.",
        "Vi samles ved tavlen med magneterne, og {} farver viser holdets trivsel.",
    ),
    "leder": (
        "Lederen og AMR gik forrest, da {} ansatte talte om fejl, og ledelsen bakkede op.",
        "Ledelsen bakkede op om AMR, og lederne talte med {} ansatte om fejlene.",
    ),
    "pause": (
        "Pausen med {} kopper kaffe i køkkenet gav ro til frokosten.",
        "Frokosten i køkkenet blev til {} rolige pauser med kaffe.",
    ),
    "buddy": (
        "Hver nyansat får en buddy-ordning i {} uger og en fast makker på turen.",
        "Buddy-ordningen giver den nyansatte en makker i {} uger.",
    ),
}
COUNTS = ("to", "fire", "seks", "otte", "ti", "tolv", "tre", "fem", "syv", "ni", "elleve", "tyve")
SIZES = {"tavle": 30, "leder": 42, "pause": 22, "buddy": 26}
NAMES = {
    "tavle": "Tavle og magneter",
    "leder": "Ledelse der bakker op",
    "pause": "Pauser med kaffe",
    "buddy": "Buddy-ordning",
}


@dataclass
class Case:
    model: Any
    texts: list[str]
    kinds: list[str]
    years: list[int]
    projects: list[str]
    vectors: np.ndarray
    clusterer: GraphClusterer
    topic: dict[str, int]
    names: dict[str, str]


def corpus() -> tuple[list[str], list[str]]:
    kinds = [kind for kind, size in SIZES.items() for _ in range(size)]
    place = dict.fromkeys(SIZES, 0)
    texts = []
    for kind in kinds:
        i = place[kind]
        place[kind] += 1
        texts.append(SENTENCES[kind][i % 2].format(COUNTS[i // 2 % 12]) + f" Nr. {i}.")
    return texts, kinds


def make(encoder: LexicalEncoder | None = None, **given: Any) -> Case:
    from evalmine.themes.frame import fit_model, name_topics

    texts, kinds = corpus()
    vectors = LexicalEncoder().encode(texts)
    labels = np.array([list(SIZES).index(kind) for kind in kinds])
    clusterer = GraphClusterer(4)
    clusterer.labels_ = labels
    clusterer.centroids_ = centroids_of(to_grid(vectors), labels, np.ones(len(texts)))
    words = count_words(texts, ["da"] * len(texts))
    model = fit_model(
        texts,
        vectors,
        clusterer=clusterer,
        words=words,
        encoder=encoder,
        **{"order": range(len(texts)), **given},
    )
    keywords = [((NAMES[kind].split()[0].lower(), 0.5), (f"{kind}ord", 0.25)) for kind in SIZES]
    representative = [[texts[kinds.index(kind) + 3]] for kind in SIZES]
    topics = name_topics(model, keywords, list(NAMES.values()), representative)
    return Case(
        model=model,
        texts=texts,
        kinds=kinds,
        years=[2022 + i % 3 for i in range(len(texts))],
        projects=[f"p{i % 5}" for i in range(len(texts))],
        vectors=vectors,
        clusterer=clusterer,
        topic={kind: topics[i] for i, kind in enumerate(SIZES)},
        names=NAMES,
    )


@pytest.fixture(scope="session")
def case() -> Case:
    before = list(warnings.filters)
    made = make(LexicalEncoder())
    assert list(warnings.filters) == before
    return made


@pytest.fixture
def fresh() -> Case:
    return make(LexicalEncoder())


@pytest.fixture(scope="session")
def make_case() -> Any:
    """`make`: the same object with other arguments of `fit_model`."""
    return make


def fingerprint() -> list[str]:
    made = make()
    seen = [
        made.model.get_topic_info().to_json(),
        made.model.coordinates_.tobytes().hex(),
        made.model.topics_per_class(made.texts, made.projects).to_json(),
        made.model.visualize_documents(made.texts).to_json(),
    ]
    return [hashlib.sha256(part.encode()).hexdigest() for part in seen]


@pytest.fixture
def case_fingerprint() -> Any:
    """`fingerprint`: what must be the same in every process."""
    return fingerprint
