"""The only file that imports spaCy: tokenizers without a downloaded pipeline, and our component.

The component ``evalmine_sentences`` runs the rules of `evalmine.corpus.boundaries` on a spaCy
`Doc`, with what its tokenizer knows of abbreviations.  It sets ``Token.is_sent_start`` and leaves
the exact spans (bullet marks left out) in ``doc.user_data["evalmine.sentences"]``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import numpy as np

from evalmine.corpus.boundaries import Span, sentence_spans

COMPONENT = "evalmine_sentences"
LANGUAGES = ("da", "en", "nb", "sv")
_FULL_STOP = ord(".")
# spaCy's tokenizer peels signs off one by one and takes minutes for "((((" 50,000 times; a form's
# "______" is enough to leave it out.
_SIGNS = re.compile(r"(?:[^\w\s]|_){50}")


@cache
def pipeline(language: str) -> Any:
    """Return a blank spaCy pipeline of a language with our sentence rules; Danish if unknown.

    Parameters
    ----------
    language : str
        ``"da"``, ``"en"``, ``"nb"`` or ``"sv"``.
    """
    import spacy
    from spacy.language import Language

    if language not in LANGUAGES:
        return pipeline("da")
    if not Language.has_factory(COMPONENT):
        Language.component(COMPONENT, func=mark_sentences)
    nlp = spacy.blank(language)
    nlp.max_length = 1 << 40  # the limit is there for parsers; ours is linear
    nlp.add_pipe(COMPONENT)
    return nlp


def tokenized_sentences(text: str, language: str, *, bullet: bool = False) -> list[Span]:
    """Return the half-open spans of the sentences of a text; see `segmenting.sentences`."""
    if _SIGNS.search(text):
        return sentence_spans(text, bullet=bullet)
    nlp = pipeline(language)
    doc = nlp.make_doc(text)
    doc.user_data["evalmine.bullet"] = bullet
    spans: list[Span] = nlp(doc).user_data["evalmine.sentences"]
    return spans


def mark_sentences(doc: Any) -> Any:
    """Return the doc with sentence starts set; a start inside a token moves to its beginning."""
    from spacy.attrs import IDX, LENGTH, SENT_START

    if not len(doc):
        doc.user_data["evalmine.sentences"] = []
        return doc
    layout = doc.to_array([IDX, LENGTH]).astype(np.int64)
    starts, lengths = layout[:, 0], layout[:, 1]
    characters = np.frombuffer(doc.text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    ends = starts + lengths
    stopped = (characters[ends - 1] == _FULL_STOP) & (lengths > 1)
    bullet = doc.user_data.get("evalmine.bullet", False)
    spans = sentence_spans(doc.text, frozenset(ends[stopped].tolist()), bullet=bullet)
    doc.user_data["evalmine.sentences"] = spans
    marks = np.full(len(doc), -1, dtype=np.int64)
    begins = np.array([start for start, _ in spans], dtype=np.int64)
    marks[np.searchsorted(starts, begins, side="right") - 1] = 1
    marks[0] = 1
    return doc.from_array([SENT_START], marks.astype(np.uint64))
