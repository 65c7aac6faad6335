"""The seller pages of the marketplace, copied from a browser as text: the parts of ``sources/page.py``."""
