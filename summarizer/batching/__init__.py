"""Many articles: `jobs` (what to do) → `local` or `cluster` (who does it) → `journal` (what is done, for good)."""
