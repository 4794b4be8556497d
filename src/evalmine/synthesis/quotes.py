"""Quotes are cut, never written: representative, self-contained, from different projects."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from evalmine.corpus.mask import MASK_TAG
from evalmine.errors import QuoteError
from evalmine.synthesis.evidence import Evidence
from evalmine.synthesis.quote import Quote

# A sentence that opens with one of these points back at something the reader cannot see.
_DANGLING = re.compile(
    r"(?i)^[»\"”“'’]?(det|den|de|dette|disse|denne|her|der|dér|derfor|men|og|så|samtidig|begge|"
    r"heraf|hertil|dertil|deraf|desuden|derudover|herudover|endvidere|ligeledes|dernæst|dermed|"
    r"herefter|derefter|siden|bagefter|til sidst|endelig|han|hun|dem|it|this|that|these|those|"
    r"they|he|she|but|and|so|then|therefore|thus|finally|also|hon|detta|dessa|därför|dessutom|"
    r"dog|imidlertid|til gengæld|omvendt|ellers|sådan|altså|for|nu (?:er|var|har) (?:det|den|de)|"
    r"(?:da|om|efter at|if|once) (?:det|den|it)|"
    r"(?:i|på|af|hos|ved|for|med|in|at|of) (?:den|det|de|dette|disse|denne|begge|dem|this|that|"
    r"these|those|them) (?!der\b|som\b|enkelte\b|sidste\b|første\b)\w+)\b"
)
# ... and so does one that carries on from it a few words later ("Vi gik derfor over til").
_CARRIES_ON = re.compile(
    r"(?i)^(?:[^\s,.:;]+\s+){1,5}?(derfor|dermed|således|derimod|imidlertid|desuden|dog|altså|"
    r"herefter|derefter|heraf|med andre ord|however|therefore|thus|moreover|därför|dessutom)\b"
)
_ALSO = re.compile(r"(?i)^(?:[^\s,.:;]+\s+){1,4}?(også|also|också|too)\b")
# What was planned, believed, or so before the project is no finding, unless the turn follows.
_BEFORE = re.compile(
    r"(?i)^[»\"”“'’]?(?:hensigten|planen|målet|formålet|tanken|ideen|idéen|meningen|håbet) "
    r"(?:var|er)\b|"
    r"^(?:vi|jeg) (?:trode|troede|regnede med|havde (?:regnet|troet|forventet|planlagt|søgt))\b|"
    r"^(?:før|førhen|tidligere|inden|before|previously|we (?:thought|believed|planned))\b|"
    r"^(?:[^\s,.:;]+\s+){1,6}?(?:plejede at|used to)\b"
)
_TURN = re.compile(
    r"(?i)\b(men|nu|i dag|viste sig|i stedet|siden|but|now|today|instead|turned out)\b"
)
_MIN_WORDS, _MAX_WORDS = 7, 45
# A sentence from which an identifier was masked speaks of a person, and so, often, does one with
# two capitalized words in a row inside it.  Neither is proof; both are avoided as quotes.
_NAME = re.compile(r"(?<=[a-zæøåäö,;:(] )[A-ZÆØÅÄÖ][a-zæøåäöé]+ [A-ZÆØÅÄÖ][a-zæøåäöé]+\b")
K_POOL = 5
# On the development half of the sample coding, codes scored below six tenths of the surest of
# their code were right in 26 of 71 cases, the others in 60 of 125.
_LEAST_SURE = 0.6

_SOURCE = {
    "da": {
        "self_evaluation": "citat fra selvevaluering",
        "external_evaluation": "uddrag fra ekstern evaluering",
        "learning_note": "uddrag fra læringsnotat",
        "document": "uddrag fra dokument",
    },
    "en": {
        "self_evaluation": "quote from self-evaluation",
        "external_evaluation": "excerpt from external evaluation",
        "learning_note": "excerpt from learning note",
        "document": "excerpt from document",
    },
}


def is_self_contained(text: str) -> bool:
    """Return whether a sentence can stand alone: printable length, whole, not pointing back.

    Examples
    --------
    >>> is_self_contained("Vi begynder hvert møde med to minutter, hvor alle siger noget.")
    True
    >>> is_self_contained("Det virkede kun, fordi lederen selv gik forrest hver gang.")
    False
    """
    n_words = len(text.split())
    whole = text[:1].isupper() or text[:1] in "»\"”“'’"
    return (
        _MIN_WORDS <= n_words <= _MAX_WORDS
        and whole
        and text.rstrip("»«\"”“'’)")[-1:] in (".", "!", "?")
        and not text.rstrip("»«\"”“'’)").endswith("..")
        and not _DANGLING.match(text)
        and not _CARRIES_ON.match(text)
    )


def tells_what_was_before(text: str) -> bool:
    """Return whether a sentence only tells a plan, a belief, or how it was before the project.

    Examples
    --------
    >>> tells_what_was_before("Hensigten var, at alle skulle mødes en gang om ugen.")
    True
    >>> tells_what_was_before("Før sad vi hver for sig, men nu spiser vi sammen.")
    False
    """
    return bool(_BEFORE.search(text)) and not _TURN.search(text)


def check_quote(quote: Quote, text: str) -> None:
    """Raise `QuoteError` unless the quote is the exact cut of the document's text."""
    inside = 0 <= quote.start < quote.end  # a slice would count a negative start from the end
    if not inside or text[quote.start : quote.end] != quote.text:
        raise QuoteError(f"quote {quote.quote_id} is not the text of {quote.document_id}")


