"""Writes the README's transcript: a real conversation, with a fixed clock."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAID = ("como peço a nacionalidade?", "and the phone in Lisbon?")
NOW = "2026-06-24T10:00"
START, END = "<!-- transcript: made by scripts/transcript.py -->", "<!-- end of transcript -->"


def conversation() -> str:
    """The conversation as a terminal shows it."""
    from cnaim.assistant import Assistant

    assistant = Assistant()
    lines = []
    for text in SAID:
        lines.append(f"> {text}")
        for reply in assistant.turn(text, "transcript", NOW)["replies"]:
            shown = re.sub(r"\n{2,}", "\n", reply["text"])
            lines += [shown, *(f"  [{i}] {b['title']}" for i, b in enumerate(reply["buttons"], 1)), ""]
    return "\n".join(lines).strip()


def main() -> None:
    """Put the conversation between the markers."""
    path = ROOT / "README.md"
    text = path.read_text("utf-8")
    before, after = text.split(START)[0], text.split(END)[1]
    shown = f"(On 24 June, Porto's holiday, at 10:00.)\n\n```\n{conversation()}\n```"
    path.write_text(f"{before}{START}\n{shown}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
