from __future__ import annotations

from dataclasses import replace

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


def test_a_claim_is_called_by_its_nouns(say, evidence_of):
    """Adjectives and verbs name nothing, however many projects use them."""
    texts = (
        "Webinarerne i foreningen havde pæne tal og fortsætter.",
        "Der var pæne tal på hvert webinar i foreningen, og det fortsætter.",
        "Et webinar i en forening havde altid pæne tal, der fortsætter.",
    )
    headline = headline_of(say, evidence_of, *texts, rows=[0, 1, 2])
    assert "webinar" in headline
    assert "forening" in headline
    assert "pæn" not in headline
    assert "fortsæt" not in headline


def test_without_nouns_there_is_no_headline(say, evidence_of):
    texts = (
        "Grønne døre skinner.",
        "De skinner så grønne nu.",
        "Alt er grønne ting, der skinner.",
    )
    assert headline_of(say, evidence_of, *texts, rows=[0, 1, 2]) == ""


def test_english_has_no_endings_to_tell_nouns_by(say, evidence_of):
    texts = ("Mentors call every newcomer.", "A newcomer likes mentors.", "Newcomers get mentors.")
    evidence = evidence_of([say(f"P{i}", text) for i, text in enumerate(texts)])
    english = replace(evidence, segments=[replace(s, language="en") for s in evidence.segments])
    assert "mentor" in claim_headline(english, [0, 1, 2]).casefold()
