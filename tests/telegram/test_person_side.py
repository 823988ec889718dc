"""What a person can do in the chat: lists, checklist, opinions, near me, links, languages, forgetting."""

import asyncio
import re
import sqlite3

from stage import scenario

from cnaim.telegram import people, retention
from cnaim.telegram.tables import FEEDBACK


@scenario("polling")
async def test_the_first_message_is_useful_and_has_no_questions(stage):
    ana = stage.person()
    ana.say("/start")
    text = (await ana.answer())["text"]
    for part in ("assistente automático", "não sou um serviço do Estado", "218 106 191", "112", "Nacionalidade"):
        assert part in text


@scenario("polling")
async def test_links_open_a_service_an_office_a_line_a_checklist(stage):
    ana = stage.person()
    for link, expected in (
        ("s-nationality", '/inform{"service":"nationality","question":"how"}'),
        ("l-cnaim-norte", '/inform{"location":"cnaim-norte","question":"how"}'),
        ("p-migrant-line", '/inform{"phone":"migrant-line","question":"phone"}'),
    ):
        ana.say(f"/start {link}")
        assert (await ana.answer())["text"] == f"eco: {expected}"
    ana.say("/start c-nationality")
    assert "lista de papéis" in (await ana.answer())["text"]
    for strange in ("s-nothing", "c-../../etc", "x", "s-nationality\"}"):
        ana.say(f"/start {strange}")
        assert "Olá!" in (await ana.answer())["text"]


@scenario("polling")
async def test_lists_turn_their_pages_in_place(stage):
    ana = stage.person()
    ana.say("/offices")
    message = await ana.answer()
    assert message["text"].count("•") == 4
    ana.tap("Todos os balcões")
    await ana.until(lambda: "página 1" in message["text"])
    ana.tap("Seguinte")
    await ana.until(lambda: "página 2" in message["text"])
    ana.tap("Anterior")
    await ana.until(lambda: "página 1" in message["text"])
    assert len(ana.from_bot) == 1
    ana.tap(message["reply_markup"]["inline_keyboard"][0][0]["text"])
    assert '"location"' in (await ana.answer())["text"]


@scenario("polling")
async def test_a_checklist_is_ticked_kept_and_shared(stage):
    ana = stage.person()
    ana.say("papéis")
    await ana.answer()
    ana.tap("Lista para marcar")
    message = await ana.answer()
    assert "Passaporte (falta)" in message["text"]
    ana.tap("⬜ Passaporte")
    await ana.until(lambda: "✅ Passaporte (já tem)" in message["text"])
    await stage.restart()
    ana.say("/start c-nationality")
    assert "✅ Passaporte" in (await ana.answer())["text"], "kept over a restart"
    ana.tap("Lista para reenviar")
    shared = await ana.answer()
    assert "✅ Passaporte" in shared["text"] and "reply_markup" not in shared
    assert "https://t.me/fake_bot?start=c-nationality" in shared["text"] and "Fonte" in shared["text"]
    ana.tap("✅ Passaporte")
    await ana.until(lambda: any("⬜ Passaporte (falta)" in t for t in ana.texts))


@scenario("polling")
async def test_an_opinion_is_kept_without_its_author(stage):
    ana = stage.person(id=987654321)
    ana.say("papéis")
    answer = await ana.answer()
    ana.tap("👎")
    why = (await ana.answers(1))[0]
    assert "O que falhou" in why["text"]
    assert not [b for row in answer["reply_markup"]["inline_keyboard"] for b in row if "👎" in b["text"]]
    ana.tap("Falta o que preciso")
    await ana.until(lambda: "vai ver" in why["text"])
    rows = await stage.database.run(lambda c: c.execute(FEEDBACK.select()).fetchall())
    assert [(r.about, r.verdict, r.reason) for r in rows] == [("snationality,qpapers", "bad", ""), ("snationality,qpapers", "why", "missing")]


@scenario("polling")
async def test_near_me_by_pin_and_by_town(stage):
    ana = stage.person()
    ana.say("/near")
    asked = stage.api.world.sent("sendMessage", ana.id)
    await ana.answer()
    assert stage.api.world.sent("sendMessage", ana.id)[len(asked)].params["reply_markup"]["keyboard"][0][0]["request_location"]
    ana.say("faro")
    title, found = await ana.answers(2)
    assert "Perto de Faro" in title["text"] and "CNAIM" in found["text"]
    ana.send(location={"latitude": 41.16, "longitude": -8.63})
    title, found, _ = await ana.answers(3)
    assert "CNAIM Norte" in found["text"] and "km" in found["text"] and "Não guardei" in found["text"]
    ana.say("braga")
    assert "Perto de Braga" in (await ana.answers(2))[0]["text"], "not every place has coordinates: a town may follow"
    ana.say("faro")
    assert (await ana.answer())["text"] == "eco: faro", "asked for once, taken once"


