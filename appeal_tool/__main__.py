"""``python -m appeal_tool`` is the same as the ``appeal-tool`` command."""

import sys

from appeal_tool.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
