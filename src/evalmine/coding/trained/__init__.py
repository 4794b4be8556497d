"""Coders trained on what people coded, and what to expect of them."""
