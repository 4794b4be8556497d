"""The encoder behind a server, against a real one on this machine."""

import json
import logging
import pickle
import socket
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import numpy as np
import pytest

from evalmine.embeddings import EmbeddingCache, embed, load_encoder
from evalmine.embeddings.api_encoder import ApiEncoder
from evalmine.errors import BusyError, ConfigError

from .api_server import N_DIMS, Answer, Server, embeddings, failure, serving, vector_of

KEY = "sk-very-secret-0123456789"
TEXTS = ["Vi fik et fælles sprog.", "Der manglede tid.", "Ledelsen gik foran."]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A running server; no proxy and no key of the machine's own plays a part."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "EVALMINE_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    with serving() as running:
        yield running


@pytest.fixture
def naps() -> list[float]:
    """The seconds an encoder would have waited."""
    return []


@pytest.fixture
def encoder(server: Server, naps: list[float]) -> ApiEncoder:
    """An encoder that takes no naps."""
    return ApiEncoder(f"openai:tiny@{server.url}", sleep=naps.append)


def test_vectors_come_back_in_order(server: Server, encoder: ApiEncoder) -> None:
    """Unit length, float32, each beside its text although the server answers backwards."""
    vectors = encoder.encode(TEXTS)
    expected = np.array([vector_of(text) for text in TEXTS])
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)

    np.testing.assert_allclose(vectors, expected, atol=1e-6)
    assert vectors.dtype == np.float32
    (request,) = server.requests
    assert (request["path"], request["model"]) == ("/v1/embeddings", "tiny")
    assert encoder.encode([]).shape == (0, N_DIMS)
    assert len(server.requests) == 1


def test_large_requests_are_split(server: Server, encoder: ApiEncoder) -> None:
    """At most 32 texts or 60,000 characters go in one request; none is lost."""
    texts = [f"tekst {i}" for i in range(70)] + [str(i) * 25_000 for i in range(5)]
    vectors = encoder.encode(texts)

    assert vectors.shape == (75, N_DIMS)
    assert sorted(server.texts) == sorted(texts)
    assert max(len(request["input"]) for request in server.requests) <= 32
    assert max(sum(map(len, request["input"])) for request in server.requests) <= 60_000
    np.testing.assert_array_equal(vectors[69], encoder.encode(["tekst 69"])[0])


def test_blank_texts_are_not_sent_empty(server: Server, encoder: ApiEncoder) -> None:
    """Servers refuse an empty string."""
    assert encoder.encode(["", "  "]).shape == (2, N_DIMS)
    assert server.texts == ["-", "-"]


def test_prefix(server: Server) -> None:
    """The model's own prefix, or the user's."""
    ApiEncoder(f"openai:nomic-embed-text@{server.url}").encode(["a"])
    ApiEncoder(f"openai:nomic-embed-text@{server.url}", prefix="").encode(["a"])

    assert server.texts == ["clustering: a", "a"]


def test_overload_is_waited_out(server: Server, encoder: ApiEncoder, naps: list[float]) -> None:
    """429 and 5xx are tried again, longer each time, or as long as the server asks."""
    soon = formatdate(usegmt=True)
    server.answers = [
        failure(429, "slow down", Retry_After="7"),
        failure(503, "starting", Retry_After=soon),
        failure(500, "oops"),
    ]

    assert encoder.encode(TEXTS).shape == (3, N_DIMS)
    assert naps == [7.0, 2.0, 4.0]


def test_overload_without_end(server: Server, encoder: ApiEncoder, naps: list[float]) -> None:
    """After seven tries the run ends with "try again later" (exit code 75)."""
    server.answers = [failure(429, "rate limit reached")] * 7

    with pytest.raises(
        BusyError, match=r"answered 429 \(rate limit reached\); try again"
    ) as caught:
        encoder.encode(TEXTS)

    assert naps == [1, 2, 4, 8, 16, 32]
    assert caught.value.exit_code == 75


def test_nobody_waits_for_hours(server: Server, encoder: ApiEncoder, naps: list[float]) -> None:
    """A server that asks for an hour is not waited for."""
    server.answers = [failure(429, "quota", Retry_After="3600")]

    with pytest.raises(BusyError, match="quota"):
        encoder.encode(TEXTS)

    assert naps == []


