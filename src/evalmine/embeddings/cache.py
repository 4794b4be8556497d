"""Remembers vectors between runs, in one SQLite file that several processes may share.

Texts themselves are not stored, only their sha256; `EmbeddingCache.forget` removes them.
A cache is never needed: whatever goes wrong with the file is a warning, and work goes on.
One that this user may only read, such as a team's, is read; new vectors are then not remembered.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
import warnings
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Float16 = npt.NDArray[np.float16]
T = TypeVar("T")

_BUSY_SECONDS = 60.0
_MOST_VARIABLES = 500
_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (
    encoder TEXT NOT NULL,
    revision TEXT NOT NULL,
    text_sha256 BLOB NOT NULL,
    vector BLOB NOT NULL,
    crc32 INTEGER NOT NULL,
    PRIMARY KEY (encoder, revision, text_sha256)
) WITHOUT ROWID
"""


@dataclass(frozen=True)
class EmbeddingCache:
    """Vectors by text, encoder and revision.

    Every call opens the file and closes it again, so a cache can be handed to other threads and
    processes.

    Parameters
    ----------
    path : Path or str or None
        The SQLite file; made when first written. ``None`` remembers nothing.
    """

    path: Path | str | None

    @classmethod
    def default(cls) -> EmbeddingCache:
        """Return the user's cache: folder ``EVALMINE_CACHE``, or the system's own."""
        folder = os.environ.get("EVALMINE_CACHE")
        if not folder:
            from platformdirs import user_cache_dir

            folder = user_cache_dir("evalmine", appauthor=False)
        return cls(Path(folder) / "embeddings.sqlite")

    def get(self, texts: Sequence[str], encoder: str, revision: str) -> dict[str, Float16]:
        """Return the vectors of those texts that are known.

        Parameters
        ----------
        texts : sequence of str
            Texts, already normalized.
        encoder, revision : str
            What computed them.
        """
        text_of = {_key(text): text for text in texts}
        keys = list(text_of)

        def read(connection: sqlite3.Connection) -> dict[str, Float16]:
            found = {}
            for start in range(0, len(keys), _MOST_VARIABLES):
                some = keys[start : start + _MOST_VARIABLES]
                marks = ",".join("?" * len(some))
                rows = connection.execute(
                    "SELECT text_sha256, vector, crc32 FROM vectors "
                    f"WHERE encoder = ? AND revision = ? AND text_sha256 IN ({marks})",
                    [encoder, revision, *some],
                )
                for key, vector, crc32 in rows:
                    if zlib.crc32(vector) == crc32:
                        found[text_of[key]] = np.frombuffer(vector, dtype="<f2")
            return found

        return self._with_file(read, {}, only_reads=True) if keys else {}

    def put(self, vectors: Mapping[str, Float16], encoder: str, revision: str) -> None:
        """Store vectors by text, in one transaction.

        Parameters
        ----------
        vectors : mapping of str to ndarray of float16
            One vector per text.
        encoder, revision : str
            What computed them.
        """
        rows = []
        for text, vector in vectors.items():
            blob = np.ascontiguousarray(vector, dtype="<f2").tobytes()
            rows.append((encoder, revision, _key(text), blob, zlib.crc32(blob)))

        def write(connection: sqlite3.Connection) -> None:
            with connection:
                connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?,?,?,?,?)", rows)

        if rows:
            self._with_file(write, None)

    def forget(self, texts: Iterable[str]) -> int:
        """Remove the vectors of some texts, of every encoder, and overwrite their bytes.

        Parameters
        ----------
        texts : iterable of str
            Texts, already normalized.

        Returns
        -------
        int
            How many vectors were removed.
        """
        keys = [(_key(text),) for text in texts]

        def remove(connection: sqlite3.Connection) -> int:
            connection.execute("PRAGMA secure_delete = ON")
            with connection:
                n_removed = connection.executemany(
                    "DELETE FROM vectors WHERE text_sha256 = ?", keys
                ).rowcount
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return n_removed

        return self._with_file(remove, 0)

    def _with_file(
        self, action: Callable[[sqlite3.Connection], T], otherwise: T, *, only_reads: bool = False
    ) -> T:
        if self.path is None:
            return otherwise
        path = Path(self.path)
        if _is_read_only(path):
            return _read(path, action, otherwise) if only_reads else _not_kept(path, otherwise)
        for attempt in (1, 2):
            try:
                with closing(_connect(path)) as connection:
                    return action(connection)
            except (sqlite3.OperationalError, OSError) as error:
                warnings.warn(f"embedding cache {path} not used: {error}", stacklevel=4)
                return otherwise
            except sqlite3.DatabaseError as error:
                if attempt == 2:
                    warnings.warn(f"embedding cache {path} not used: {error}", stacklevel=4)
                    return otherwise
                _set_aside(path, error)
        return otherwise


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(_SCHEMA)
        connection.commit()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _is_read_only(path: Path) -> bool:
    """Return whether there is a file that may be read, but not written to or put files beside."""
    by_effective_user = os.access in os.supports_effective_ids

    def may(place: Path, mode: int) -> bool:
        return os.access(place, mode, effective_ids=by_effective_user)

    if not may(path, os.R_OK) or not path.is_file():
        return False
    return not (may(path, os.W_OK) and may(path.parent, os.W_OK))


def _read(path: Path, action: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
    """Act on a file that cannot be written to, and leave nothing beside it.

    Without a journal beside it nobody is writing, so SQLite may take it as unchanging: then it
    needs no files of its own there. Should somebody write to it after all, checksums turn what was
    torn into misses.
    """
    journal = Path(f"{path}-wal")
    is_at_rest = not journal.exists() or journal.stat().st_size == 0
    options = "mode=ro&immutable=1" if is_at_rest else "mode=ro"
    uri = f"{path.absolute().as_uri()}?{options}"
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS)) as connection:
            return action(connection)
    except (sqlite3.Error, OSError) as error:
        warnings.warn(f"embedding cache {path} not used: {error}", stacklevel=5)
        return otherwise


def _not_kept(path: Path, otherwise: T) -> T:
    warnings.warn(
        f"embedding cache {path} is read-only: nothing is put into it or removed", stacklevel=5
    )
    return otherwise


def _set_aside(path: Path, error: Exception) -> None:
    aside = path.with_name(f"{path.name}.damaged-{time.time_ns()}")
    warnings.warn(
        f"embedding cache {path} is damaged ({error}): kept as {aside.name}", stacklevel=5
    )
    # A leftover journal would be replayed into the new file.
    for suffix in ("", "-wal", "-shm"):
        try:
            Path(f"{path}{suffix}").replace(f"{aside}{suffix}")
        except FileNotFoundError:
            continue
