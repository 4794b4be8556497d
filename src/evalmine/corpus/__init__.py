"""What was said: reading surveys and reports into a `Corpus`, masking, segmenting.

``read`` is the door; ``describe_roles`` shows what a survey's columns are taken for.
"""

from evalmine.corpus.mask import mask_identifiers
from evalmine.corpus.model import (
    Block,
    ClosedAnswer,
    Corpus,
    Document,
    Exclusion,
    Project,
    Segment,
)
from evalmine.corpus.read import describe_roles, read
from evalmine.corpus.segmenting import segment
from evalmine.corpus.text import normalize_text

__all__ = [
    "Block",
    "ClosedAnswer",
    "Corpus",
    "Document",
    "Exclusion",
    "Project",
    "Segment",
    "describe_roles",
    "mask_identifiers",
    "normalize_text",
    "read",
    "segment",
]
