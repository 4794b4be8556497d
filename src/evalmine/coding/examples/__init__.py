"""The coder that ships with evalmine: taught by invented example sentences."""
