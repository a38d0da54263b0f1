"""Speed and memory, beside what one would otherwise run."""