def cut_quote(evidence: Evidence, row: int, *, learning_id: str, number: int) -> Quote:
    """Return the segment in a row as a quote, with document hash, page and attribution."""
    segment, document = evidence.segments[row], evidence.document_of(row)
    quote = Quote(
        quote_id=f"{learning_id}-Q{number}",
        learning_id=learning_id,
        document_id=document.document_id,
        project_id=segment.project_id,
        segment_id=segment.segment_id,
        start=segment.start,
        end=segment.end,
        text=document.text[segment.start : segment.end],
        page=segment.page,
        attribution=attribution(evidence, row),
        language=segment.language,
        sha256=document.sha256,
    )
    check_quote(replace(quote, text=segment.text), document.text)
    return quote


def attribution(evidence: Evidence, row: int) -> str:
    """Return source kind and pool, as the report prints it.

    The pool is left out when fewer than `K_POOL` of its projects have a document of the same kind.
    """
    document = evidence.document_of(row)
    words = _SOURCE.get(evidence.language, _SOURCE["en"])
    source = words.get(document.kind, words["document"])
    pool = evidence.pool_of.get(document.project_id, "")
    alike = {
        d.project_id
        for d in evidence.corpus.documents
        if d.kind == document.kind and evidence.pool_of.get(d.project_id) == pool
    }
    return f"{source}, {pool}" if pool and len(alike) >= K_POOL else source


def centrality(evidence: Evidence, rows: Sequence[int]) -> np.ndarray:
    """Return each row's cosine to the centroid, projects weighing equally; shape (n_rows,)."""
    vectors = evidence.embeddings[list(rows)].astype(np.float64)
    projects = [evidence.segments[r].project_id for r in rows]
    share = Counter(projects)
    weights = np.array([1 / share[p] for p in projects])
    centroid = weights @ vectors
    norm = np.linalg.norm(centroid)
    return np.round(vectors @ (centroid / norm if norm else centroid), 6)


def choose_quotes(
    evidence: Evidence,
    rows: Sequence[int],
    *,
    n_quotes: int = 3,
    taken: frozenset[str] = frozenset(),
    scores: Mapping[int, float] | None = None,
) -> list[int]:
    """Return the rows to quote, best first: at most one per project, balanced over pools and kinds.

    Parameters
    ----------
    evidence : Evidence
    rows : sequence of int
        Rows to choose from.
    n_quotes : int
        At most this many.
    taken : frozenset of str
        Segment ids that are already quoted elsewhere: chosen only over much worse ones.
    scores : mapping of int to float, optional
        How sure the coder is of each row, 0 to 1; rows without one count as 0.

    Notes
    -----
    Greedy: centrality and the coder's score, minus a penalty for a sentence that cannot stand
    alone, may name a person or only tells what was before, for a pool or kind of source already
    heard, and for repeating a quote already chosen.  A sentence from which an identifier was
    masked is never chosen, nor one the coder is much less sure of than of the surest: rather
    fewer quotes than doubtful ones.
    """
    allowed = [
        r
        for r in rows
        if evidence.may_quote(evidence.segments[r].project_id)
        and not MASK_TAG.search(evidence.segments[r].text)
    ]
    if not allowed:
        return []
    sure = dict.fromkeys(allowed, 0.0)
    if scores:
        surest = max(scores.get(r, 0.0) for r in allowed) or 1.0
        sure = {r: scores.get(r, 0.0) / surest for r in allowed}
        allowed = [r for r in allowed if sure[r] >= _LEAST_SURE]
    base = dict(zip(allowed, centrality(evidence, allowed).tolist(), strict=True))
    for row in allowed:
        text = evidence.segments[row].text
        base[row] += 0.5 * sure[row]
        base[row] -= 0.0 if is_self_contained(text) else 1.0
        base[row] -= 0.5 if tells_what_was_before(text) else 0.0
        base[row] -= 0.1 if _ALSO.match(text) else 0.0
        base[row] -= 1.0 if _NAME.search(text) else 0.0
        base[row] -= 0.5 if evidence.segments[row].segment_id in taken else 0.0
        base[row] -= 0.5 if len(text.split()) < _MIN_WORDS else 0.0
    chosen: list[int] = []
    while len(chosen) < n_quotes:
        used = {evidence.segments[r].project_id for r in chosen}
        left = [r for r in allowed if evidence.segments[r].project_id not in used]
        if not left:
            break
        chosen.append(
            max(left, key=lambda r: (round(base[r] - _repetition(evidence, r, chosen), 6), -r))
        )
    return chosen


def _repetition(evidence: Evidence, row: int, chosen: Sequence[int]) -> float:
    if not chosen:
        return 0.0
    pools = [evidence.pool_of.get(evidence.segments[r].project_id, "") for r in chosen]
    kinds = [evidence.document_of(r).kind for r in chosen]
    same_pool = pools.count(evidence.pool_of.get(evidence.segments[row].project_id, ""))
    same_kind = kinds.count(evidence.document_of(row).kind)
    likeness = float(np.max(evidence.embeddings[list(chosen)] @ evidence.embeddings[row]))
    return 0.08 * same_pool + 0.05 * same_kind + 0.3 * max(0.0, likeness - 0.6)
