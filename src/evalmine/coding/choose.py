"""Which coder a run uses: a trained one where one is given, else the codebook's own words."""

from __future__ import annotations

from pathlib import Path

from evalmine.coding.codebook import Codebook, load_codebook
from evalmine.coding.coder import Coder
from evalmine.coding.zero_shot import ZeroShotCoder
from evalmine.embeddings import EmbeddingCache, Encoder, load_encoder
from evalmine.errors import ConfigError

DEFAULT_CODEBOOK = "wellbeing"


def choose_coder(
    coder: Coder | str | Path | None = None,
    *,
    codebook: str | Path | Codebook | None = None,
    encoder: str | Encoder | None = None,
    cache: EmbeddingCache | None = None,
) -> Coder:
    """Return the coder for a run.

    Parameters
    ----------
    coder : Coder or path, optional
        A coder, or the file of a trained one.  Without it, codes are assigned from the codebook
        alone (`ZeroShotCoder`).
    codebook : str, path or Codebook, optional
        ``"wellbeing"``, or the trained coder's own, if left out.
    encoder : str or Encoder, optional
        The default, or the one the coder was trained with, if left out.
    cache : EmbeddingCache, optional
        For the vectors of what the codebook says.

    Raises
    ------
    ConfigError
        If the coder was trained for another codebook or with another encoder.
    """
    if isinstance(encoder, str):
        encoder = load_encoder(encoder)
    wanted = load_codebook(codebook) if isinstance(codebook, str | Path) else codebook
    if coder is None:
        book = wanted or load_codebook(DEFAULT_CODEBOOK)
        return ZeroShotCoder(book, encoder or load_encoder(), cache=cache)
    if isinstance(coder, str | Path):
        from evalmine.coding.trained.coder_file import load_coder

        return load_coder(coder, encoder, codebook=wanted, cache=cache)
    if encoder is not None and _identity(encoder) != _identity(coder.encoder):
        mine, given = _identity(coder.encoder), _identity(encoder)
        raise ConfigError(f"the coder works with {mine}, not {given}: leave the encoder out")
    if wanted is not None and wanted.sha256 != coder.codebook.sha256:
        raise ConfigError(
            f"the coder was made for another version of a codebook ({coder.codebook.name} "
            f"{coder.codebook.version}) than {wanted.name} {wanted.version}: leave the codebook "
            "out, or train the coder again with this one"
        )
    return coder


def _identity(encoder: Encoder) -> str:
    return f"{encoder.name} ({encoder.revision})"
