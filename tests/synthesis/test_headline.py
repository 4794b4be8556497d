from __future__ import annotations

from evalmine.synthesis.headline import claim_headline

SAID = (
    "Samtalekortene ligger fast på bordet ved hvert personalemøde.",
    "Vores samtalekort åbner altid mandagens personalemøde.",
    "Personalemødet blev roligere med samtalekortene.",
    "Hunden i receptionen fik flere kolleger til at blive lidt længere.",
)


def headline_of(say, evidence_of, *texts, rows):
    evidence = evidence_of([say(f"P{i}", text) for i, text in enumerate(texts)])
    return claim_headline(evidence, rows).casefold()


def test_a_claim_is_called_by_the_words_its_projects_share(say, evidence_of):
    headline = headline_of(say, evidence_of, *SAID, rows=[0, 1, 2])
    assert "samtalekort" in headline
    assert "personalemøde" in headline
    assert "hund" not in headline


def test_without_shared_words_there_is_no_headline(say, evidence_of, sentences):
    assert headline_of(say, evidence_of, *sentences, rows=[0, 3, 4]) == ""
    assert headline_of(say, evidence_of, SAID[0], SAID[3], rows=[0, 1]) == ""


def test_a_word_one_project_repeats_is_not_shared(say, evidence_of, sentences):
    said = [say("P0", text) for text in SAID[:3]] + [
        say("P1", sentences[1]),
        say("P2", sentences[3]),
    ]
    evidence = evidence_of(said)
    assert claim_headline(evidence, range(len(said))) == ""


def test_the_order_of_rows_does_not_change_it(say, evidence_of):
    forward = headline_of(say, evidence_of, *SAID, rows=[0, 1, 2])
    assert headline_of(say, evidence_of, *SAID, rows=[2, 0, 1]) == forward
