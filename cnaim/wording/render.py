"""Typed facts and answers → text. Facts are filled in, never translated.

In right-to-left languages every number, time, address, link and Latin name stands between
the isolates U+2066 and U+2069; without them "+351 210" is shown backwards.
"""

import datetime as dt

from .. import languages
from . import times
from .catalog import PLACEHOLDER, Catalogs

ISOLATE, POP = "\u2066", "\u2069"


class Speaker:
    """Says things in one language. Notes what it could only say in Portuguese."""

    def __init__(self, catalogs: Catalogs, language: str) -> None:
        self.catalogs, self.language = catalogs, language
        self.rtl = languages.right_to_left(language)
        self.untranslated = False
        self.stale = False

    def say(self, key: str, facts: dict | None = None, reference: str | None = None) -> str:
        """The sentence of an id with its facts filled in."""
        sentence = self.catalogs.find(key, self.language, reference)
        if sentence.language != self.language:
            self.untranslated = True
        self.stale = self.stale or sentence.stale
        return self.fill(sentence.text, facts or {})

    def fill(self, text: str, facts: dict) -> str:
        """Placeholders replaced by their rendered facts; an unknown one stays empty."""
        return PLACEHOLDER.sub(lambda m: self.fact(facts.get(m[1], "")), text)

    def iso(self, text: str) -> str:
        """Text in Latin script, safe inside a right-to-left sentence."""
        return f"{ISOLATE}{text}{POP}" if self.rtl and text else text

    def fact(self, fact: object) -> str:
        """One typed fact as text."""
        if isinstance(fact, dict):
            return getattr(self, f"_{fact['kind']}", self._plain)(fact)
        return self.iso(str(fact))

    def _plain(self, fact: dict) -> str:
        value = fact["value"]
        return self.iso(f"{value:g}" if isinstance(value, float) else str(value))

    def _text(self, fact: dict) -> str:
        return self.say(fact["id"], fact["values"], fact["text"])

    def _name(self, fact: dict) -> str:
        own = fact["text"]
        if self.language == languages.REFERENCE:
            return own
        shown = self.catalogs.find(fact["id"], self.language, own)
        if shown.language != self.language or shown.text == own:
            return self.iso(own)
        return f"{shown.text} ({self.iso(own)})"

    def _wording(self, fact: dict) -> str:
        return self.say(fact["id"], fact.get("facts"))

    def _list(self, fact: dict) -> str:
        return "".join(f"\n• {self.fact(item)}" for item in fact["items"])

    def _inline_list(self, fact: dict) -> str:
        return "; ".join(self.fact(item) for item in fact["items"])

    def _document(self, fact: dict) -> str:
        details = [self.say(f"utter_detail_{d['detail']}", {"text": d["text"]}) for d in fact["details"]]
        return self.fact(fact["text"]) + "".join(f"\n   – {d}" for d in details)

    def _price(self, fact: dict) -> str:
        if not fact["amount"]:
            return self.say("utter_part_price_free", {"what": fact["what"]})
        amount = {"kind": "EUR", "value": fact["amount"]}
        return self.say("utter_part_price", {"what": fact["what"], "amount": amount})

    def _EUR(self, fact: dict) -> str:
        from babel.numbers import format_currency

        text = format_currency(fact["value"], "EUR", locale=languages.locale(self.language), currency_digits=True, numbering_system="latn")
        return self.iso(text)

    def _percent(self, fact: dict) -> str:
        return self.iso(f"{fact['value']:g}%" if isinstance(fact["value"], (int, float)) else f"{fact['value']}%")

    def _date(self, fact: dict) -> str:
        return self.iso(times.date(fact["value"], self.language))

    def _time(self, fact: dict) -> str:
        return self.iso(dt.datetime.fromisoformat(fact["value"]).strftime("%H:%M"))

    def _moment(self, fact: dict) -> str:
        key, facts = times.moment(fact["value"], fact["now"], self.language)
        return self.say(key, facts)

    def _hours(self, fact: dict) -> str:
        return times.hours(self, fact["schedules"])

    def _phone(self, fact: dict) -> str:
        return self.iso(times.phone_number(fact["number"]))

    def _phones(self, fact: dict) -> str:
        return "; ".join(self._one_number(p) for p in fact["phones"])

    def _one_number(self, phone: dict) -> str:
        number = self.iso(times.phone_number(phone["number"]))
        words = [phone.get("description"), "free" if phone.get("free") else None, phone["type"] if phone["type"] in ("sms", "whatsapp") else None]
        said = [self.say(f"utter_word_{w.replace('-', '_')}") for w in words if w]
        said = [word for word in said if word]
        return f"{number} ({', '.join(said)})" if said else number

    def _languages(self, fact: dict) -> str:
        named = {c: languages.name_in(c, self.language) for c in fact["codes"]}
        return ", ".join(self.say(f"utter_language_{c.replace('-', '_')}") if n == c else n for c, n in named.items())

    def _own_languages(self, fact: dict) -> str:
        return ", ".join(languages.own_name(c) for c in self.catalogs.languages())

    def answer(self, answer: dict) -> str:
        """The whole text of an answer: its parts, a line each."""
        return "\n".join(self.say(part["response"], part["facts"]) for part in answer["parts"])
