"""sentence-transformers back-ends: any such model, and the shipped one rebuilt as one.

The only file that imports torch, transformers and sentence-transformers.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from evalmine.embeddings.model_file import Float32, ModelCard, Weights
from evalmine.embeddings.prefixes import prefix_for
from evalmine.embeddings.threads import one_thread_per_product
from evalmine.embeddings.tokenizer import build_tokenizer
from evalmine.errors import ConfigError, import_optional

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# More than any text has; with a limit set, tokenizers do not warn of long texts.
_ANY_LENGTH = 10_000_000

_BERT_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "attention_out": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm",
    "hidden": "intermediate.dense",
    "hidden_out": "output.dense",
    "hidden_norm": "output.LayerNorm",
}


class TorchModel:
    """A sentence-transformers model on one device: counts tokens, and computes padded batches.

    Parameters
    ----------
    name : str
        Folder of a model, or its name on the Hugging Face hub.
    device : {"cpu", "cuda", "mps"}
        Where to compute.
    prefix : str, optional
        Put before every text; what the model was trained with by default.
    """

    def __init__(self, name: str, device: str, prefix: str | None = None) -> None:
        self._model = _load(name, device)
        self._prefix = prefix_for(name, self._model.prompts) if prefix is None else prefix
        self._tokenizing = threading.Lock()
        self.pads = _can_pad(self._model)
        self.n_dims = self._model.get_embedding_dimension() or 0
        self.most_tokens: int = self._model.max_seq_length or _ANY_LENGTH if self.pads else 0
        self.fingerprint = _fingerprint(self._model, self._prefix)

    def session(self) -> AbstractContextManager[None]:
        """Return a context that holds torch and BLAS at one thread."""
        return one_torch_thread()

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text has, prefix included and nothing cut off."""
        features = self._features(texts, padding=True, truncation=True, max_length=_ANY_LENGTH)
        return [int(n) for n in features["attention_mask"].sum(dim=1)]

    def forward(self, texts: Sequence[str], n_tokens: int | None = None) -> Float32:
        """Return one vector per text, in one pass.

        Parameters
        ----------
        texts : sequence of str
            The batch.
        n_tokens : int, optional
            Every text is padded to it; by default to the longest of the batch.
        """
        import torch
        from sentence_transformers.util import batch_to_device

        _limit_this_thread()
        how = {"padding": "max_length", "truncation": True, "max_length": n_tokens}
        features = self._features(texts, **(how if n_tokens else {}))
        with torch.inference_mode():
            vectors = self._model(batch_to_device(features, self._model.device))
        rows = vectors["sentence_embedding"][:, : self._model.truncate_dim]
        return np.asarray(rows.float().cpu().numpy(), dtype=np.float32)

    def _features(self, texts: Sequence[str], **how: object) -> dict[str, Any]:
        options = {"processing_kwargs": {"text": how}} if how else {}
        # A tokenizer keeps padding and truncation as a state: one thread at a time.
        with self._tokenizing:
            features: dict[str, Any] = self._model.preprocess(
                list(texts), prompt=self._prefix or None, **options
            )
        return features


def pick_device(device: str) -> str:
    """Return the kind of device to compute on: ``"cuda"``, ``"mps"`` or ``"cpu"``.

    Raises
    ------
    ConfigError
        If there is no such device on this machine.
    """
    if device not in ("auto", "cpu", "cuda", "mps"):
        raise ConfigError(f'unknown device {device!r}: use "auto", "cpu", "cuda" or "mps"')
    import_optional("torch", "torch")
    import torch

    here: dict[str, Callable[[], bool]] = {
        "cuda": torch.cuda.is_available,
        "mps": torch.backends.mps.is_available,
    }
    if device in here and not here[device]():
        raise ConfigError(f'torch finds no {device} device on this machine: use device="auto"')
    if device != "auto":
        return device
    return next((kind for kind, is_there in here.items() if is_there()), "cpu")


class TorchEngine:
    """The shipped model's forward pass through sentence-transformers.

    Parameters
    ----------
    card : ModelCard
        Shape of the network.
    weights : Weights
        Its stored weights.
    """

    def __init__(self, card: ModelCard, weights: Weights) -> None:
        self._model = build_sentence_transformer(card, weights)

    def session(self) -> AbstractContextManager[None]:
        """Return a context that holds torch and BLAS at one thread."""
        return one_torch_thread()

    def forward(self, windows: Sequence[Sequence[int]]) -> Float32:
        """Return one vector per window of token ids, each from a pass of its own."""
        import torch

        _limit_this_thread()
        vectors = []
        with torch.inference_mode():
            for window in windows:
                ids = torch.tensor([list(window)])
                features = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
                vectors.append(self._model(features)["sentence_embedding"][0].numpy())
        return np.stack(vectors)


