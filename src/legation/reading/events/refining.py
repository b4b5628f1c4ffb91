"""The finer digits of a code, from adjectives and objects near the verb."""

from __future__ import annotations

from legation.reading.events.groups import Group
from legation.reading.events.scanning import Hit, Scan
from legation.reading.grammar import PREPOSITIONS

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


#: Words of games, where "beat", "attack" and "defence" tell no act between states.
_GAMES = frozenset(
    "semi-final semifinal semifinals quarterfinal quarterfinals playoff playoffs match matches "
    "football soccer rugby cricket hockey tennis basketball volleyball wicket wickets goal goals "
    "tournament championship championships qualifier qualifiers innings striker goalkeeper "
    "scoreline cup olympic medal final finals".split()
)
_FIGHTING = frozenset({"clash", "clash with", "fight", "storm", "ransack", "torch"})
_SETTING_UP = frozenset({"establish", "restore", "re-establish", "reestablish", "upgrade"})
_ASKED = frozenset({"whether", "how", "if", "what", "why"})
_BEATING = frozenset("beat defeat thrash trounce crush rout hammer stun overpower edge".split())
_HACKERS = frozenset({"hacker", "hackers", "cyberspies"})
_ATTACKING = frozenset("attack target strike hit raid assault".split())


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
    lower = s.lower
    if code == "072" and group.verb.name in ("deploy", "redeploy"):
        return code if _helping(s, group) else "154"
    if code == "054" and group.verb.name in _SETTING_UP and not hits:
        return "-"  # not "established a link", "restored the church"
    if code == "040" and group.end < s.last and lower[group.end] in _ASKED:
        return "-"  # "debated whether to": nobody says with whom
    if code[:2] in ("18", "19"):
        if group.verb.name in _BEATING and not _GAMES.isdisjoint(lower[group.end : s.last]):
            return "-"  # who beats whom in a final
        if group.verb.name in _ATTACKING and _subject(s, group) & _HACKERS:
            return "171"
    if code == "141" and group.verb.name == "demonstrate":
        after = lower[group.end] if group.end < s.last else ""
        return "-" if after in _SHOWN else code
    if code == "154" and group.verb.name in _SENDING and _helping(s, group):
        return "074"
    if code == "042" and group.passive:
        return next((_FLOWN[h.noun.cls] for h in hits if h.noun.cls in _FLOWN), "-")
    if code == "190" and group.verb.name in _FIGHTING:
        return "145" if _subject(s, group) & _PROTESTERS else code
    if code == "042" and group.form == "finite":
        return _arriving(s, group)
    if code == "051" and group.verb.name == "welcome" and _to_a_place(s, group, hits):
        return "043"
    if code in ("141", "113") and group.verb.name in _GATHERING:
        joined = group.end < s.last and lower[group.end] in PREPOSITIONS
        against = "against" in lower[group.end + 1 : group.end + 6]
        return "113" if against and not joined else code
    if code[:3] == "084" and not _JUSTICE.isdisjoint(lower[group.end : group.end + 12]):
        return "063" if group.verb.name in _HANDING else code
    if code == "116" and not _PRISON.isdisjoint(lower[group.end : group.end + 25]):
        return "173"
    if code in ("172", "191") and group.verb.name in ("block", "obstruct", "blockade"):
        return "144" if _subject(s, group) & _PROTESTERS else code
    if (
        group.verb.name in ("hold", "use", "take")
        and "shields" in lower[group.end : group.end + 10]
    ):
        return "184"
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


_SHOWN = frozenset("that how why its his her their the a an this".split())
_FLOWN = {"relief": "073", "aid": "070", "arms": "072", "troops": "154", "money": "071"}
_SENDING = frozenset("send deploy contribute provide dispatch despatch".split())
_HELPING = frozenset(
    "help assist support train protect peacekeeping peace distribute relief aid mission secure "
    "monitor rebuild evacuate rescue humanitarian earthquake flood".split()
)
_PRISON = frozenset("sentenced jailed imprisoned prison jail sentencing imprisonment".split())
_PROTESTERS = frozenset(
    "workers worker students farmers drivers activists protesters protestors demonstrators "
    "strikers residents villagers fishermen truckers settlers crowd crowds miners "
    "unionists supporters youths rioters mob inmates strikers".split()
)
_TROOPS = frozenset("troops soldiers forces marines army warships tanks paratroopers".split())


_GATHERING = frozenset({"rally", "mobilize", "mobilise", "unite", "muster"})
_HANDING = frozenset({"hand over", "turn over", "surrender", "transfer"})
_JUSTICE = frozenset(
    "extradition police prosecutors prosecutor court tribunal justice trial suspect suspects "
    "fugitive fugitives suspected wanted".split()
)


def _to_a_place(s: Scan, group: Group, hits: list[Hit]) -> bool:
    """Say whether somebody is welcomed to a place, not for an act."""
    zone = s.lower[group.end : min(group.end + 12, s.last)]
    if hits or "to" not in zone:
        return False
    after = group.end + zone.index("to") + 1
    return after < s.last and (s.lower[after] == "the" or s.words[after][0].isupper())


def _helping(s: Scan, group: Group) -> bool:
    return not _HELPING.isdisjoint(s.lower[group.end : min(group.end + 24, s.last)])


def _subject(s: Scan, group: Group) -> set[str]:
    return set(s.lower[max(s.first, group.start - 10) : group.start])


def _arriving(s: Scan, group: Group) -> str:
    """Read the arrival of soldiers as the sending of them."""
    if not _subject(s, group) & _TROOPS:
        return "042"
    return "074" if _helping(s, group) else "154"
