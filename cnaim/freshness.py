"""How far a fact can be trusted on a given day: fresh, old, or ended.

Limits by kind of fact stand in `knowledge/freshness.yml` (months). The date is that of the
source (`assured_date`), never of our typing.
"""

import datetime as dt
from dataclasses import dataclass

from .knowledge.base import Knowledge, first_day


@dataclass(frozen=True)
class Verdict:
    """The one line an answer says about its facts: state, sources to name, the oldest date."""

    state: str
    sources: list[str]
    date: str


def age_in_months(date: str, today: dt.date) -> int:
    """Whole months from the first day of a (possibly partial) date to today."""
    start = first_day(date)
    return (today.year - start.year) * 12 + today.month - start.month - (today.day < start.day)


def is_old(knowledge: Knowledge, kind: str, fact: dict, today: dt.date) -> bool:
    """Whether a fact is past the limit of its kind."""
    limit = knowledge.freshness.get(kind, knowledge.freshness.get("text", 24))
    return age_in_months(fact["assured_date"], today) > limit


def judge(knowledge: Knowledge, used: list[tuple[str, dict]], today: dt.date) -> Verdict | None:
    """The verdict over all facts of an answer: old when one that one would act on is old."""
    dated = [(kind, fact) for kind, fact in used if fact.get("assured_date")]
    if not dated:
        return None
    old = [fact for kind, fact in dated if is_old(knowledge, kind, fact, today)]
    chosen = old or [fact for _, fact in dated]
    names: list[str] = []
    for fact in chosen + [fact for _, fact in dated]:
        for name in knowledge.source_names(fact["source"])[:1]:
            if name not in names:
                names.append(name)
    oldest = min((fact["assured_date"] for fact in chosen), key=first_day)
    return Verdict("old" if old else "fresh", names[:2], oldest)
