"""The evaluation harness: data sets, metrics, systems and the gate."""
