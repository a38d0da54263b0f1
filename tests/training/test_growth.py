"""More encoder layers for weights that are trained already."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from click.testing import CliRunner

from training import growth, weights
from training.__main__ import main
from training.errors import RecipeError
from training.model import Shape, Translator
from training.weights import Weights

SHAPE = Shape(50, 64, 2, 96, 3, 1)
IDS = torch.arange(5, 45).view(4, 10)


def trained() -> Weights:
    """Weights whose layer norms have moved a little from where they begin, as training leaves them."""
    torch.manual_seed(3)
    tensors = dict(Translator(SHAPE).state_dict())
    for name in tensors:
        if "norm" in name:
            tensors[name] = tensors[name] * 0.8 + 0.05 * torch.randn_like(tensors[name])
    return Weights(SHAPE, tensors, tokens=9)


@pytest.mark.parametrize("layers", [4, 5, 6, 9])
def test_what_the_encoder_says_hardly_changes(layers: int) -> None:
    before = trained()
    grown = growth.deepened(before, layers)
    assert grown.shape.encoder_layers == layers and grown.tokens == 9
    with torch.no_grad():
        said, says = (given.model().encode(IDS)[0] for given in (before, grown))
    assert float((said - says).std() / said.std()) < 0.1


def test_the_old_layers_stay_as_they_are_and_in_order() -> None:
    before = trained()
    grown = growth.deepened(before, 5)
    places = [0, 2, 4]  # of the old layers; one new one stands behind each of the first two
    for old, new in enumerate(places):
        assert torch.equal(before.tensors[f"encoder.{old}.fc2.weight"], grown.tensors[f"encoder.{new}.fc2.weight"])
    assert not grown.tensors["encoder.1.fc2.weight"].any() and not grown.tensors["encoder.3.fc2.weight"].any()


def test_the_new_layers_learn() -> None:
    model = growth.deepened(trained(), 6).model()
    model.encode(IDS)[0].square().mean().backward()
    for number in (1, 3, 5):
        for name, parameter in model.encoder[number].named_parameters():
            if name in ("fc2.weight", "attention.out.weight"):
                assert parameter.grad is not None and parameter.grad.abs().sum() > 0


@pytest.mark.parametrize("layers", [1, 3])
def test_fewer_or_as_many_are_refused(layers: int) -> None:
    with pytest.raises(RecipeError, match=f"cannot grow to {layers}"):
        growth.deepened(trained(), layers)


def test_the_command_writes_what_a_run_can_begin_with(tmp_path: Path) -> None:
    given, work = tmp_path / "given", tmp_path / "work"
    given.mkdir()
    weights.save(trained(), given / "weights.safetensors")
    (given / "joint.spm").write_bytes(b"pieces")
    (given / "history.json").write_text("{}")
    arguments = ["grow", "--layers", "6", "--from", str(given / "weights.safetensors"), "--work", str(work)]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0 and "6 encoder layers" in result.output
    assert weights.load(work / "weights.safetensors").shape.encoder_layers == 6
    assert (work / "joint.spm").read_bytes() == b"pieces"
    refused = CliRunner().invoke(main, [*arguments[:2], "2", *arguments[3:]])
    assert refused.exit_code == 1 and "cannot grow to 2" in refused.output
