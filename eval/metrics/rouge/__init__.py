"""ROUGE-1, -2, -L and -Lsum with the rules of the language: what is a word, and what is its stem."""
