"""Word pieces of the shipped model: XLM-RoBERTa's unigram tokenizer over a pruned vocabulary.

The only file that imports `tokenizers`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BOS, PAD, EOS, UNK = 0, 1, 2, 3

# SentencePiece's nmt_nfkc rule: controls vanish, odd spaces and marks become a space, then NFKC.
_CONTROLS = r"[\x{00}-\x{08}\x{0B}\x{0E}-\x{1F}\x{7F}\x{8F}\x{9F}]"
_SPACES = r"[\s\x{1680}\x{200B}-\x{200F}\x{2028}\x{2029}\x{2581}\x{FEFF}\x{FFFD}]+"
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")


def build_tokenizer(pieces: Sequence[tuple[str, float]]) -> Tokenizer:
    """Build the tokenizer from pieces with log-probabilities.

    Parameters
    ----------
    pieces : sequence of (str, float)
        In the order of their ids; the first four are ``<s> <pad> </s> <unk>``.

    Returns
    -------
    tokenizers.Tokenizer
        Encodes with ``<s>`` before and ``</s>`` after the text unless told otherwise.
    """
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, processors
    from tokenizers.pre_tokenizers import Metaspace

    tokenizer = Tokenizer(models.Unigram(list(pieces), unk_id=UNK, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_CONTROLS), ""),
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(r"\s+"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> $B </s>",
        special_tokens=[("<s>", BOS), ("</s>", EOS)],
    )
    return tokenizer


def piece_ids(tokenizer: Tokenizer, texts: Sequence[str]) -> list[list[int]]:
    """Return the piece ids of each text, without ``<s>`` and ``</s>``."""
    return [e.ids for e in tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]


def spoken(text: str) -> str:
    """Return a shouted text in small letters: in capitals it is cut into other pieces."""
    words = _LONG_WORD.findall(text)
    n_shouted = sum(word.isupper() for word in words)
    return text.lower() if n_shouted >= 2 and 2 * n_shouted > len(words) else text
