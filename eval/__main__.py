"""`python -m eval`: see eval/commands.py."""

from eval.commands import main

if __name__ == "__main__":
    main()
