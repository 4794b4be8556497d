"""Where quotes used to be made: the names of `evalmine.synthesis.quoting`, until all have moved."""

from evalmine.synthesis.quote import check_quote
from evalmine.synthesis.quoting.attribution import K_PROJECTS as K_POOL
from evalmine.synthesis.quoting.attribution import attribution
from evalmine.synthesis.quoting.choosing import (
    centrality,
    choose_quotes,
    picked_rows,
    stands_alone,
)
from evalmine.synthesis.quoting.making import cut_quote
from evalmine.synthesis.quoting.self_contained import is_self_contained, tells_what_was_before

__all__ = [
    "K_POOL",
    "attribution",
    "centrality",
    "check_quote",
    "choose_quotes",
    "cut_quote",
    "is_self_contained",
    "picked_rows",
    "stands_alone",
    "tells_what_was_before",
]
