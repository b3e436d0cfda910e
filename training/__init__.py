"""How the weights in the package are made; the only part of the project that uses torch."""
