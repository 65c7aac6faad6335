"""One reader a format; ``load.py`` recognises a file by its content and hands it on."""
