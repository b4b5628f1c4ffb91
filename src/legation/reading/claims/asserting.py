"""Whether a sentence asserts a proposition of states, or only names its words.

An article is full of votes in parliaments, sanctions somebody wants, and allies in passing. A
proposition is kept where its subject is a state and stands at its verb, and where the verb is not
wished, asked or put in doubt.
"""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.foretelling import expected, foreseen
from legation.reading.claims.frames import Frame
from legation.reading.claims.scene import Actor, Scene
from legation.reading.denying import left_undone
from legation.reading.grammar import BE, DO, HAVE

_STATES = frozenset("state capital metonym government ministry group description pronoun".split())
#: Nouns after a demonym that speak for the state.
SPEAKING = frozenset(
    "government governments administration authorities delegation "
    "delegations leadership ambassador "
    "envoy representative representatives foreign ministry regime state states side diplomats "
    "officials kremlin cabinet republic leader leaders president minister diplomacy mission".split()
)
_HOME = frozenset(
    "senate congress house lawmakers lawmaker parliament knesset duma "
    "mps mp senators senator voters "
    "voter citizens republicans democrats republican democrat party court commons bundestag jury "
    "legislature election elections referendum ballot bill brexit "
    "congressional gop deputies labour "
    "conservatives tory tories senators' states' americans midterm primary candidate polls "
    "shareholders".split()
)
_DENYING = frozenset(
    "yet refused refuses declined declines failed fails going likely unlikely set bound "
    "expected chose chooses opted "
    "preferred prefers elected tends tend tended about poised agreed decided began "
    "started continued continues managed moved proceeded".split()
)
_DOUBT = frozenset("would should could must ought if whether might".split())
_BETWEEN = (
    SPEAKING
    | frozenset(
        "longer has have had is are was were be been being do does did will "
        "not 't never always both all each "
        "also then later first only no yes once twice to cast since "
        "ever been still now finally even "
        "became become again , too has in the a an of its their from".split()
    )
    | BE
    | HAVE
)


def asserted(scene: Scene, made: Frame) -> bool:
    """Say whether a proposition is asserted of states."""
    if made.family in ("compare", "sequence"):
        return True
    if made.who and _supposed(scene, min(one.first for one in made.who)):
        return False
    if made.family in ("vote", "pair", "tally"):
        return _vote(scene, made)
    if made.family in ("relations", "measure") and len(set(made.subject) | set(made.object)) < 2:
        return False
    if made.family in ("relations", "measure", "trend", "list"):
        return made.family != "trend" or (_states(scene, made.who) and _finite(scene, made.at))
    if made.subject and made.object and set(made.subject) & set(made.object):
        return False
    if made.family in ("fact", "change", "event", "statement", "membership"):
        told = _finite(scene, made.at) or _relative(scene, made.at)
        return told and _states(scene, made.who) and _near(scene, made)
    return True


def _supposed(scene: Scene, at: int) -> bool:
    """Say whether the subject at a word stands in a clause that only supposes."""
    before = scene.lower[max(scene.first, at - 2) : at]
    return any(word in ("if", "whether", "unless", "should", "suppose") for word in before)


def _vote(scene: Scene, made: Frame) -> bool:
    """Say whether a vote is one of states in an assembly of states."""
    span = scene.lower[scene.first : scene.last]
    home = any(word in _HOME and word != "ballot" for word in span) or (
        "ballot" in span and not scene.in_assembly
    )
    if home and not _world(span):
        return False
    if made.who and not _states(scene, made.who):
        return False
    if not _finite(scene, made.at) and not _relative(scene, made.at):
        return False
    if made.family == "pair" and made.rule.startswith("side") and not _short(scene):
        # in an article "sided with" is about anything; only votes are counted
        if not any(word in _BALLOTS for word in span) and not scene.in_assembly:
            return False
        if not _near(scene, made):
            return False
    if made.family == "pair":
        objects = [one for one in scene.actors if one.code in made.object]
        if any(
            one.kind == "demonym"
            and scene.lower[one.last : one.last + 1] != ["'s"]
            and not _states(scene, [one])
            for one in objects
        ):
            return False
        if (
            made.subject
            and not made.object
            and len(made.subject) < 2
            and "choice" not in made.details
            and not (made.who and made.who[0].kind == "group")
        ):
            return False
        if made.object and not made.subject and scene.lower[made.at - 1] in ("after", "before"):
            return True  # who it is stands in the other part of a sequence
        return bool(made.subject or _plural(scene, made)) and not (
            set(made.subject) & set(made.object)
        )
    if not made.subject and (
        scene.pronoun_before(made.at)
        or scene.lower[made.at - 1] in ("having", "after", "before", "its", "their")
    ):
        return True  # who it is may stand in the other part of a sequence
    if (
        not made.subject
        and not _plural(scene, made)
        and made.family != "tally"
        and (made.rule != "membership.sponsors")
    ):
        return False
    details = made.details
    return (
        bool(
            scene.in_assembly
            or details.get("symbol")
            or details.get("target")
            or (details.get("topic") and "resolution" in span)
            or (details.get("resolution") and _short(scene) and made.rule.startswith("vote."))
            or (details.get("topic") and _short(scene) and any(w in words_of.TEXTS for w in span))
        )
        or made.relation in ("absent", "abstained", "sponsored")
        or made.rule == "veto.used"
        or _plural_votes(scene, made)
    )


