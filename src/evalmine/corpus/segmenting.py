"""From documents to segments: sentences with what they belong to, and a status for each.

A segment never crosses a block.  Everything in the answers, paragraphs, bullets and quotes of a
document but white space and bullet marks lies in exactly one segment; headings, tables, footnotes
and tables of contents are listed whole, as ``boilerplate``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from evalmine.corpus.language import detect_language
from evalmine.corpus.lines import chunks
from evalmine.corpus.model import Block, Corpus, Document, Segment
from evalmine.corpus.non_answers import is_non_answer
from evalmine.corpus.spacy_tokens import tokenized_sentences
from evalmine.errors import ConfigError

UNITS = ("sentence", "paragraph")
STATUSES = ("content", "non_answer", "too_short", "boilerplate")
_BOILERPLATE = frozenset({"heading", "toc", "table", "footnote"})
_OWN_LANGUAGE = 8  # words; a shorter segment takes the language of its block
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

Span = tuple[int, int]


def segment(
    corpus: Corpus,
    *,
    unit: str = "sentence",
    min_words: int = 3,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Segment, ...]:
    """Return the segments of all documents, in the order of the documents and their texts.

    Parameters
    ----------
    corpus : Corpus
        What was read.
    unit : str
        ``"sentence"``, or ``"paragraph"`` for whole blocks.
    min_words : int
        A segment with fewer words gets the status ``too_short``.
    progress : callable, optional
        Called with the documents done and the documents in all, after each document.

    Raises
    ------
    ConfigError
        If the unit is not known.

    See Also
    --------
    segment_document : The same for one document; its notes say what each status means.
    """
    found: list[Segment] = []
    for n, document in enumerate(corpus.documents, start=1):
        found += segment_document(document, unit=unit, min_words=min_words)
        if progress:
            progress(n, len(corpus.documents))
    return tuple(found)


def segment_document(
    document: Document, *, unit: str = "sentence", min_words: int = 3
) -> tuple[Segment, ...]:
    """Return the segments of one document in the order of its blocks.

    Parameters
    ----------
    document : Document
        A document without blocks counts as one paragraph.
    unit : str
        ``"sentence"``, or ``"paragraph"`` for whole blocks.
    min_words : int
        A segment with fewer words gets the status ``too_short``.

    Returns
    -------
    tuple of Segment
        ``document.text[s.start:s.end] == s.text`` for each; the id is ``document_id@start``.

    Notes
    -----
    ``non_answer``: the whole answer to the question says nothing.  ``boilerplate``: a heading,
    table, footnote or table of contents; headings of a document with answers are its questions
    and no segments.  ``too_short``: fewer than `min_words` words.  ``content``: all others.
    """
    if unit not in UNITS:
        raise ConfigError(f"unit {unit!r} is not known: use one of {', '.join(UNITS)}")
    main = document.language or detect_language(document.text)
    silent = _silent_questions(document)
    found: list[Segment] = []
    for block in _blocks(document):
        text = document.text[block.start : block.end]
        language = detect_language(text, prior=main)
        status = "non_answer" if block.question in silent else "content"
        spans = _spans(text, language, block, unit)
        for start, end in spans:
            piece = text[start:end]
            found.append(
                Segment(
                    segment_id=f"{document.document_id}@{block.start + start}",
                    document_id=document.document_id,
                    project_id=document.project_id,
                    start=block.start + start,
                    end=block.start + end,
                    text=piece,
                    question=block.question,
                    heading=block.heading,
                    page=block.page,
                    language=_language(piece, language),
                    status=_status(piece, block, status, min_words),
                    role=block.role,
                )
            )
    return tuple(found)


def sentences(text: str, language: str = "da") -> list[Span]:
    """Return the half-open spans of the sentences and bullets of a text, trimmed of white space.

    Parameters
    ----------
    text : str
        Normalized text (`evalmine.corpus.text.normalize_text`) of one block.
    language : str
        ``"da"``, ``"en"``, ``"nb"`` or ``"sv"``; any other is treated as Danish.

    Notes
    -----
    Bullet marks are left out.  A bullet of up to 160 characters stays whole.  A sentence over
    1,000 characters is cut at a clause border, if it has one.

    Examples
    --------
    >>> text = "Vi mødtes d. 3. marts kl. 14.30. »Det virker.« siger en leder."
    >>> [text[a:b] for a, b in sentences(text)]
    ['Vi mødtes d. 3. marts kl. 14.30.', '»Det virker.« siger en leder.']
    """
    return tokenized_sentences(text, language)


def _blocks(document: Document) -> Iterable[Block]:
    """Return the blocks to segment; headings that are survey questions are not among them."""
    if not document.blocks:
        return (Block(0, len(document.text)),)
    survey = any(block.role == "answer" for block in document.blocks)
    return (b for b in document.blocks if not (b.role == "heading" and (survey or b.question)))


def _silent_questions(document: Document) -> frozenset[str]:
    """Return the questions whose whole answer says nothing."""
    answers: dict[str, list[str]] = {}
    for block in document.blocks:
        if block.question and block.role not in _BOILERPLATE:
            answers.setdefault(block.question, []).append(document.text[block.start : block.end])
    return frozenset(q for q, parts in answers.items() if is_non_answer("\n".join(parts)))


def _spans(text: str, language: str, block: Block, unit: str) -> list[Span]:
    if block.role in _BOILERPLATE or unit == "paragraph":
        parts = chunks(text) if block.role not in _BOILERPLATE else []
        start = parts[0].start if parts else 0
        piece = text[start:]
        start += len(piece) - len(piece.lstrip())
        return [(start, len(text.rstrip()))] if piece.strip() else []
    return tokenized_sentences(text, language, bullet=block.role == "bullet")


def _language(text: str, language: str) -> str:
    if len(_WORD.findall(text)) < _OWN_LANGUAGE:
        return language
    return detect_language(text, prior=language)


def _status(text: str, block: Block, status: str, min_words: int) -> str:
    if block.role in _BOILERPLATE:
        return "boilerplate"
    if status == "content" and len(_WORD.findall(text)) < min_words:
        return "too_short"
    return status
