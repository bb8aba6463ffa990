"""`python -m bpr` works as well as `bpr`."""

from bpr.cli import main

if __name__ == "__main__":
    main()
