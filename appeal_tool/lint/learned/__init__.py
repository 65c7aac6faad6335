"""The learned layer: a small convolutional sentence encoder with one output a rule, run with numpy alone."""
