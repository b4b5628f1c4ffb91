"""The finer digits of a code, from adjectives and objects near the verb."""

from __future__ import annotations

from legation.reading.events.scanning import Group, Hit, Scan

_KIND = {
    "military": "2", "defence": "2", "defense": "2", "economic": "1", "financial": "1",
    "trade": "1", "humanitarian": "3", "food": "3", "medical": "3", "emergency": "3",
    "relief": "3", 
}  # fmt: skip
_ACCUSED = {
    "corruption": "1121", "fraud": "1121", "bribery": "1121", "embezzlement": "1121",
    "misusing": "1121", "torture": "1122", "abuse": "1122", "abuses": "1122",
    "repression": "1122", "attack": "1123", "attacks": "1123", "attacking": "1123",
    "aggression": "1123", "invading": "1123", "shelling": "1123", "bombing": "1123",
    "violating": "1123", "genocide": "1124", "massacre": "1124", "massacres": "1124",
    "spying": "1125", "espionage": "1125", "treason": "1125",
}  # fmt: skip
_MADE = {"070": "07", "060": "06"}


def refine(s: Scan, group: Group, code: str, hits: list[Hit]) -> str:
    """Give the code with what is told of its kind: aid that is military, an accusation of spying.

    Parameters
    ----------
    s, group
        The sentence and the verb.
    code
        Code so far.
    hits
        Nouns that belong to the verb.
    """
    if code == "112":
        for word in s.lower[group.end : group.end + 14]:
            found = _ACCUSED.get(word)
            if found:
                return found
    head = _MADE.get(code)
    if head:
        for hit in hits:
            for word in s.lower[max(s.first, hit.start - 2) : hit.end]:
                digit = _KIND.get(word)
                if digit:
                    return head + digit
    return code
