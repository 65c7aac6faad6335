"""Reading an appeal as a strict reviewer would."""
