"""The brief as one HTML page: everything inside, nothing fetched, no script."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from legation.balance import sentences as balance_words
from legation.brief import camps_words, course_words, text, web_words
from legation.brief.chart_base import palette_of
from legation.brief.clean import clean
from legation.brief.course import Course
from legation.brief.figures import KEYS, to_csv
from legation.brief.layout import SHOWN_THIRD, arms_words, comparison, kind_name, latest, tally
from legation.brief.model import Brief, Landmark, Share, Span, Value

if TYPE_CHECKING:
    from legation.brief.figures import Figure
    from legation.brief.multiples import Multiples
    from legation.relations.breaks import Break

_TEMPLATES = files("legation.brief") / "templates"
#: Rows of a table under a figure; longer ones are whole in the file beside it.
TABLE_ROWS = 600


def html(brief: Brief) -> str:
    """Lay the brief out as one HTML page."""
    figures = {figure.key: figure for figure in brief.figures}
    roles = palette_of(brief)
    shown_spans = latest(brief.dealings.spans)
    page = template("brief.html.j2").render(
        brief=brief,
        css=style(),
        figures={key: figures.get(key) for key in KEYS},
        breaks=_breaks(brief),
        index_words=course_words.section(brief.index) if brief.index else (),
        web_words=web_words.section(brief.web) if brief.web else (),
        camps_words=camps_words,
        role=lambda state: roles.get(str(state), "ink"),
        slug=f"{brief.a}-{brief.b}".lower(),
        parts=_parts(brief, set(figures)),
        shown=(brief.a, brief.b, *(t.state for t in brief.thirds)),
        spans=shown_spans,
        spans_left=len(brief.dealings.spans) - len(shown_spans),
        third_spans=latest([s for d in brief.third_dealings for s in d.spans], SHOWN_THIRD),
        third_count=sum(len(d.spans) for d in brief.third_dealings),
        arms_words=arms_words(brief),
        comparison=comparison(brief),
        gauge=_gauge(brief.share, brief.before),
        evidence_csv=_evidence_csv(brief),
    )
    return "\n".join(line for line in page.splitlines() if line.strip()) + "\n"


def multiples_page(page: Multiples) -> str:
    """Lay many pairs out as one HTML page."""
    count = text.plural(len(page.pairs), "pair")
    said = [
        [text.capital(course_words.one_break(c, b)) for c in pair.both for b in c.breaks]
        for pair in page.pairs
    ]
    made = template("pairs.html.j2").render(
        page=page,
        title=f"{count} of states, month by month",
        css=style(),
        pairs=list(zip(page.pairs, page.figures, strict=True)),
        said=said,
        csv=page.csv(),
        role=lambda _: "ink",
        slug="pairs",
    )
    return "\n".join(line for line in made.splitlines() if line.strip()) + "\n"


def web_html(
    drawn: Figure,
    sentences: tuple[str, ...],
    factions: tuple[tuple[str, ...], ...],
    notes: tuple[str, ...],
) -> str:
    """Lay a drawn graph out as one HTML page."""
    made = template("web.html.j2").render(
        title=drawn.title,
        css=style(),
        drawn=drawn,
        sentences=sentences,
        factions=factions,
        notes=notes,
        role=lambda _: "ink",
        slug="graph",
    )
    return "\n".join(line for line in made.splitlines() if line.strip()) + "\n"


def style() -> str:
    """Give the style sheet of pages."""
    return (_TEMPLATES / "brief.css").read_text(encoding="utf-8")


@cache
def template(name: str) -> Template:
    """Give a template with the filters that pages use."""
    environment = Environment(
        loader=PackageLoader("legation.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.globals["TABLE_ROWS"] = TABLE_ROWS
    environment.filters |= {
        "amount": balance_words.amount,
        "camp": camps_words.name,
        "chance": balance_words.chance,
        "fits": web_words.fits,
        "level": balance_words.level,
        "pull": web_words.pull,
        "capitalize_first": text.capital,
        "cell": _cell,
        "clip": lambda text: clean(text, 170),
        "data_uri": _data_uri,
        "day": text.day,
        "friendlier": course_words.word,
        "groupby_order": _by_group,
        "interval": lambda share: text.span_of(share.low, share.high),
        "kind": kind_name,
        "origin": course_words.origin,
        "percent": text.percent,
        "plural": text.plural,
        "returned": course_words.returned,
        "short_day": lambda day: text.moment(day, "day"),
        "short_month": course_words.short_month,
        "signed": course_words.signed,
        "tally": tally,
        "the": text.the,
        "rests_on": _rests_on,
        "when": _when,
    }
    return environment.get_template(name)


def _parts(brief: Brief, figures: set[str]) -> list[tuple[str, str]]:
    parts = [
        ("index", "Month by month", True),
        ("web", "In the web", True),
        ("votes", "Agreement", bool(figures & {"years", "standing"}) or brief.share.n > 0),
        ("landmarks", "Landmark votes", bool(brief.landmarks)),
        ("measures", "Measures", True),
        ("closeness", "Closer to whom", bool(brief.closeness)),
        ("events", "Events", "months" in figures),
        ("camps", "Camps", brief.camps is not None),
        ("coverage", "Coverage and limits", True),
        ("sources", "Sources", True),
    ]
    return [(key, name) for key, name, there in parts if there]


def _breaks(brief: Brief) -> list[tuple[Course, Break]]:
    """Give the breaks of both directions, newest first."""
    found = [(c, b) for c in brief.index.both for b in c.breaks] if brief.index else []
    return sorted(found, key=lambda x: x[1].month, reverse=True)


def _gauge(share: Share, before: Share) -> str:
    """Draw the share on a scale from 0 to 100 per cent, with interval and earlier share."""
    if share.value is None or share.low is None or share.high is None:
        return ""

    def at(value: float) -> str:
        return f"{value * 300:.1f}"

    earlier = ""
    if before.value is not None:
        earlier = (
            f'<circle cx="{at(before.value)}" cy="14" r="5" fill="var(--paper)" '
            'stroke="var(--soft)" stroke-width="2"/>'
        )
    ticks = "".join(
        f'<text x="{300 * n / 4:.0f}" y="36" font-size="11" fill="var(--soft)" '
        f'text-anchor="{("start", "middle", "middle", "middle", "end")[n]}">{25 * n}</text>'
        for n in range(5)
    )
    return (
        '<svg class="gauge" viewBox="-6 0 312 40" role="img" aria-label="The share on a scale from '
        f'0 to 100 per cent, with its interval"><path d="M0 14H300" stroke="var(--line)" '
        'stroke-width="8" stroke-linecap="round"/>'
        f'<path d="M{at(share.low)} 14H{at(share.high)}" stroke="var(--ink)" stroke-width="8" '
        f'opacity=".3"/>{earlier}<path d="M{at(share.value)} 5V23" stroke="var(--ink)" '
        f'stroke-width="3.5"/>{ticks}</svg>'
    )


def _evidence_csv(brief: Brief) -> str:
    if not brief.evidence:
        return ""
    columns = list(brief.evidence[0])
    return to_csv(columns, [[row[c] for c in columns] for row in brief.evidence])


def _data_uri(content: str) -> str:
    return "data:text/csv;charset=utf-8;base64," + base64.b64encode(content.encode()).decode()


def _by_group(votes: Sequence[Landmark]) -> list[tuple[str, list[Landmark]]]:
    return [(name, list(found)) for name, found in groupby(votes, key=lambda v: v.group)]


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _rests_on(value: Value) -> str:
    """Write interval and n of a value, where it has them."""
    if value.low is None or value.high is None or not value.text.endswith("%"):
        return ""
    return f"{text.span_of(value.low, value.high)}; n {value.n:,}"


def _when(span: Span) -> str:
    return text.period(span.start, span.end, span.precision, censored=span.censored)
