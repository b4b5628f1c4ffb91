"""Who acts: states and whoever speaks or acts for them, found in the words of a text.

Enters: words and sentences. Leaves: `Mention`s, with the state each stands for on the day.
"""
