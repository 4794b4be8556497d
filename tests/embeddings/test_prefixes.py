"""Prefixes: what each family of models was trained with, for texts that are compared."""

import pytest

from evalmine.embeddings.prefixes import prefix_for


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("intfloat/multilingual-e5-large", "query: "),
        ("/models/multilingual-e5-base/", "query: "),
        ("intfloat/multilingual-e5-large-instruct", "Instruct: "),
        ("Qwen/Qwen3-Embedding-0.6B", "Instruct: "),
        ("Alibaba-NLP/gte-Qwen2-1.5B-instruct", "Instruct: "),
        ("nomic-ai/nomic-embed-text-v1.5", "clustering: "),
        ("google/embeddinggemma-300m", "task: clustering | query: "),
    ],
)
def test_families_with_a_prefix(name: str, prefix: str) -> None:
    """The one for clustering, or for texts that are compared with each other."""
    assert prefix_for(name).startswith(prefix)


@pytest.mark.parametrize(
    "name",
    [
        "sentence-transformers/all-MiniLM-L6-v2",
        "sentence-transformers/paraphrase-multilingual-mpnet-base-v2",
        "sentence-transformers/LaBSE",
        "BAAI/bge-m3",
        "BAAI/bge-large-en-v1.5",
        "thenlper/gte-large",
        "mixedbread-ai/mxbai-embed-large-v1",
        "Snowflake/snowflake-arctic-embed-l-v2.0",
        "text-embedding-3-small",
    ],
)
def test_families_without(name: str) -> None:
    """Models that want a prefix for retrieval queries only, or never."""
    assert prefix_for(name) == ""


def test_the_model_is_asked_first() -> None:
    """Its own prompt for clustering, else for similarity; prompts for retrieval are left alone."""
    assert prefix_for("x/e5-base", {"Clustering": "group: ", "STS": "alike: "}) == "group: "
    assert prefix_for("x/e5-base", {"STS": "alike: "}) == "alike: "
    assert prefix_for("x/e5-base", {"query": "find: ", "document": "", "clustering": None}) == (
        "query: "
    )
    assert prefix_for("x/other", {"query": "find: "}) == ""