def test_no_server_there(naps: list[float]) -> None:
    """A wrong address is told after a few seconds, not after a minute."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    encoder = ApiEncoder(f"openai:tiny@http://127.0.0.1:{port}/v1", sleep=naps.append)

    with pytest.raises(BusyError, match=r"does not answer.*is the address right") as caught:
        encoder.encode(TEXTS)

    assert sum(naps) <= 3
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (failure(401, f"bad key {KEY}"), "401: it refuses the key; set EVALMINE_API_KEY"),
        (failure(404, "no such model"), "404: no model 'tiny' there.*no such model"),
        (failure(405, "no"), "405: .*/v1/embeddings is no such service"),
        (failure(400, f"odd\nmodel {KEY}"), r"400: it refuses the request \(odd model \*\*\*\)"),
        (Answer(302, headers={"Location": "http://127.0.0.1:9/v1"}), "answered 302"),
        (Answer(200, b"<html>hello</html>"), "did not answer with embeddings"),
        (Answer(200, b"[1, 2]"), "did not answer with embeddings"),
        (Answer(200, embeddings(["one"] * 2)), "2 vectors for 1 texts"),
        (Answer(200, b'{"data": [{"index": 0, "embedding": "AAAA"}]}'), "hold no numbers"),
        (Answer(200, b'{"data": [{"index": 0, "embedding": [0, 0]}]}'), "vector of zeros"),
        (Answer(200, b'{"data": [{"index": 0, "embedding": [NaN, 1]}]}'), "without numbers"),
    ],
)
def test_refusals_are_one_line(
    server: Server,
    encoder: ApiEncoder,
    monkeypatch: pytest.MonkeyPatch,
    answer: Answer,
    message: str,
) -> None:
    """Each says what is wrong, and none repeats the key."""
    monkeypatch.setenv("EVALMINE_API_KEY", KEY)
    server.answers = [answer]

    with pytest.raises(ConfigError, match=message) as caught:
        encoder.encode(["kort"])

    assert "\n" not in str(caught.value)
    assert KEY not in str(caught.value)
    assert len(server.requests) == 1


def test_dimensions_never_change(server: Server, encoder: ApiEncoder) -> None:
    """A server that starts to answer with another model is caught."""
    encoder.encode(TEXTS)
    body = {"data": [{"index": 0, "embedding": [1.0] * (N_DIMS + 1)}]}
    server.answers = [Answer(200, json.dumps(body).encode())]

    with pytest.raises(ConfigError, match="different lengths"):
        encoder.encode(["kort"])


def test_too_much_at_once_is_halved(server: Server, encoder: ApiEncoder) -> None:
    """Batches first, then a long text itself; its parts are averaged, nothing is left out."""
    long = " ".join(f"Møde {i} handlede om tid." for i in range(40))

    def narrow(texts: list[str]) -> Answer:
        if len(texts) > 2 or max(map(len, texts)) > 600:
            return failure(413, "too large")
        return Answer(200, embeddings(texts))

    server.vectors = narrow
    vectors = encoder.encode([*TEXTS, long])

    np.testing.assert_array_equal(vectors[:3], encoder.encode(TEXTS))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    parts = [text for text in server.texts if text in long and len(text) <= 600]
    assert "".join(sorted(parts, key=long.index)) == long


def test_key_is_sent_and_kept_nowhere(
    server: Server, encoder: ApiEncoder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The key travels in the header only: not in name, revision, state, pickle or cache."""
    monkeypatch.setenv("EVALMINE_API_KEY", KEY)
    embed(TEXTS, encoder, cache=EmbeddingCache(tmp_path / "embeddings.sqlite"))
    copy = ApiEncoder(f"openai:tiny@{server.url}")

    assert server.requests[0]["headers"]["Authorization"] == f"Bearer {KEY}"
    kept = (repr(encoder), encoder.name, encoder.revision, str(vars(encoder)))
    assert all(KEY not in text for text in kept)
    assert KEY.encode() not in pickle.dumps(copy)
    assert KEY.encode() not in (tmp_path / "embeddings.sqlite").read_bytes()


def test_odd_key_is_not_repeated(encoder: ApiEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key with a line break, as from a file, is refused without being shown."""
    monkeypatch.setenv("EVALMINE_API_KEY", f"{KEY}\nnext")

    with pytest.raises(ConfigError, match="odd characters") as caught:
        encoder.encode(["kort"])

    assert KEY not in str(caught.value)


def test_no_key_no_header(server: Server, encoder: ApiEncoder) -> None:
    """Local servers want none; one that does says so."""
    encoder.encode(["a"])
    assert "Authorization" not in server.requests[0]["headers"]

    server.answers = [failure(401, "no")]
    with pytest.raises(ConfigError, match="wants a key; set EVALMINE_API_KEY"):
        encoder.encode(["a"])


def test_proxy_settings_apply(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """With http_proxy set, a request for another host goes through the proxy."""
    monkeypatch.setenv("http_proxy", server.url.removesuffix("/v1"))
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)

    ApiEncoder("openai:tiny@http://embeddings.invalid/v1").encode(["a"])

    assert server.requests[0]["path"] == "http://embeddings.invalid/v1/embeddings"


def test_user_is_told_where_texts_go(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    """One line when such an encoder is loaded; none for the others."""
    with caplog.at_level(logging.WARNING, logger="evalmine"):
        load_encoder("lexical")
        encoder = load_encoder(f"openai:tiny@{server.url}")

    assert caplog.messages == [f"encoder tiny: texts are sent to {server.url}"]
    assert getattr(encoder, "sends_to", "") == server.url


def test_revision_is_that_of_model_server_and_prefix(server: Server) -> None:
    """The same model name elsewhere may be another model."""
    names = [f"openai:tiny@{server.url}", "openai:tiny@http://other/v1", "openai:b@http://other/v1"]
    revisions = [ApiEncoder(name).revision for name in names]
    revisions.append(ApiEncoder(names[0], prefix="x: ").revision)

    assert len(set(revisions)) == 4
    assert ApiEncoder(names[0]).revision == revisions[0]


def test_known_texts_ask_nobody(server: Server, tmp_path: Path) -> None:
    """With every text in the cache no request is made, not even for the mean."""
    cache = EmbeddingCache(tmp_path / "embeddings.sqlite")
    first = embed(TEXTS, load_encoder(f"openai:tiny@{server.url}"), cache=cache)
    n_requests = len(server.requests)

    again = embed(TEXTS, load_encoder(f"openai:tiny@{server.url}"), cache=cache)

    assert len(server.requests) == n_requests
    np.testing.assert_array_equal(again, first)
