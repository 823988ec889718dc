"""A whole message in a person's language: text, buttons, map and contacts.

Used by Rasa's NLG class, by the command line and by the desk, so all say the same.
"""

from . import languages
from .wording import Catalogs, Speaker

DRAFT_HEADER = "X-Reviewed-By"


class Speech:
    """Catalogues once loaded, and the rules of which language to speak."""

    def __init__(self, responses: dict[str, str] | None = None) -> None:
        self.catalogs = Catalogs(responses)

    def language(self, slot: str | None, guess: dict | None, metadata: dict) -> str:
        """The language to answer in: the conversation's, else Telegram's, else the best guess."""
        hint = (metadata.get("language_code") or "").split("-")[0]
        for code in (slot, hint, (guess or {}).get("code")):
            code = languages.ANSWERED_IN.get(code, code)
            if code == "other":
                return "en" if "en" in self.catalogs.languages() else languages.REFERENCE
            if code in self.catalogs.languages():
                return code
        return languages.REFERENCE

    def message(self, response: str, language: str, answer: dict | None = None, facts: dict | None = None, choices: list | None = None, thread: dict | None = None) -> dict:
        """{"text", "buttons", "custom"} of a response or of a whole answer."""
        speaker = Speaker(self.catalogs, language)
        text = speaker.answer(answer) if answer else speaker.say(response, facts)
        if speaker.untranslated and answer:
            text += "\n" + Speaker(self.catalogs, language).say("utter_untranslated")
        draft = answer and language != languages.REFERENCE and self.catalogs.header(language, DRAFT_HEADER) in ("", "draft")
        if draft:
            text += "\n" + speaker.say("utter_draft")
        options = list((answer or {}).get("choices") or []) + list(choices or [])
        buttons = [{"title": speaker.fact(c["title"]), "payload": c["payload"]} for c in options]
        if draft:
            buttons.append({"title": speaker.say("utter_button_portuguese"), "payload": '/inform{"language":"pt"}'})
        message = {"text": text, "buttons": buttons}
        custom = self._custom(response, language, answer, thread)
        if custom:
            message["custom"] = custom
        return message

    def _custom(self, response: str, language: str, answer: dict | None, thread: dict | None) -> dict:
        """What a channel may show beside the text; the bridge and `cnaim ask` read it."""
        parts = [part["response"] for part in (answer or {}).get("parts", ())]
        found = {"response": response, "language": language, "parts": parts, **(thread or {})}
        for key in ("venue", "contacts"):
            if answer and answer.get(key):
                found[key] = answer[key]
        return found