@scenario("polling")
async def test_a_language_is_chosen_in_place_and_kept(stage):
    ana = stage.person()
    ana.say("/language")
    message = await ana.answer()
    ana.tap("English")
    await ana.until(lambda: message["text"].startswith("eco: /language"))
    assert stage.rasa.messages[-1] == '/language{"language":"en"}'
    await stage.restart()
    ana.say("hello")
    await ana.answer()
    assert stage.rasa.heard[-1]["metadata"]["language_code"] == "en"


@scenario("polling")
async def test_old_buttons_of_every_kind_still_answer(stage):
    ana = stage.person()
    ana.say("/phones")
    await ana.answer()
    _, button = ana.button("Seguinte")
    await stage.restart()
    ana.chat.messages.clear()
    ana.press(button["callback_data"])
    assert "página 2" in (await ana.answer())["text"]


@scenario("polling")
async def test_a_payload_too_long_for_a_button_still_works(stage):
    import stub_rasa

    long = '/inform{"service":"contribution-exemption","location":"aima-cabeceiras-de-basto","question":"open_now","town":"cabeceiras-de-basto"}'
    stub_rasa.EXTRA["longo"] = [{"text": "x", "buttons": [{"title": "Carregue", "payload": long}]}]
    ana = stage.person()
    ana.say("longo")
    await ana.answer()
    ana.tap("Carregue")
    assert (await ana.answer())["text"] == f"eco: {long}"


@scenario("polling")
async def test_every_danger_has_its_lines_and_cards(stage):
    await stage.rasa.down()
    ana = stage.person()
    ana.say("/urgent")
    first, card = await ana.answers(2)
    assert card["contact"]["phone_number"] == "112" and "112" in first["text"]
    labels = [row[0]["text"] for row in first["reply_markup"]["inline_keyboard"]]
    assert len(labels) >= 6
    for label in labels:
        before = len(ana.texts), sum("contact" in m for m in ana.from_bot)
        ana.tap(label)
        await ana.until(lambda: len(ana.texts) > before[0] and sum("contact" in m for m in ana.from_bot) > before[1])
        await asyncio.sleep(0.15)


@scenario("polling")
async def test_forget_removes_a_person_at_once(stage):
    tracker = sqlite3.connect(stage.folder / "tracker.db")
    tracker.execute("create table events (id integer primary key, sender_id text, timestamp float, data text)")
    ana = stage.person()
    ana.say("papéis")
    await ana.answer()
    sender = stage.rasa.heard[0]["sender"]
    tracker.executemany("insert into events (sender_id, timestamp, data) values (?, 1e12, ?)", [(sender, "canário"), ("other", "x")])
    tracker.commit()
    await stage.rasa.down()
    ana.say("um segredo que espera")
    await asyncio.sleep(0.3)
    ana.say("/forget")
    await ana.until(lambda: any("apaguei tudo" in t for t in ana.texts))
    assert [r[0] for r in tracker.execute("select sender_id from events")] == ["other"]
    assert await stage.database.run(people.load, sender) == people.Person(sender)
    assert found_on_disk(stage.folder, "um segredo", "canário") == []
    await stage.rasa.up()
    await asyncio.sleep(0.4)
    assert not [t for t in ana.texts if "segredo" in t]


@scenario("polling")
async def test_who_blocks_the_bot_is_forgotten(stage):
    ana = stage.person()
    ana.say("papéis")
    await ana.answer()
    sender = stage.rasa.heard[0]["sender"]
    assert (await stage.database.run(people.load, sender)).turns == 1
    ana.block()
    await asyncio.sleep(0.4)
    assert (await stage.database.run(people.load, sender)).turns == 0


CANARY = "Zanzibarina quer 77 tartarugas"


@scenario()
async def test_nobodys_words_stay_on_disk(stage):
    ana = stage.person(id=987654321)
    ana.say(CANARY)
    await ana.answer()
    stage.rasa.mode, stage.rasa.bad = "empty", lambda m: "duas" in m
    ana.say(CANARY + " duas")
    await ana.until(lambda: any("não consegui" in t for t in ana.texts), 10)
    import time

    await retention.once(stage.database, stage.settings.tracker_url, 24.0, time.time() + 25 * 3600)
    assert found_on_disk(stage.folder, "Zanzibarina", "987654321") == []


