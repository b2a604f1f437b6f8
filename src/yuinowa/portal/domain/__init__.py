"""How the turns of a day are grouped."""
