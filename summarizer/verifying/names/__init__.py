"""Names: each name of the source must be in the translation, as the gazetteer writes it or as it sounds.

A name that the gazetteer knows is looked for in all its variants and, in Russian, in any inflected form. Any other
capitalised word of an English source that is no ordinary word is looked for by its sound: among the words of a Russian
translation, among the transcription characters of a Chinese one, or kept in Latin script. Many a name is rightly put
another way (a pronoun, an adjective, "the Swiss city"), so what is missing alarms only where translators hardly ever
leave it out, or where the translation also has a name that the source does not explain.
"""

from summarizer.verifying.names.checking import check, compare
from summarizer.verifying.names.matching import honoured
from summarizer.verifying.names.mentions import Mention, mentions
from summarizer.verifying.names.strangers import Stranger
from summarizer.verifying.names.target import Target

__all__ = ["Mention", "Stranger", "Target", "check", "compare", "honoured", "mentions"]
