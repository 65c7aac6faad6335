"""The plan in other formats than Markdown, one module each; all from the same tree of blocks."""
