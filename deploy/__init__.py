"""How Bayge is run: the command, the embedded stack, the simulator."""
