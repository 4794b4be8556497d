"""A language model's wording of learnings, each sentence tied to its evidence, or rejected."""
