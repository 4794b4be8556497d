from __future__ import annotations

from evalmine.synthesis.learning import Learning
from evalmine.synthesis.support import support_of


def test_a_learning_tells_its_counts():
    support = support_of([("P1", "d1"), ("P2", "d2"), ("P3", "d3")], ["P1", "P4"])
    learning = Learning(
        learning_id="L001",
        headline="Fælles sprog",
        statement="Vi taler nu åbent om trivsel på alle møder.",
        scope="",
        level="",
        aspect="change",
        theme_id="C-sprog",
        theme_name="Fælles sprog",
        support=support,
        segment_ids=("a", "b", "c"),
    )
    assert (learning.n_projects, learning.n_asked, learning.n_counter) == (3, 4, 0)
    assert learning.quotes == learning.counter_quotes == learning.notes == ()
    assert learning.statement_quotes == ()
