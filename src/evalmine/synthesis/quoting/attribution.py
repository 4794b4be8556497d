"""How a quote is attributed: kind of source and pool, as far as enough projects share them."""

from __future__ import annotations

from typing import Final

from evalmine.synthesis.evidence import Evidence
from evalmine.synthesis.quoting.features import bank_of

K_PROJECTS: Final = 5
"""So many projects must share what an attribution tells."""

# By voice; the words of the report for a kind of source.
_SOURCE: Final = {
    "da": {
        "self_evaluation": ("citat fra selvevaluering", "citat i selvevaluering"),
        "external_evaluation": (
            "uddrag fra ekstern evaluering",
            "deltagercitat i ekstern evaluering",
        ),
        "learning_note": ("uddrag fra læringsnotat", "deltagercitat i læringsnotat"),
        "document": ("uddrag fra dokument", "deltagercitat i dokument"),
    },
    "en": {
        "self_evaluation": ("quote from self-evaluation", "quotation in self-evaluation"),
        "external_evaluation": (
            "excerpt from external evaluation",
            "participant quoted in external evaluation",
        ),
        "learning_note": ("excerpt from learning note", "participant quoted in learning note"),
        "document": ("excerpt from document", "participant quoted in document"),
    },
}
_PAGE: Final = {"da": "s. {page}", "en": "p. {page}"}


def attribution(evidence: Evidence, row: int, *, k: int = K_PROJECTS, voice: str = "") -> str:
    """Return kind of source, pool and page, as the report prints it after a quote.

    Parameters
    ----------
    evidence : Evidence
    row : int
    k : int
        Pool and page are told where at least so many projects have a document of the kind in the
        pool; where fewer do, the page goes, and the pool.
    voice : str
        "participant" for words that the source itself quotes.

    Notes
    -----
    k-anonymity (Sweeney 2002, doi:10.1142/S0218488502001648) for what is printed beside a quote;
    the words of the quote themselves can still tell who speaks.
    """
    document = evidence.document_of(row)
    words = _SOURCE.get(evidence.language, _SOURCE["en"])
    own, quoted = words.get(document.kind, words["document"])
    source = quoted if voice == "participant" else own
    pool = evidence.pool_of.get(document.project_id, "")
    if bank_of(evidence).sharing.get((document.kind, pool), 0) < k:
        return source
    page = evidence.segments[row].page
    told = _PAGE.get(evidence.language, _PAGE["en"]).format(page=page) if page is not None else ""
    return ", ".join(part for part in (source, pool, told) if part)
