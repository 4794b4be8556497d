"""Where texts lie: encoders, the cache, and `embed`, which joins the two."""

from evalmine.embeddings.cache import EmbeddingCache
from evalmine.embeddings.embed import embed
from evalmine.embeddings.encoder import Encoder, load_encoder

__all__ = ["EmbeddingCache", "Encoder", "embed", "load_encoder"]
