"""Numbers, dates, amounts and measures of a sentence, brought to values that can be compared across languages."""

from summarizer.verifying.quantities.compare import Difference, compare
from summarizer.verifying.quantities.find import find
from summarizer.verifying.quantities.value import Quantity

__all__ = ["Difference", "Quantity", "compare", "find"]
