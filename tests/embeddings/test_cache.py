"""The cache: shared by processes, never fatal, and able to forget."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from evalmine.embeddings import EmbeddingCache

SOURCE = Path(__file__).resolve().parents[2] / "src"
VECTOR = np.array([0.5, -0.25, 1 / 3], dtype=np.float16)


@pytest.fixture
def cache(tmp_path: Path) -> EmbeddingCache:
    """A cache in a folder that does not exist yet."""
    return EmbeddingCache(tmp_path / "new" / "embeddings.sqlite")


def test_what_is_put_is_got(cache: EmbeddingCache) -> None:
    """The same bits come back, for that encoder and revision only."""
    cache.put({"en tekst": VECTOR}, "e5", "r1")

    np.testing.assert_array_equal(
        cache.get(["en tekst", "en anden"], "e5", "r1")["en tekst"], VECTOR
    )
    assert "en anden" not in cache.get(["en tekst", "en anden"], "e5", "r1")
    assert cache.get(["en tekst"], "e5", "r2") == {}
    assert cache.get(["en tekst"], "lexical", "r1") == {}


def test_many_texts_at_once(cache: EmbeddingCache) -> None:
    """More texts than SQLite takes variables."""
    texts = [f"tekst {i}" for i in range(1_700)]
    cache.put(dict.fromkeys(texts, VECTOR), "e5", "r1")

    assert set(cache.get(texts, "e5", "r1")) == set(texts)


def test_no_path_remembers_nothing() -> None:
    """A cache without a path is a cache that is always empty."""
    cache = EmbeddingCache(None)
    cache.put({"a": VECTOR}, "e5", "r1")

    assert cache.get(["a"], "e5", "r1") == {}
    assert cache.forget(["a"]) == 0


def test_texts_are_not_stored_and_can_be_forgotten(cache: EmbeddingCache) -> None:
    """No text in the file; a forgotten text's vector is gone from its bytes."""
    vector = np.arange(1, 385).astype(np.float16)
    cache.put({"Hemmeligt svar": vector, "Andet": VECTOR}, "e5", "r1")

    assert cache.forget(["Hemmeligt svar"]) == 1
    assert list(cache.get(["Hemmeligt svar", "Andet"], "e5", "r1")) == ["Andet"]
    stored = b"".join(path.read_bytes() for path in Path(str(cache.path)).parent.iterdir())
    assert b"Hemmeligt" not in stored
    assert vector.tobytes() not in stored


def test_two_processes_write_at_the_same_time(cache: EmbeddingCache) -> None:
    """Two writers, each 60 transactions: all rows arrive, and nobody fails."""
    code = (
        "import sys, numpy as np; from evalmine.embeddings import EmbeddingCache; "
        "cache = EmbeddingCache(sys.argv[1]); v = np.ones(384, np.float16)\n"
        "for i in range(60): cache.put({f'{sys.argv[2]} {i}': v, f'both {i}': v}, 'e5', 'r1')"
    )
    command = [sys.executable, "-W", "error", "-c", code, str(cache.path)]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}

    writers = [subprocess.Popen([*command, name], env=environment) for name in ("one", "two")]

    assert [writer.wait(60) for writer in writers] == [0, 0]
    texts = [f"{name} {i}" for name in ("one", "two", "both") for i in range(60)]
    assert len(cache.get(texts, "e5", "r1")) == 180


def test_a_damaged_file_is_set_aside(cache: EmbeddingCache) -> None:
    """Garbage is kept under another name, and the cache works again."""
    path = Path(str(cache.path))
    path.parent.mkdir()
    path.write_bytes(b"this is no database" * 500)

    with pytest.warns(UserWarning, match="damaged"):
        assert cache.get(["a"], "e5", "r1") == {}

    cache.put({"a": VECTOR}, "e5", "r1")
    assert list(cache.get(["a"], "e5", "r1")) == ["a"]
    assert len(list(path.parent.glob("*.damaged-*"))) == 1


def test_a_flipped_byte_is_a_miss(cache: EmbeddingCache) -> None:
    """SQLite does not notice a changed blob; the checksum does."""
    cache.put({"a": VECTOR}, "e5", "r1")
    with sqlite3.connect(str(cache.path)) as connection:
        connection.execute("UPDATE vectors SET vector = zeroblob(6)")
    connection.close()

    assert cache.get(["a"], "e5", "r1") == {}


def test_an_unusable_place_is_a_warning(tmp_path: Path) -> None:
    """Where no file can be made, work goes on without."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = EmbeddingCache(tmp_path / "file" / "embeddings.sqlite")

    with pytest.warns(UserWarning, match="not used"):
        cache.put({"a": VECTOR}, "e5", "r1")


@pytest.fixture
def team_cache() -> Iterator[EmbeddingCache]:
    """A cache in a folder that every user may enter; pytest's own are for one user."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield EmbeddingCache(Path(folder) / "embeddings.sqlite")


@contextmanager
def reading_only(path: Path, *, folder: int, file: int) -> Iterator[None]:
    """Set permissions, and drop the rights of root, who is bound by none."""
    path.parent.chmod(folder)
    path.chmod(file)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        if not os.access(path, os.R_OK, effective_ids=True):
            pytest.skip("the folder for temporary files is closed to others")
        yield
    finally:
        if is_root:
            os.seteuid(0)
        path.parent.chmod(0o755)
        path.chmod(0o644)


needs_permissions = pytest.mark.skipif(
    os.access not in os.supports_effective_ids, reason="permissions as POSIX has them"
)


@needs_permissions
@pytest.mark.parametrize(("folder", "file"), [(0o555, 0o444), (0o555, 0o666), (0o777, 0o444)])
def test_a_cache_that_may_only_be_read_is_read(
    team_cache: EmbeddingCache, folder: int, file: int
) -> None:
    """A team's cache: known vectors come back, nothing is left beside it, the rest is told."""
    team_cache.put({"a": VECTOR}, "e5", "r1")
    path = Path(str(team_cache.path))

    with reading_only(path, folder=folder, file=file):
        found = team_cache.get(["a", "b"], "e5", "r1")
        with pytest.warns(UserWarning, match="read-only: nothing is put into it or removed"):
            team_cache.put({"b": VECTOR}, "e5", "r1")
        with pytest.warns(UserWarning, match="read-only"):
            assert team_cache.forget(["a"]) == 0

    assert list(found) == ["a"]
    np.testing.assert_array_equal(found["a"], VECTOR)
    assert list(path.parent.iterdir()) == [path]
    assert list(team_cache.get(["a", "b"], "e5", "r1")) == ["a"]


@needs_permissions
def test_a_damaged_cache_that_may_only_be_read(team_cache: EmbeddingCache) -> None:
    """It cannot be set aside: a warning, and work goes on without."""
    path = Path(str(team_cache.path))
    path.write_bytes(b"this is no database" * 500)

    with (
        reading_only(path, folder=0o555, file=0o444),
        pytest.warns(UserWarning, match="not used"),
    ):
        assert team_cache.get(["a"], "e5", "r1") == {}

    assert list(path.parent.iterdir()) == [path]


def test_default_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """EVALMINE_CACHE is a folder; without it the system's cache folder is used."""
    monkeypatch.setenv("EVALMINE_CACHE", str(tmp_path))
    assert EmbeddingCache.default().path == tmp_path / "embeddings.sqlite"

    monkeypatch.delenv("EVALMINE_CACHE")
    assert "evalmine" in str(EmbeddingCache.default().path)
