"""Where texts of an openai: encoder go, and which key goes with them."""

import pytest

from evalmine.embeddings.api_address import OPENAI, read_address
from evalmine.errors import ConfigError


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("EVALMINE_API_BASE", "OPENAI_BASE_URL", "EVALMINE_API_KEY", "OPENAI_API_KEY")
    for name in names:
        monkeypatch.delenv(name, raising=False)


def test_address_in_the_name_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """@URL, then EVALMINE_API_BASE, then OPENAI_BASE_URL, then OpenAI."""
    assert read_address("openai:m").base == OPENAI
    monkeypatch.setenv("OPENAI_BASE_URL", "https://theirs.example/v1/")
    assert read_address("openai:m").base == "https://theirs.example/v1"
    monkeypatch.setenv("EVALMINE_API_BASE", "https://ours.example/v1")
    assert read_address("openai:m").base == "https://ours.example/v1"
    named = read_address("openai:m@http://localhost:8080/v1/embeddings")
    assert (named.base, named.host) == ("http://localhost:8080/v1", "localhost:8080")


def test_model_names_may_hold_anything() -> None:
    """Slashes, colons and even an at sign belong to the model."""
    assert read_address("openai:org/text:v1@2@https://h/v1").model == "org/text:v1@2"
    assert read_address("openai:@cf/baai/bge-m3").model == "@cf/baai/bge-m3"


@pytest.mark.parametrize(
    "name",
    [
        "openai:",
        "openai:@http://localhost/v1",
        "openai:m@http:///v1",
        "openai:m@http://localhost:notaport/v1",
        "openai:m@http://local host/v1",
    ],
)
def test_no_address(name: str) -> None:
    """A name without model, and an address that is none."""
    with pytest.raises(ConfigError) as caught:
        read_address(name)

    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "name", ["openai:m@localhost:8080/v1", "openai:m@ftp://host/v1", "openai:m@host"]
)
def test_an_address_without_scheme_is_no_part_of_the_model(name: str) -> None:
    """Texts meant for a server of one's own must not go to OpenAI."""
    with pytest.raises(ConfigError, match="begins with http"):
        read_address(name)


@pytest.mark.parametrize("base", ["https://me:secret@host/v1", "https://host/v1?key=secret"])
def test_no_secrets_in_the_address(base: str) -> None:
    """They would end up in names and manifests; and the message does not repeat them."""
    with pytest.raises(ConfigError, match="EVALMINE_API_KEY") as caught:
        read_address(f"openai:m@{base}")

    assert "secret" not in str(caught.value)


def test_openai_key_goes_to_openai_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server named otherwise gets evalmine's own key, or none."""
    monkeypatch.setenv("OPENAI_API_KEY", "theirs")
    assert read_address("openai:m").key() == "theirs"
    assert read_address("openai:m@https://other.example/v1").key() == ""

    monkeypatch.setenv("EVALMINE_API_KEY", "ours")
    assert read_address("openai:m@https://other.example/v1").key() == "ours"
    assert read_address("openai:m").key() == "ours"
