"""How well readings are: gold files and the measures over them, a kind of finding a module."""
