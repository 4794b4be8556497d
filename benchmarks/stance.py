"""What does a segment speak of, and does it speak for or against its theme?

The author-coded sample (aspect and stance, coded by somebody who did not write the rules), NASA's
events, lessons and recommendations told apart by the text alone, and the stance of Danish
politicians. Rules and cuts were chosen on the development halves; figures are from the test halves.
Of the sample the development figures are given too, since the rules were written beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace

import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks import baselines, ours, sample, vectors
from benchmarks.datasets import DEVELOPMENT, TEST, DataSet, codebook, load
from benchmarks.metrics import calibration, single_label
from benchmarks.running import over_sets
from benchmarks.tables import figure, table
from evalmine.coding.aspect.aspect_rules import advice_share
from evalmine.coding.aspect.aspects import ASPECTS, aspect_of_question, aspect_scores
from evalmine.coding.aspect.polarity import polarity
from evalmine.coding.aspect.stance import STANCES, charge_of, stance
from evalmine.corpus.language import detect_language
from evalmine.embeddings import EmbeddingCache
from evalmine.resources import resource_path

Labels = Sequence[str]
Coders = Mapping[str, Callable[[], Labels]]
MAJORITY, SVM = "most frequent label", "word TF-IDF + SVM"
ADVICE, LESSON = 0.25, 0.30  # nasa_llis_sections: best of a grid of 18 on the development half


def measure() -> dict[str, object]:
    return {
        "split": "test (sample: development too); trained on development",
        "sample": {"aspect": _aspects_of_sample(), "stance": _stance_of_sample()},
        **over_sets(("nasa_llis_sections", "da_polstance"), _measure_set),
    }


def tables(result: Mapping[str, object]) -> str:
    """Return the figures as one Markdown table."""
    sample_, sets = result["sample"], result["sets"]
    blocks = {
        "sample, aspect (development)": sample_["aspect"]["development"],
        "sample, aspect": sample_["aspect"]["test"],
        "sample, stance to the theme (development)": sample_["stance"]["development"],
        "sample, stance to the theme": sample_["stance"]["test"],
        **sets,
    }
    rows = [
        [told, str(block["n"]), name, figure(f["macro_f1"]), figure(f["accuracy"])]
        for told, block in blocks.items()
        for name, f in block["coders"].items()
    ]
    return table(["what", "texts", "how", "macro F1", "accuracy"], rows)


def _aspects_of_sample() -> dict[str, object]:
    data, gold = sample.load(), _gold()
    questions = np.array(sample.questions())
    known = data.split == DEVELOPMENT
    result = {}
    for split in (DEVELOPMENT, TEST):
        here = data.split == split
        texts = [t for t, yes in zip(data.texts, here, strict=True) if yes]
        asked = list(questions[here])
        alone = _aspect_scores(texts, [""] * len(texts))
        both = _aspect_scores(texts, asked)
        coders = {
            "evalmine": lambda s=both: _best(s),
            "question alone": lambda q=asked: [aspect_of_question(x) or "context" for x in q],
            "evalmine, text alone": lambda s=alone: _best(s),
        }
        if split == TEST:
            coders |= _trained_on(list(gold.aspect[known]), data.take(known), texts, ASPECTS)
        people = list(gold.aspect[here])
        groups = [g for g, yes in zip(data.groups, here, strict=True) if yes]
        result[split] = {
            **_figures(people, coders, groups, ASPECTS),
            "calibration": calibration(both, _marks(people, ASPECTS)),
        }
    return result


def _stance_of_sample() -> dict[str, object]:
    data, gold, book = sample.load(), _gold(), sample.codebook()
    languages = list(gold.language)
    coded = np.array([bool(codes) for codes in data.labels])
    result = {}
    for split in (DEVELOPMENT, TEST):
        here = np.flatnonzero((data.split == split) & coded)
        texts, spoken = [data.texts[i] for i in here], [languages[i] for i in here]
        charges = [min(charge_of(book[c].aspects) for c in data.labels[i]) for i in here]
        aspects = [sample.aspects()[i] for i in here]
        signs = polarity(texts, spoken) * np.array(charges)
        coders = {
            "evalmine": lambda t=texts, s=spoken, a=aspects, c=charges: list(
                stance(t, s, aspects=a, charges=c)
            ),
            "sign of polarity": lambda s=signs: list(np.where(s < 0, "contradicts", "supports")),
            MAJORITY: lambda t=texts: ["supports"] * len(t),
        }
        people = list(gold.stance[here])
        groups = [data.groups[i] for i in here]
        result[split] = _figures(people, coders, groups, STANCES)
    return result


def _measure_set(name: str) -> dict[str, object]:
    data = load(name)
    train, test = (data.take(data.split == side) for side in (DEVELOPMENT, TEST))
    coders = dict(_sections(test) if name == "nasa_llis_sections" else _politicians(test))
    coders |= _trained_on(list(train.label), train, test.texts, train.codes)
    if name == "da_polstance":
        coder = ours.train(codebook(name), train)
        scores = coder.score(test.texts, embeddings=vectors.ours(test.texts))
        coders["evalmine trained"] = lambda: [coder.code_ids[j] for j in scores.argmax(axis=1)]
    return _figures(list(test.label), coders, test.groups, test.codes)


def _sections(test: DataSet) -> Coders:
    """Tell event, lesson and recommendation apart by advice and by what the text speaks of."""
    scores = dict(zip(ASPECTS, _aspect_scores(test.texts, [""] * len(test)).T, strict=True))
    lesson = scores["learning"] + scores["precondition"] >= LESSON
    advice = np.array([advice_share(text) for text in test.texts]) >= ADVICE
    found = np.where(advice, "recommendation", np.where(lesson, "lesson", "driving_event"))
    return {"evalmine, untrained": lambda: list(found)}


def _politicians(test: DataSet) -> Coders:
    languages = ["da"] * len(test)
    signs, names = polarity(test.texts, languages), {1: "for", 0: "neutral", -1: "against"}
    stands = {"supports": "for", "qualifies": "neutral", "contradicts": "against"}
    return {
        "evalmine stance, untrained": lambda: [stands[s] for s in stance(test.texts, languages)],
        "sign of polarity": lambda: [names[int(s)] for s in signs],
    }


def _trained_on(labels: Labels, train: DataSet, texts: Labels, names: Sequence[str]) -> Coders:
    marks = baselines.tfidf_svm(train.texts, _marks(labels, names), texts, exclusive=True)
    most = Counter(labels).most_common(1)[0][0]
    return {SVM: lambda: _best(marks, names), MAJORITY: lambda: [most] * len(texts)}


def _aspect_scores(texts: Labels, questions: Labels) -> npt.NDArray[np.float32]:
    segments = [
        SimpleNamespace(text=t, question=q, heading="")
        for t, q in zip(texts, questions, strict=True)
    ]
    cache = EmbeddingCache.default()
    return aspect_scores(segments, vectors.ours(list(texts)), vectors.encoder(), cache=cache)


def _figures(
    people: Labels, coders: Coders, groups: Labels, names: Sequence[str]
) -> dict[str, object]:
    truth = _marks(people, names)
    return {
        "n": len(people),
        "labels": dict(Counter(people).most_common()),
        "coders": {
            name: single_label(truth, [_marks(coder(), names)], groups)
            for name, coder in coders.items()
        },
    }


def _marks(labels: Labels, names: Sequence[str]) -> npt.NDArray[np.bool_]:
    return np.array([[label == name for name in names] for label in labels])


def _best(scores: npt.NDArray, names: Sequence[str] = ASPECTS) -> list[str]:
    return [names[j] for j in scores.argmax(axis=1)]


def _gold() -> pd.DataFrame:
    """Return aspect, stance and language of each segment of the sample, in its order."""
    folder = resource_path("corpora", "aftryk-2025")
    coded = pd.read_csv(folder / "gold_aspects.csv", keep_default_na=False, dtype=str)
    rows = pd.DataFrame({"segment_id": sample.load().ids, "text": sample.load().texts})
    gold = rows.merge(coded, on="segment_id", how="left", validate="one_to_one")
    if gold.aspect.isna().any():
        raise ValueError("gold_aspects.csv lacks segments of gold.csv")
    return gold.assign(language=[detect_language(text, prior="da") for text in gold.text])
