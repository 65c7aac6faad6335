"""The terminal wizard (Textual). The only room that imports textual."""
