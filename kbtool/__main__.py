"""`python -m kbtool` is `kbtool`."""

from kbtool.cli import main

if __name__ == "__main__":
    main()
