"""The one error of the recipe: `str(error)` is one line that says what is wrong and what to do."""

from __future__ import annotations


class RecipeError(Exception):
    """A corpus, checkpoint, option or disk is not what the recipe needs."""
