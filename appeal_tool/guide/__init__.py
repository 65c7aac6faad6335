"""Typed view of ``rules/``: standards, causes, advice, questions, lint rules."""
