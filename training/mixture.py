"""How often each collection is taken: mixture.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from training.errors import RecipeError

MIXTURE = Path(__file__).with_name("mixture.toml")


def shares(path: Path, phase: str, names: Sequence[str]) -> npt.NDArray[np.float64]:
    """How often an epoch takes a pair of each collection, from a mixture file."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))[phase]
        return np.array([float(table.get(name, table["default"])) for name in names])
    except FileNotFoundError:
        raise RecipeError(f"{path}: no mixture file here") from None
    except tomllib.TOMLDecodeError as error:
        raise RecipeError(f"{path}: not TOML ({error})") from None
    except KeyError as error:
        raise RecipeError(f"{path}: lacks {error}") from None
