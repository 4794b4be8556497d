"""Which coder a run uses: one that is given, one that ships, else the codebook's own words."""

from __future__ import annotations

from pathlib import Path

from evalmine.coding.codebook import Codebook, load_codebook
from evalmine.coding.coder import Coder
from evalmine.coding.examples.coder_folder import shipped_coder
from evalmine.coding.no_codebook import NoCoder
from evalmine.coding.zero_shot import ZeroShotCoder
from evalmine.embeddings import EmbeddingCache, Encoder, load_encoder
from evalmine.errors import ConfigError

DEFAULT_CODEBOOK = "wellbeing"
ZERO_SHOT = "zero-shot"  # what a user writes who wants the codebook's words alone


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
    coder : Coder, path or "zero-shot", optional
        A coder, or the file of a trained one.  Without it, the coder that ships with evalmine
        where codebook and encoder are its own (`ExamplesCoder`: ``"wellbeing"``, default
        encoder); for others, as with ``"zero-shot"``, codes are assigned from the codebook alone
        (`ZeroShotCoder`).
    codebook : str, path or Codebook, optional
        ``"wellbeing"``, or the trained coder's own, if left out; ``"none"`` codes nothing.
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
    if coder is None or coder in (ZERO_SHOT, Path(ZERO_SHOT)):
        book = load_codebook(DEFAULT_CODEBOOK) if wanted is None else wanted
        if not book.codes:
            return NoCoder(encoder or load_encoder(), book)
        encoder = encoder or load_encoder()
        shipped = shipped_coder(book, encoder, cache) if coder is None else None
        return shipped or ZeroShotCoder(book, encoder, cache=cache)
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
