"""Runs where `bert-score` is installed: JSON in on standard input, JSON out as the last line. No import of ours."""

import json
import sys
from importlib.metadata import version


def main() -> None:
    """F1 of each output against its references; the best counts, as the library does it."""
    from bert_score import BERTScorer

    request = json.load(sys.stdin)
    layers = {"bert-base-multilingual-cased": 9}.get(request["model"])
    scorer = BERTScorer(model_type=request["model"], num_layers=layers)
    # Without a limit of its own a tokenizer reports one that does not fit the machine's integers.
    tokenizer = scorer._tokenizer
    if tokenizer.model_max_length > 10**6:
        tokenizer.model_max_length = 512
    outputs = [example["output"] for example in request["examples"]]
    references = [example["references"] for example in request["examples"]]
    _, _, f1 = scorer.score(outputs, references)
    print(json.dumps({"scores": [float(x) for x in f1], "version": f"bert-score:{version('bert-score')}"}))


main()
