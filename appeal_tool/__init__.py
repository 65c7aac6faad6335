"""appeal-tool: measure, diagnose, write and check a marketplace seller's plan of action."""

__version__ = "0.1.0"
