"""Every score of the harness, each with a signature that records the choices behind it."""
