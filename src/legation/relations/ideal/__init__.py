"""Ideal points: where states stand on the one line along which the Assembly divides."""
