"""Quotes: which span can stand alone, where it is cut, which ones are printed, and as whose."""
