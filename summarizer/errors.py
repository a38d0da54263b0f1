"""Every error a user can meet. `str(error)` is one line that says what is wrong and what to do.

SummarizerError            exit code 1
├── UsageError             exit code 2: an option or argument makes no sense
├── ReadError              the article could not be read
│   ├── EmptyArticle       there is nothing to digest in it
│   ├── TooLarge           over the size limit
│   ├── BlockedUrl         the URL guard refused the address
│   └── FetchError         the server did not give the page
├── ModelError             a model could not be used
│   ├── UnknownModel       no such model or profile; names the nearest
│   ├── UnsupportedDirection   the model cannot do this language pair
│   ├── ModelNotInstalled  it would have to be downloaded first
│   ├── DownloadError      the download failed or its checksum is wrong
│   ├── CorruptModel       the files on disk are not what they should be
│   ├── UnsafeModel        pickle or remote code: refused
│   └── OutOfMemory        the machine is too small for it
├── ServerError            the OpenAI-compatible server failed
├── BrokenInstall          a file or a package is missing that comes with the installation
├── PromptError            a prompt file is missing or names an unknown variable
├── GlossaryError          the glossary file is malformed
└── OutputError            the result could not be written
"""

from __future__ import annotations


class SummarizerError(Exception):
    """Base of every error that is the user's business rather than a bug."""

    exit_code = 1


class UsageError(SummarizerError):
    """An option or argument makes no sense."""

    exit_code = 2


class ReadError(SummarizerError):
    """The article could not be read."""


class EmptyArticle(ReadError):
    """Nothing to digest: no text, or nothing but boilerplate."""


class TooLarge(ReadError):
    """The input is over the size limit."""


class BlockedUrl(ReadError):
    """The URL guard refused the address."""


class FetchError(ReadError):
    """The server did not give the page."""


class ModelError(SummarizerError):
    """A model could not be used."""


class UnknownModel(ModelError):
    """No model or profile of that name."""


class UnsupportedDirection(ModelError):
    """The model cannot translate (or summarise) this language pair."""


class ModelNotInstalled(ModelError):
    """The model is not on this machine, and nothing is downloaded unasked."""


class DownloadError(ModelError):
    """A download failed, or what arrived is not what was promised."""


class CorruptModel(ModelError):
    """The model's files on disk are incomplete or malformed."""


class UnsafeModel(ModelError):
    """The checkpoint needs pickle or remote code, which are never run."""


class OutOfMemory(ModelError):
    """The model does not fit in this machine's memory."""


class ServerError(SummarizerError):
    """The OpenAI-compatible server failed."""


class BrokenInstall(SummarizerError):
    """A file or a package is missing that comes with the installation."""


class PromptError(SummarizerError):
    """A prompt file is missing, or names a variable that nobody fills."""


class GlossaryError(SummarizerError):
    """The glossary file is malformed."""


class OutputError(SummarizerError):
    """The result could not be written."""
