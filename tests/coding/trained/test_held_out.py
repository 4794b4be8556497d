from __future__ import annotations

import numpy as np

from evalmine.coding.people.human_codings import HumanCodings
from evalmine.coding.trained.held_out import held_out_scores, learned_from
from evalmine.coding.zero_shot import ZeroShotCoder


def test_a_coder_knows_the_codings_it_learned_from(made_coder, made_codings):
    assert learned_from(made_coder, made_codings)
    backwards = HumanCodings(reversed(list(made_codings)), made_codings.code_ids)
    assert learned_from(made_coder, backwards)
    assert not learned_from(made_coder, made_codings[:-1])


def test_a_codebook_learned_from_nobody(made_book, made_coder, made_codings):
    assert not learned_from(ZeroShotCoder(made_book, made_coder.encoder), made_codings)


def test_held_out_scores_are_those_behind_the_expectations(made_coder, made_codings):
    found = held_out_scores(made_coder, made_codings)
    gold = made_codings.gold(made_coder.code_ids)
    order = [gold.text_ids.index(i) for i in found.text_ids]
    human = gold.assigned[order]
    expected = made_coder.expectations.set_index("code_id")
    for j, code_id in enumerate(made_coder.code_ids):
        machine = found.assigned[:, j]
        assert machine.sum() / len(machine) == expected.loc[code_id, "prevalence_machine"]
        assert (machine & human[:, j]).sum() == round(
            expected.loc[code_id, "recall"] * human[:, j].sum()
        )


def test_held_out_scores_know_less_than_the_coder_that_saw_the_texts(made_coder, made_codings):
    gold = made_codings.gold(made_coder.code_ids)
    found = held_out_scores(made_coder, made_codings)
    order = [gold.text_ids.index(i) for i in found.text_ids]
    seen = made_coder.score([gold.texts[i] for i in order])
    human = gold.assigned[order]
    assert np.abs(seen - human).mean() < np.abs(found.scores - human).mean()
