from __future__ import annotations

from dataclasses import replace

from evalmine.synthesis.headline import claim_headline, found_headline

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
    assert claim_headline(english, [0, 1, 2]) == ""


def found(say, evidence_of, *texts, **options):
    evidence = evidence_of([say(f"P{i}", text) for i, text in enumerate(texts)], **options)
    return found_headline(evidence, range(len(texts)))


LONG = (
    "Samtalekortene ligger nu fast på bordet ved hvert eneste personalemøde, og alle kolleger "
    "trækker et af dem på skift, før vi går til dagsordenens øvrige punkter."
)


def test_a_claim_is_called_by_the_first_short_sentence_that_can_stand_alone(say, evidence_of):
    told = found(say, evidence_of, LONG, "Det ligger på bordet.", SAID[0], SAID[1])
    assert told == (SAID[0].rstrip("."), "in_vivo")


def test_a_question_is_no_headline(say, evidence_of):
    asked = "Ligger samtalekortene fast på bordet ved hvert personalemøde?"
    assert found(say, evidence_of, asked, SAID[1])[0] == SAID[1].rstrip(".")


def test_who_may_not_be_quoted_gives_no_headline(say, evidence_of):
    no = {"P0": {"may_quote": False}}
    assert found(say, evidence_of, SAID[0], SAID[1], attributes=no)[0] == SAID[1].rstrip(".")


def test_without_a_short_sentence_shared_nouns_name_it(say, evidence_of):
    texts = [LONG, LONG.replace("kolleger", "medarbejdere"), LONG.replace("fast", "altid")]
    headline, by = found(say, evidence_of, *texts)
    assert by == "words"
    assert "samtalekort" in headline.casefold()


def test_without_either_there_is_none(say, evidence_of, sentences):
    assert found(say, evidence_of, "Det gør vi.", "Nej.", "Det kom vi.") == ("", "")
