"""How places are drawn, what was seen is scored, and how far a sample may be trusted; knows no Django."""
