"""How the learned layer is made; needs torch, never imported by the tool."""
