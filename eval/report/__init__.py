"""Results for people: a table for the terminal and for Markdown, and a page with plots."""