_BALLOTS = frozenset({"vote", "votes", "voted", "voting", "resolution", "resolutions"})


def _short(scene: Scene) -> bool:
    """Say whether the text is put forward to be checked rather than an article."""
    return len(scene.page.sentences) <= 3


def _plural_votes(scene: Scene, made: Frame) -> bool:
    """Say whether states that are not named vote: in an article only where they are counted."""
    counted = any(one.of == "states" and one.last == made.at for one in scene.quantities)
    return counted or (_short(scene) and _plural(scene, made))


def _world(span: list[str]) -> bool:
    return any(word in ("un", "u.n.", "unga", "assembly", "abstained") for word in span) or (
        "united" in span and "nations" in span
    )


def _plural(scene: Scene, made: Frame) -> bool:
    """Say whether states that are not named do it: "five countries", "EU members"."""
    low = max(scene.first, made.at - 14)
    return (
        any(
            word in words_of.PLURALS
            or word in ("membership", "nobody", "none", "everyone", "everybody")
            for word in scene.lower[low : made.at]
        )
        or 0 <= scene.has("no", "one") < made.at
    )


def _states(scene: Scene, who: list[Actor]) -> bool:
    """Say whether those named are states, not their citizens or firms."""
    for one in who:
        after = scene.lower[one.last] if one.last < scene.last else ""
        if one.kind == "demonym":
            people = scene.lower[one.first - 1 : one.first] == ["the"] and (
                after in BE | HAVE or after in words_of.VOTE or after in words_of.ABSTAIN
            )  # "the Swiss have abstained"
            if not people and after not in SPEAKING and after not in ("and", ",", "-"):
                return False
        elif one.kind in ("state", "capital", "metonym", "government") and (
            after in _HOME or after in ("citizens", "people", "companies", "officials", "company")
        ):
            return False
    return True


#: Verbs that begin or end what the gerund after them tells.
_PHASES = frozenset(
    "stopped stops ceased quit halted ended began begun started resumed continued kept".split()
)


def _finite(scene: Scene, at: int) -> bool:
    """Say whether the verb tells what was done rather than what somebody wishes or doubts."""
    lower = scene.lower
    if left_undone(lower, at, scene.first, scene.last):
        return True
    place = at - 1
    while place >= scene.first and (
        lower[place].endswith("ly")
        or lower[place]
        in ("not", "never", "'t", "ever", "also", "be", "been", "have", "again", "even", "formally")
    ):
        place -= 1
    before = lower[place] if place >= scene.first else ""
    if before in _DOUBT and not foreseen(scene, place):
        return False
    if before == "to" and (expected(scene, place) or lower[place - 2 : place] == ["went", "on"]):
        return True
    if before == "to":
        return any(word in _DENYING for word in lower[max(scene.first, place - 2) : place])
    if before in ("in", "by", "from", "for", "of") and _relative(scene, at):
        return True
    if before == "by" and lower[at].endswith("ing"):
        return True  # "surprised Moscow by backing the motion"
    return not (
        lower[at].endswith("ing")
        and before not in BE - {"'s"}
        and before not in HAVE
        and before not in ("after", "before", "having", "been")
        and before not in _PHASES
    )


def _relative(scene: Scene, at: int) -> bool:
    """Say whether the verb belongs to "the only state to vote", "among those voting"."""
    lower = scene.lower
    low = max(scene.first, at - 14)
    return any(
        word
        in (
            "only",
            "sole",
            "first",
            "those",
            "alone",
            "one",
            "joined",
            "unanimous",
            "other",
            "among",
            "lone",
            "last",
            "switched",
            "next",
        )
        for word in lower[low:at]
    )


_BECOMING = frozenset("became become becomes remains remained".split())


def _near(scene: Scene, made: Frame) -> bool:
    """Say whether the subject stands at the verb, with nothing between but its own group."""
    if scene.lower[made.at - 1] in ("then", "later", "subsequently"):
        return True  # the second part of "voted for it and then restored relations"
    if not made.who or left_undone(scene.lower, made.at, scene.first, scene.last, 9):
        return True
    last = (
        max(one.last for one in made.who if one.last <= made.at)
        if any(one.last <= made.at for one in made.who)
        else made.at
    )
    between = [
        scene.lower[at]
        for at in range(last, made.at)
        if not any(time.first <= at < time.last for time in scene.times)
    ]
    other = [
        word
        for word in between
        if word not in _BETWEEN | _DENYING | _PHASES and not word.endswith("ly")
    ]
    if not other:
        return True
    linked = any(word in BE or word in HAVE or word in _BECOMING for word in between)
    return (
        linked
        and len(other) <= 5
        and not any(
            word in ("said", "that", "who", "which", "says", "because", ";") and word != "that"
            for word in between
        )
    )


_AUXILIARY = (BE | HAVE | DO) - {"'s", "being", "having", "doing", "done", "been", "be"}


def asks(scene: Scene) -> bool:
    """Say whether the sentence asks; what is asked is not asserted.

    Somebody who puts forward "Did Israel vote for it?" wants to know whether it did: it is
    read as the answer yes.
    """
    if scene.lower[scene.last - 1] != "?":
        return False
    if not _short(scene):
        return True
    opening = scene.lower[scene.first : scene.last]
    return not any(
        word in _AUXILIARY for word in (opening[:1], opening[1:2])[opening[:1] == ["so"]]
    )
