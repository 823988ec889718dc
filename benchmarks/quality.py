"""How well messages are understood: the held-out sentences of tests/questions, scored.

A sentence is right when its intent, its question and every thing it names are (a body beside
a need does not count: the need is the thing; a line is right when the answer names it). Used by the
tests (with their thresholds) and by `make report`.
"""

from dataclasses import dataclass, field
from pathlib import Path

from cnaim import ROOT, yamlfile
from cnaim.understanding import ACTS

THINGS = ("service", "location", "phone", "organization", "town")
FOLDER = ROOT / "tests" / "questions"


@dataclass
class Result:
    """One sentence and what was made of it; `wrong` lists the labels that differ."""

    case: dict
    intent: str
    question: str | None
    things: dict
    parsed: dict = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def cases(language: str, folder: Path = FOLDER) -> list[dict]:
    """The sentences of one language."""
    return yamlfile.load(folder / f"{language}.yml")


def languages(folder: Path = FOLDER) -> list[str]:
    """Which languages have sentences."""
    return sorted(p.stem for p in folder.glob("*.yml"))


def judge(case: dict, parsed: dict, knowledge) -> Result:
    """Compare a parse with the labels of its sentence."""
    entities = {e["entity"]: e["value"] for e in parsed.get("entities", ())}
    intent = parsed["intent"]["name"]
    result = Result(case, intent, entities.get("question"), entities, parsed)
    allowed = {case["intent"], *case.get("not_intent_ok", ())}
    if intent not in allowed:
        result.wrong.append("intent")
    if case.get("question") and case["intent"] not in ACTS and case["intent"] != "inform" and result.question != case["question"]:
        result.wrong.append("question")
    for kind in THINGS:
        wanted = case.get(kind)
        if kind == "organization" and not intent.startswith("ask_"):
            continue
        if wanted and not _named(kind, wanted, entities, intent, knowledge):
            result.wrong.append(kind)
    return result


def _named(kind: str, wanted: str, entities: dict, intent: str, knowledge) -> bool:
    """Whether a thing was found, be it by another name: a place by its kind and town, a body by its need."""
    from cnaim.thread import Thread, named_place

    if entities.get(kind) == wanted:
        return True
    if kind == "service":
        body = knowledge.organizations.get(entities.get("organization", ""), {})
        return intent == wanted.replace("-", "_") or wanted in body.get("services", ())[:1]
    place = named_place(knowledge, entities, Thread())
    if kind == "location":
        return place == wanted
    if kind == "town":
        return bool(place) and knowledge.locations[place]["town"] == wanted
    if kind == "organization":
        return entities.get("kind") in (knowledge.organizations.get(wanted, {}).get("kind"), wanted) and bool(entities.get("kind")) or _by_service(wanted, intent, entities, knowledge)
    return kind == "phone" and wanted in _lines_of(entities, intent, knowledge)


def _by_service(wanted, intent, entities, knowledge) -> bool:
    service = entities.get("service") or intent.replace("_", "-")
    return knowledge.services.get(service, {}).get("organization") == wanted


def _lines_of(entities, intent, knowledge) -> list[str]:
    """The lines that the answer would name: of the body, else the first ones of the need."""
    body = knowledge.organizations.get(entities.get("organization", ""), {})
    need = knowledge.services.get(intent.replace("_", "-"), {})
    return [*list(body.get("phones", ()))[:1], *list(need.get("phones", ()))[:2]]


def score(language: str, parse, knowledge, folder: Path = FOLDER) -> list[Result]:
    """All sentences of a language judged. `parse(text)` gives Rasa's parse result."""
    return [judge(case, parse(case["text"]), knowledge) for case in cases(language, folder)]


def share(results: list[Result]) -> float:
    """Share of sentences with nothing wrong."""
    return sum(not r.wrong for r in results) / max(len(results), 1)


def main() -> None:
    """Print each language's share and its mistakes."""
    import sys

    from cnaim.assistant import Assistant
    from cnaim.knowledge import Store

    assistant = Assistant()
    knowledge = Store().get()
    for language in sys.argv[1:] or languages():
        results = score(language, assistant.parse, knowledge)
        for r in results:
            if r.wrong:
                found = {k: v for k, v in r.things.items() if k != "language"}
                print(f"{language}\t{','.join(r.wrong)}\t{r.case['text']}\twanted {r.case['intent']}/{r.case.get('question')}\tgot {r.intent} {r.parsed['intent']['confidence']:.2f} {found}")
        print(f"{language}: {share(results):.3f} of {len(results)}")


if __name__ == "__main__":
    main()