def build_sentence_transformer(card: ModelCard, weights: Weights) -> SentenceTransformer:
    """Rebuild a shipped model as a plain SentenceTransformer (its mean is not removed).

    Parameters
    ----------
    card : ModelCard
        Shape of the network.
    weights : Weights
        Its stored weights.

    Returns
    -------
    sentence_transformers.SentenceTransformer
        Transformer, mean pooling, normalization; on the CPU, with the prefix as prompt ``query``.
    """
    import_optional("sentence_transformers", "torch")
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import (
        Normalize,
        Pooling,
        Transformer,
    )
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    pieces = weights.pieces()
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=card.n_dims,
        num_hidden_layers=card.n_layers,
        num_attention_heads=card.n_heads,
        intermediate_size=len(weights.vector("layer.0.hidden.bias")),
        max_position_embeddings=card.max_tokens,
        layer_norm_eps=card.layer_norm_eps,
        pad_token_id=1,
    )
    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=build_tokenizer(pieces),
        bos_token="<s>",
        eos_token="</s>",
        cls_token="<s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        model_max_length=card.max_tokens,
    )
    config.architectures = ["BertModel"]
    state = {name: torch.from_numpy(array.copy()) for name, array in _bert_state(card, weights)}
    # Transformer reads its shape from a folder; the weights are put in afterwards, from memory.
    with tempfile.TemporaryDirectory() as folder, _quiet_transformers():
        config.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        BertModel(config, add_pooling_layer=False).save_pretrained(folder)
        transformer = Transformer(folder, model_kwargs={"add_pooling_layer": False})
    transformer.model.load_state_dict(state)
    pooling = Pooling(card.n_dims, pooling_mode="mean")
    return SentenceTransformer(
        modules=[transformer, pooling, Normalize()],
        device="cpu",
        prompts={"query": card.prefix},
    ).eval()


@contextmanager
def _quiet_transformers() -> Iterator[None]:
    from transformers.utils import logging

    with_bars = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        if with_bars:
            logging.enable_progress_bar()  # type: ignore[no-untyped-call]


def _bert_state(card: ModelCard, weights: Weights) -> Iterator[tuple[str, Float32]]:
    type_rows = weights.vector("token_type")
    yield "embeddings.word_embeddings.weight", weights.matrix("words")
    yield "embeddings.position_embeddings.weight", weights.vector("positions")
    yield "embeddings.token_type_embeddings.weight", np.stack([type_rows, type_rows])
    for kind in ("weight", "bias"):
        yield f"embeddings.LayerNorm.{kind}", weights.vector(f"embedding_norm.{kind}")
    for layer in range(card.n_layers):
        for ours, theirs in _BERT_NAMES.items():
            for kind in ("weight", "bias"):
                name = f"layer.{layer}.{ours}.{kind}"
                dense = kind == "weight" and not ours.endswith("norm")
                array = weights.matrix(name) if dense else weights.vector(name)
                yield f"encoder.layer.{layer}.{theirs}.{kind}", array


@contextmanager
def one_torch_thread() -> Iterator[None]:
    """Hold torch, BLAS and OpenMP at one thread, and give the old settings back afterwards."""
    import torch

    with one_thread_per_product():
        n_threads = torch.get_num_threads()
        try:
            yield
        finally:
            torch.set_num_threads(n_threads)


def _limit_this_thread() -> None:
    # OpenMP keeps its limit per thread, so each worker has to set its own.
    import torch

    if torch.get_num_threads() != 1:
        torch.set_num_threads(1)


def _can_pad(model: SentenceTransformer) -> bool:
    """Return whether texts can be padded to a length: a transformer, not a table of words."""
    from sentence_transformers.sentence_transformer.modules import Transformer

    first = model[0]
    if not isinstance(first, Transformer):
        return False
    first.unpad_inputs = False  # flash attention would leave the padding out again
    return True


def _load(name: str, device: str) -> SentenceTransformer:
    # Offline unless asked otherwise; the hub client reads the variable when it is imported.
    offline = os.environ.setdefault("HF_HUB_OFFLINE", "1").upper() in ("1", "ON", "YES", "TRUE")
    import_optional("sentence_transformers", "torch")
    from sentence_transformers import SentenceTransformer

    try:
        with _quiet_transformers():
            model = SentenceTransformer(name, device=device, local_files_only=offline)
    except Exception as error:  # the hub client's errors share no base class
        if Path(name).exists():
            reason = " ".join(str(error).split())
            message = f"{name} holds no usable sentence-transformers model: {reason}"
            raise ConfigError(message) from error
        raise ConfigError(
            f"encoder {name!r} is not on this machine: give the folder of a "
            "sentence-transformers model, allow its download with HF_HUB_OFFLINE=0, "
            'or use "default"'
        ) from error
    return model.eval()


def _fingerprint(model: SentenceTransformer, prefix: str) -> str:
    digest = hashlib.sha256(b"fixed shapes, cut texts")
    for name, tensor in sorted(model.state_dict().items()):
        if "pooler." in name:  # not used, and drawn at random where a model comes without
            continue
        digest.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}".encode())
        digest.update(tensor.detach().cpu().contiguous().view(-1).view(_bytes_type()).numpy())
    vocabulary: Any = getattr(model.tokenizer, "get_vocab", dict)()
    digest.update(repr((str(model), model.max_seq_length, prefix)).encode())
    digest.update(repr(sorted(vocabulary.items())).encode())
    return digest.hexdigest()[:12]


def _bytes_type() -> Any:
    import torch

    return torch.uint8
