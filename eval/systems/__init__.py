"""What is compared: baselines, bounds, and the package's own models."""
