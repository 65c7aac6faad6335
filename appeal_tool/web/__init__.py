"""The terminal wizard in a browser on this machine (extra ``web``). Nothing but loopback, nobody but who has the link."""
