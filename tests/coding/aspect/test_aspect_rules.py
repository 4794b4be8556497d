import pytest

from evalmine.coding.aspect.aspect_names import ASPECTS
from evalmine.coding.aspect.aspect_rules import advice_share, cue_shares

SAID = [
    ("Vi har lært at spørge først.", "learning"),
    ("Næste gang begynder vi i det små.", "learning"),
    ("We recommend starting small.", "learning"),
    ("Projektet har ført til færre klager.", "change"),
    ("Complaints have gone down.", "change"),
    ("Det var afgørende, at alle var med.", "mechanism"),
    ("What worked was the short meeting.", "mechanism"),
    ("Det kræver tid.", "precondition"),
    ("Forudsætningen er ro.", "precondition"),
    ("It depends on the manager.", "precondition"),
    ("Vi mødte modstand.", "barrier"),
    ("We lacked time.", "barrier"),
    ("Det er forankret i årshjulet.", "spread"),
    ("The work continues after the project.", "spread"),
    ("Formålet var at undersøge trivsel.", "context"),
    ("Vi har lärt oss mycket.", "learning"),
    ("Det krever tid.", "precondition"),
]


@pytest.mark.parametrize(("text", "aspect"), SAID)
def test_a_phrase_tells_what_a_sentence_speaks_of(text, aspect):
    shares = dict(zip(ASPECTS, cue_shares(text), strict=True))
    assert shares[aspect] == 1.0
    assert cue_shares(text.upper()) == cue_shares(text)


def test_a_phrase_counts_by_the_share_of_sentences():
    shares = dict(zip(ASPECTS, cue_shares("Vi mødte modstand. Solen skinnede."), strict=True))
    assert shares["barrier"] == 0.5
    assert cue_shares("") == [0.0] * len(ASPECTS)


def test_advice_is_told_from_experience():
    assert advice_share("Ensure that all valves are tagged. Review the plan yearly.") == 1.0
    assert advice_share("Ventilen lækkede i marts.") == 0.0
    assert advice_share("Man bør spørge først. Vi spurgte sent.") == 0.5