def found_on_disk(folder, *words: str) -> list:
    """(file, word) of every word found in any file of a folder, as UTF-8 or as JSON escapes."""
    forms = {w: (w.encode(), w.encode("ascii", "backslashreplace")) for w in words}
    files = [f for f in folder.rglob("*") if f.is_file() and f.name != "tracker.db-journal"]
    return [(f.name, w) for f in files for w, both in forms.items() if any(b in f.read_bytes() for b in both)]


@scenario("polling")
async def test_twenty_turns_are_a_session(stage):
    ana = stage.person()
    for place in range(22):
        ana.say(str(place))
        await ana.answer()
    assert stage.rasa.messages.count("/session_start") == 1 and stage.rasa.messages.index("/session_start") == 20


@scenario("polling", profile=True)
async def test_menus_and_descriptions_in_every_language(stage):
    await stage.person().until(lambda: len(stage.api.world.profile) >= 3 * 5, 10)
    world = stage.api.world
    await asyncio.sleep(0.5)
    assert [c["command"] for c in world.commands["all_private_chats", ""]][:3] == ["start", "help", "language"]
    assert [c["command"] for c in world.commands["all_group_chats", "en"]] == ["help", "offices", "phones", "urgent"]
    assert "serviço do Estado" in world.profile["description", ""]
    before = len(world.calls)
    await stage.restart()
    await asyncio.sleep(0.5)
    assert not [c for c in world.calls[before:] if c.method.startswith("set")], "written once, not at every start"


@scenario("polling")
async def test_typing_is_shown_only_when_it_takes_long(stage):
    ana = stage.person()
    ana.say("a")
    await ana.answer()
    assert stage.api.world.sent("sendChatAction") == []
    stage.rasa.delay = lambda: 0.35
    ana.say("b")
    await ana.answer()
    assert len(stage.api.world.sent("sendChatAction")) == 1


@scenario("polling")
async def test_a_long_answer_is_a_card_with_more(stage):
    import stub_rasa

    lines = "\n".join(f"linha {i} com palavras que enchem" for i in range(80))
    about = {"response": "utter_how", "language": "pt", "service": "nationality", "question": "how"}
    stub_rasa.EXTRA["muito"] = [{"text": f"Título\n{lines}\nFonte: x"}, {"custom": about}]
    ana = stage.person()
    ana.say("muito")
    message = await ana.answer()
    assert len(message["text"]) < 1300 and message["text"].endswith("Fonte: x")
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 6}]
    ana.tap("Ver tudo")
    await ana.until(lambda: "Nacionalidade portuguesa" in message["text"])
    assert "Fonte:" in message["text"]


@scenario("polling")
async def test_an_album_is_declined_once(stage):
    ana = stage.person()
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    for _ in range(4):
        ana.send(photo=photo, media_group_id="7")
    ana.say("olá")
    await ana.until(lambda: "eco: olá" in ana.texts)
    assert len(ana.texts) == 2


@scenario("polling")
async def test_who_wants_a_person_gets_one_without_rasa(stage):
    await stage.rasa.down()
    ana = stage.person()
    ana.say("/person")
    text, card = (await ana.answers(2))[:2]
    assert "218 106 191" in text["text"] and card["contact"]["phone_number"].startswith("+351")


NUMBER = re.compile(r"\d{3}|\d[:–]\d|\+\d")
"""A phone number, hours, a year: what would be shown backwards."""


@scenario("polling")
async def test_right_to_left_numbers_stand_between_isolates(stage):
    import stub_rasa

    stub_rasa.EXTRA["قائمة"] = [{"text": "x"}, {"custom": {"response": "utter_papers", "language": "ar", "service": "nationality", "question": "papers"}}]
    ana = stage.person(language="ar")
    for text in ("/start", "/phones", "/offices", "/urgent", "/privacy", "قائمة", "/near", "Porto", "/start c-nationality"):
        ana.say(text)
        await asyncio.sleep(0.15)
    await ana.until(lambda: any("✅" in t or "⬜" in t for t in ana.texts))
    outside = [t for t in map(_outside_isolates, [*ana.texts, *ana.labels]) if NUMBER.search(t)]
    assert not outside, outside
    assert any("\u0627" in t for t in ana.texts), "it is Arabic"


def _outside_isolates(text: str) -> str:
    """A text without what stands between U+2066 and U+2069; the isolates must be paired."""
    assert text.count("\u2066") == text.count("\u2069"), text
    return re.sub("\u2066[^\u2069]*\u2069", "", text)
