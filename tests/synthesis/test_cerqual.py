from __future__ import annotations

from dataclasses import replace

from evalmine.synthesis.cerqual import Judgment, judged
from evalmine.synthesis.learnings import find_learnings


def test_the_facts_are_counted(say, evidence_of, sentences):
    said = [say(f"P{i}", sentences[i], (1, 0)) for i in range(3)]
    said += [say("P0", sentences[5], (1, 0)), say("P2", sentences[6], kind="learning_note")]
    said += [say("P8", sentences[7], polarity=-1, aspect="barrier")]
    attributes = {"P0": {"pool": "Nær", "region": "Nord"}, "P1": {"pool": "Nær", "sector": "Skole"}}
    evidence = evidence_of(said, attributes=attributes)
    (learning,) = find_learnings(evidence, threshold=0.9)
    facts = learning.cerqual
    assert (facts.n_projects, facts.n_documents, facts.n_counter) == (3, 4, 1)
    assert facts.n_words == sum(len(sentences[i].split()) for i in (0, 1, 2, 5, 6))
    assert facts.kinds == (("self_evaluation", 3), ("learning_note", 1))
    assert (facts.pools, facts.sectors, facts.regions) == (
        (("Nær", 2),),
        (("Skole", 1),),
        (("Nord", 1),),
    )
    assert facts.top_project_share == 0.4
    assert facts.coherence == 1.0
    assert facts.level == ""


def test_projects_that_speak_of_different_things_cohere_less(say, evidence_of, sentences):
    vectors = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
    said = [say(f"P{i}", sentences[i], v) for i, v in enumerate(vectors)]
    (learning,) = find_learnings(evidence_of(said), threshold=0.9)
    assert learning.cerqual.coherence == round(3**-0.5, 4)


def test_the_last_judgment_of_a_key_holds_and_others_are_left_alone(say, evidence_of, sentences):
    said = [say(f"P{i}", sentences[i]) for i in range(3)]
    learnings = find_learnings(evidence_of(said), threshold=0.9)
    key = learnings[0].key
    judgments = [Judgment(key, "low"), Judgment("C-x/matters", "high"), Judgment(key, "high")]
    (told,) = judged(learnings, judgments)
    assert told.cerqual.level == "high"
    assert judged(learnings, []) == tuple(learnings)


def test_the_key_outlives_numbers_new_projects_and_other_learnings(
    say, evidence_of, sentences, cards
):
    cards = [say(f"P{i}", text, themes=("T1",)) for i, text in enumerate(cards[:3])]
    (before,) = find_learnings(evidence_of(cards), threshold=0.9)
    more = [say(f"Q{i}", sentences[i], (0, 1)) for i in range(8)]
    first, second = find_learnings(evidence_of([*cards, *more]), threshold=0.9)
    assert (first.key, second.key) == ("C-sprog/came_about", before.key)
    assert before.learning_id != second.learning_id
    assert replace(second).key.startswith("T1/")
