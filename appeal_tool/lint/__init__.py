"""Reads an appeal as a strict reviewer would: what makes a reviewer refuse, and where."""
