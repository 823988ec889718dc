"""Reliability test 17: whatever people and Telegram send, one kind reply or a known silence."""

import asyncio

from stage import scenario

from cnaim.telegram.calls import units

FILE = {"file_id": "f", "file_unique_id": "u"}
PHOTO = [{**FILE, "width": 90, "height": 90}]
ANSWERED = {
    "a photo of papers": ({"photo": PHOTO}, "Não abri a sua fotografia"),
    "a document": ({"document": {**FILE, "file_name": "passaporte.pdf"}}, "Não abri o seu ficheiro"),
    "a voice message": ({"voice": {**FILE, "duration": 3}}, "mensagens de voz"),
    "an audio file": ({"audio": {**FILE, "duration": 3}}, "mensagens de voz"),
    "a video": ({"video": {**FILE, "width": 1, "height": 1, "duration": 1}}, "vídeos"),
    "a round video": ({"video_note": {**FILE, "length": 1, "duration": 1}}, "vídeos"),
    "a sticker": ({"sticker": {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}}, "Recebi!"),
    "an animation": ({"animation": {**FILE, "width": 1, "height": 1, "duration": 1}, "document": FILE}, "Recebi!"),
    "a dice": ({"dice": {"emoji": "🎲", "value": 3}}, "Recebi!"),
    "a contact": ({"contact": {"phone_number": "+351912345678", "first_name": "Ana"}}, "Não guardei este contacto"),
    "a poll": ({"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular", "allows_multiple_answers": False, "allows_revoting": False, "members_only": False}}, "não consigo ler"),
    "only spaces": ({"text": "   \u00a0 "}, "não consigo ler"),
    "only a slash": ({"text": "//"}, "não consigo ler"),
    "NUL": ({"text": "\0"}, "não consigo ler"),
    "something from the future": ({"hologram": {"id": 1}}, "não consigo ler"),
    "a location": ({"location": {"latitude": 41.16, "longitude": -8.63}}, "Perto de si"),
    "a location abroad": ({"location": {"latitude": 0.0, "longitude": 0.0}}, "Não conheço um balcão"),
}


@scenario()
async def test_17a_every_kind_of_message_gets_its_reply(stage):
    for place, (name, (content, expected)) in enumerate(ANSWERED.items()):
        person = stage.person(name, id=1000 + place)
        person.send(**content)
        found = await person.answer()
        assert expected in found["text"], name
    assert not [c for c in stage.api.world.calls if c.method == "getFile"], "nothing is downloaded"
    assert stage.rasa.messages == []


@scenario("polling")
async def test_17b_a_caption_is_a_question(stage):
    ana = stage.person()
    ana.send(photo=PHOTO, caption="que papel é este?")
    declined, answer = await ana.answers(2)
    assert "Não abri" in declined["text"] and answer["text"] == "eco: que papel é este?"


@scenario()
async def test_17c_monsters(stage):
    monsters = ["x" * 100_000, "👨‍👩‍👧" * 3000, "\u202etxet", "a\ud800b", "😀" * 4096, "\n" * 50 + "ok", "{}[]\"\\'; drop table"]
    people = [stage.person(f"M{i}", id=2000 + i) for i in range(len(monsters))]
    for person, text in zip(people, monsters):
        person.say(text)
        assert (await person.answer())["text"]
    assert all(units(c.params.get("text", "")) <= 4096 for c in stage.api.world.calls)
    assert all(len(m) <= 1500 for m in stage.rasa.messages)


SILENT = {
    "an inline query": {"inline_query": {"id": "1", "from": {"id": 9, "is_bot": False, "first_name": "x"}, "query": "q", "offset": ""}},
    "an unknown kind": {"hologram_update": {"chat": {"id": 9, "type": "private"}}},
    "nothing at all": {},
    "a broken message": {"message": {"chat": {"id": 9}}},
    "a message of a wrong type": {"message": "text"},
    "a channel post": {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "channel", "title": "c"}, "text": "x"}},
    "a live location moving": {"edited_message": {"message_id": 1, "date": 1, "edit_date": 2, "chat": {"id": 9, "type": "private", "first_name": "x"}, "from": {"id": 9, "is_bot": False, "first_name": "x"}, "location": {"latitude": 1.0, "longitude": 1.0, "live_period": 60}}},
}


@scenario()
async def test_17d_what_is_met_with_silence(stage):
    for place, update in enumerate(SILENT.values()):
        stage.api.world.push_raw({"update_id": 3000 + place, **update})
    ana = stage.person()
    stage.api.world.push_raw({**ana.say("olá"), "update_id": 4000})
    assert (await ana.answer())["text"] == "eco: olá"
    await asyncio.sleep(0.2)
    assert {c.chat for c in stage.api.world.calls if c.method.startswith("send")} == {ana.id}


@scenario("polling")
async def test_17e_a_press_without_its_message_is_answered(stage):
    ana = stage.person()
    ana.say("papéis")
    await ana.answer()
    _, button = ana.button("Quanto custa")
    ana.press(button["callback_data"], None)
    assert (await ana.answer())["text"].startswith("eco: /inform")


@scenario("polling")
async def test_17f_forged_and_foreign_buttons(stage):
    ana, bob = stage.person("Ana"), stage.person("Bob")
    ana.say("papéis")
    await ana.answer()
    _, button = ana.button("Quanto custa")
    seal = button["callback_data"][:9]
    for data in (button["callback_data"], seal + "u:violence", "9" + "x" * 20, "", "x", seal + "r:inform,s" + "a" * 30, "1" * 64):
        bob.press(data)
        old, today = await bob.answers(2)
        assert "botão é antigo" in old["text"] and today["reply_markup"]
    assert [m for m in stage.rasa.messages if m.startswith("/")] == []


@scenario("polling")
async def test_17g_groups(stage):
    group = stage.person("Rui", id=-100123)
    group.say("olá a todos")
    group.say("@fake_bot como peço o NISS?")
    found = await group.answer()
    assert "em privado" in found["text"]
    assert found["reply_markup"]["inline_keyboard"][0][0]["url"] == "https://t.me/fake_bot?start=group"
    group.say("/offices@fake_bot")
    assert "CNAIM" in (await group.answer())["text"]
    group.say("/offices@other_bot")
    await asyncio.sleep(0.3)
    assert len(group.from_bot) == 2 and stage.rasa.messages == []


@scenario("polling")
async def test_17h_a_group_that_moves_keeps_its_answers(stage):
    group = stage.person("Rui", id=-5)
    stage.api.world.chat(-1005, title="moved")
    group.chat.moved_to = -1005
    group.say("/offices@fake_bot")
    moved = stage.person("Rui", id=-1005)
    assert "CNAIM" in (await moved.answer())["text"]


@scenario("polling")
async def test_17i_an_edited_message_is_answered_again(stage):
    ana = stage.person()
    message = ana.say("ola")["message"]
    await ana.answer()
    ana.edit(message, "olá, como peço o NISS?")
    assert (await ana.answer())["text"] == "eco: olá, como peço o NISS?"
    (call,) = [c for c in stage.api.world.calls if "reply_parameters" in c.params]
    assert call.params["reply_parameters"]["message_id"] == message["message_id"]


@scenario("polling")
async def test_17j_a_long_message_is_answered_and_said_to_be_long(stage):
    ana = stage.person()
    ana.say("preciso de ajuda " * 60)
    _, remark = await ana.answers(2)
    assert "comprida" in remark["text"]


