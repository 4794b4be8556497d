"""What a model was trained to see before a text, for texts that are compared with each other.

Retrieval models often want one prefix for questions and another, or none, for documents.  Here
every text is compared with every other, so the symmetric task is asked for: clustering, else
similarity, else what a document gets.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

_THEME = "Identify the topic or theme of the given texts"

# Matched against the last part of the lower-case name, in order; the first that fits counts.
# Sources: the models' cards on the Hugging Face hub, November 2026.
_BY_NAME = (
    # e5-instruct and its followers: "Instruct: TASK\nQuery: TEXT", a text without it is a passage.
    ("e5-large-instruct", f"Instruct: {_THEME}\nQuery: "),
    ("e5-mistral", f"Instruct: {_THEME}\nQuery: "),
    ("gte-qwen", f"Instruct: {_THEME}\nQuery: "),
    ("qwen3-embedding", f"Instruct: {_THEME}\nQuery: "),
    # e5: "use query: for symmetric tasks such as semantic similarity", clustering included.
    ("e5-", "query: "),
    # nomic: one of search_query, search_document, clustering, classification is required.
    ("nomic-embed", "clustering: "),
    ("modernbert-embed", "clustering: "),
    ("embeddinggemma", "task: clustering | query: "),
    # Only a retrieval query gets a prefix, the other side and symmetric tasks none: bge (en, m3),
    # gte, mxbai-embed, snowflake-arctic-embed.  No prefix at all: all-MiniLM, all-mpnet,
    # paraphrase-multilingual, LaBSE, text-embedding-3 (OpenAI).
    # jina v3 and v5 choose an adapter instead: name the variant that holds the clustering one.
)

# Keys under which models keep the prompt for a symmetric task, best first.
_TASKS = ("clustering", "sts", "similarity", "sentence similarity", "text-matching")


def prefix_for(name: str, prompts: Mapping[str, str | None] | None = None) -> str:
    r"""Return the task prefix of a model, or an empty string.

    Parameters
    ----------
    name : str
        Name or folder of the model.
    prompts : mapping of str to (str or None), optional
        The model's own prompts, asked before the table of known models.

    Examples
    --------
    >>> prefix_for("intfloat/multilingual-e5-base")
    'query: '
    >>> prefix_for("some/model", {"query": "find: ", "Clustering": "group: "})
    'group: '
    """
    own = {task.lower(): prompt for task, prompt in (prompts or {}).items() if prompt}
    for task in _TASKS:
        if task in own:
            return own[task]
    lowered = PurePath(name).name.lower()
    return next((prefix for part, prefix in _BY_NAME if part in lowered), "")
