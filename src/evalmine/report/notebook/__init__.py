"""How learnings, quotes, themes, differences and cases show themselves in a notebook."""
