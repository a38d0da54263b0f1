"""Runs where `unbabel-comet` is installed: JSON in on standard input, JSON out as the last line. No import of ours."""

import json
import sys
from importlib.metadata import version


def main() -> None:
    """Score each output against each of its references; the best counts."""
    from comet import download_model, load_from_checkpoint

    request = json.load(sys.stdin)
    name = request["model"]
    model = load_from_checkpoint(name if name.endswith(".ckpt") else download_model(name))
    rows, owners = [], []
    for number, example in enumerate(request["examples"]):
        for reference in example["references"]:
            rows.append({"src": example["source"], "mt": example["output"], "ref": reference})
            owners.append(number)
    scores = model.predict(rows, batch_size=16, gpus=0, progress_bar=False)["scores"]
    best = [float("-inf")] * len(request["examples"])
    for owner, score in zip(owners, scores, strict=True):
        best[owner] = max(best[owner], float(score))
    print(json.dumps({"scores": best, "version": f"unbabel-comet:{version('unbabel-comet')}"}))


main()
