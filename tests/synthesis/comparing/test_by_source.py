import pytest

from evalmine.synthesis.comparing.compare import compare


def sources(evidence_of, say, sentences, n_pairs, organization=None):
    """Half say it in both, the rest only in the evaluation; one more project has no evaluation."""
    said = []
    for i in range(n_pairs):
        p, both = f"P{i:02}", i < n_pairs // 2
        said.append(say(p, sentences[0], themes=("C-sprog",) if both else ("C-andet",)))
        said.append(say(p, sentences[1], kind="external_evaluation", themes=("C-sprog",)))
        said.append(say(p, sentences[2], kind="external_evaluation", themes=("C-andet",)))
    said.append(say("P99", sentences[0]))
    attributes = (
        {f"P{i:02}": {"organization": organization(i)} for i in range(n_pairs)}
        if (organization)
        else {}
    )
    return evidence_of(said, attributes=attributes)


def test_who_says_it_is_counted_in_pairs(evidence_of, say, sentences):
    family = compare(sources(evidence_of, say, sentences, 5), "source")
    assert family.n_pairs == 5
    found = next(c for c in family.comparisons if c.theme_id == "C-sprog")
    assert (found.group_a, found.group_b) == ("self_evaluation", "external_evaluation")
    assert (found.n_a, found.n_b, found.n_both) == (2, 5, 2)
    assert (found.total_a, found.total_b) == (5, 5)
    assert found.p_value == 0.25
    assert found.test == "mcnemar"


def test_both_are_read_equally_long(evidence_of, say, sentences):
    """One of the two sentences of each evaluation says it: half of them, one sentence drawn."""
    family = compare(sources(evidence_of, say, sentences, 8), "source")
    found = next(c for c in family.comparisons if c.theme_id == "C-sprog")
    assert found.difference == -0.5
    assert found.rarefied == pytest.approx(0.5 - 0.5)


def test_many_pairs_can_be_clear(evidence_of, say, sentences):
    family = compare(sources(evidence_of, say, sentences, 30), "source")
    assert next(c for c in family.comparisons if c.theme_id == "C-sprog").is_clear


def test_pairs_of_one_organization_are_exchanged_together(evidence_of, say, sentences):
    clustered = sources(evidence_of, say, sentences, 30, organization=lambda i: f"O{i // 10}")
    found = next(c for c in compare(clustered, "source").comparisons if c.theme_id == "C-sprog")
    assert found.test == "sign_flip"
    assert found.p_value > 0.2
    assert (found.n_a, found.n_b) == (15, 30)


def test_without_evaluations_there_is_nothing_to_compare(evidence_of, say, sentences):
    family = compare(evidence_of([say("P1", sentences[0])]), "source")
    assert (family.comparisons, family.n_pairs) == ((), 0)
