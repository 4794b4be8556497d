from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd

from evalmine.coding.codebook_model import Codebook
from evalmine.corpus.model import Corpus, Segment
from evalmine.synthesis.gather import about_of, code_rows, found_rows, gather_evidence

CODEBOOK = Codebook.model_validate(
    {
        "name": "prøve",
        "codes": [
            {
                "id": "sprog",
                "name": {"da": "Fælles sprog", "en": "Shared language"},
                "aspects": ["change"],
                "headlines": {"change": {"da": "Der tales mere åbent.", "en": "Talk is open."}},
            },
            {"id": "tid", "name": {"da": "Tid"}},
        ],
    }
)


def content(status="uncoded"):
    texts = ("Samtalekortene virkede godt.", "Kortene virkede ikke.", "Vi mødtes om mandagen.")
    return [
        Segment(f"s{i}", "d1", "P1", 0, len(t), t, language="da", aspect="change", status=status)
        for i, t in enumerate(texts)
    ]


def test_every_segment_gets_its_stance_to_either_kind_of_claim():
    evidence = gather_evidence(
        Corpus(), content(), np.eye(3, dtype=np.float32), themes=[], language="da"
    )
    assert evidence.stances[1].tolist() == ["supports", "contradicts", "supports"]
    assert evidence.stances[-1].tolist() == ["supports", "supports", "supports"]
    assert (len(evidence.segments), evidence.language) == (3, "da")


def test_assigned_codes_become_themes_with_the_words_of_the_codebook():
    coding = SimpleNamespace(
        code_ids=("sprog", "tid"),
        assigned=np.array([[True, False], [False, False], [True, False]]),
        scores=np.array([[0.75, 0.0], [0.25, 0.0], [0.5, 0.0]], np.float32),
    )
    coder = SimpleNamespace(codebook=CODEBOOK, expectations=None, thresholds=(0.4, 0.3))
    (theme,) = code_rows(coding, coder, "da")
    assert (theme.theme_id, theme.name, theme.origin) == ("C-sprog", "Fælles sprog", "codebook")
    assert (theme.rows, theme.aspects) == ((0, 2), ("change",))
    assert dict(theme.scores) == {0: 0.75, 2: 0.5}
    assert dict(theme.headlines) == {"change": "Der tales mere åbent."}
    assert not theme.needs_review
    assert (theme.bar, theme.about) == (0.4, "subject")
    (english,) = code_rows(coding, coder, "en")
    assert (english.name, english.headlines["change"]) == ("Shared language", "Talk is open.")


def test_codes_that_agree_too_little_with_people_are_marked():
    coding = SimpleNamespace(
        code_ids=("sprog", "tid"),
        assigned=np.array([[True, True]]),
        scores=np.array([[0.75, 0.75]], np.float32),
    )
    table = pd.DataFrame({"code_id": ["sprog", "tid"], "verdict": ["needs review", "alone"]})
    coder = SimpleNamespace(codebook=CODEBOOK, expectations=table, thresholds=(0.4, 0.3))
    assert [t.needs_review for t in code_rows(coding, coder, "da")] == [True, False]


def member(theme_id, segment_id, peripheral=False):
    return SimpleNamespace(theme_id=theme_id, segment_id=segment_id, peripheral=peripheral)


def found_theme(theme_id, parent_id="G1", name="", keywords=(), status="found", named_by=""):
    return SimpleNamespace(
        theme_id=theme_id,
        parent_id=parent_id,
        name=name,
        keywords=keywords,
        status=status,
        named_by=named_by,
    )


def test_what_a_code_speaks_of_is_the_codebooks_or_told_by_its_aspects():
    def code(**own):
        return Codebook.model_validate(
            {"name": "x", "codes": [{"id": "a", "name": "A", **own}]}
        ).codes[0]

    assert about_of(code(aspects=["mechanism", "learning"])) == "subject"
    assert about_of(code(aspects=["barrier", "learning"])) == "process"
    assert about_of(code(aspects=["mechanism"], level="process")) == "process"


def test_what_a_person_rejected_is_not_told():
    found = SimpleNamespace(
        themes=[found_theme("T1", None, status="rejected")], members=[member("T1", "s0")]
    )
    assert list(found_rows(content("uncoded"), found)) == []


def test_only_the_finest_themes_and_their_core_are_told():
    themes = [
        found_theme("T1", name="Kort", keywords=("kort", "skuffe")),
        found_theme("T2", name="Møder", keywords=("møde",)),
        found_theme("G1", None, "Værktøj"),
    ]
    members = [
        member("T1", "s1"),
        member("T1", "s0"),
        member("T2", "s2", peripheral=True),
        *(member("G1", f"s{i}") for i in range(3)),
    ]
    found = SimpleNamespace(themes=themes, members=members)
    (theme,) = found_rows(content("uncoded"), found)
    assert (theme.theme_id, theme.origin, theme.rows) == ("T1", "inductive", (0, 1))
    assert theme.keywords == ("kort", "skuffe")
    assert list(found_rows(content("coded"), found)) == []  # told under its code
