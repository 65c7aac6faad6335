"""From answers to a plan tree, and from the tree to documents."""
