"""How the registry knows a segment again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from evalmine.corpus.model import Segment


def key_of(segment: Segment) -> str:
    """Return the segment's id with the beginning of its text's hash.

    Ids may begin anew with each year's survey: the same id with another text is another segment.
    """
    return f"{segment.segment_id}#{hashlib.sha256(segment.text.encode()).hexdigest()[:8]}"


def keys_by_id(keys: Iterable[str]) -> Mapping[str, str]:
    """Return each key by itself and by the segment id it begins with, the last of equals."""
    known = {}
    for key in sorted(keys):
        known[key.rpartition("#")[0] or key] = key
        known[key] = key
    return known
