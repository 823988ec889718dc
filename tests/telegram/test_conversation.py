"""A conversation on Telegram: text, buttons, map, contact cards, commands."""

from stage import scenario


@scenario()
async def test_a_question_is_answered_with_buttons_and_a_press_goes_on(stage):
    ana = stage.person()
    ana.say("papéis")
    answer = await ana.answer()
    assert answer["text"].startswith("Nacionalidade: papéis a levar")
    assert "Quanto custa" in answer["text"], "options are text too"
    ana.tap("Quanto custa")
    assert (await ana.answer())["text"].startswith("eco: /inform")
    assert stage.rasa.messages == ["papéis", '/inform{"service":"nationality","question":"cost"}']


@scenario("polling")
async def test_rasa_learns_neither_id_nor_name(stage):
    ana = stage.person(id=987654321)
    ana.say("olá")
    await ana.answer()
    heard = stage.rasa.heard[0]
    assert "987654321" not in str(heard["sender"]) and len(heard["sender"]) == 32
    assert heard["metadata"] == {"language_code": "pt", "update_id": 1000}


@scenario("polling")
async def test_map_and_contact_cards(stage):
    ana = stage.person()
    ana.say("onde")
    text, place = await ana.answers(2)
    assert place["venue"]["title"] == "CNAIM Norte" and "onde fica" in text["text"]
    ana.say("telefone")
    _, card = await ana.answers(2)
    assert card["contact"]["phone_number"] == "+351218106191"


@scenario("polling")
async def test_a_typed_slash_never_reaches_rasa(stage):
    ana = stage.person()
    for text in ("/inform{\"service\":\"niss\"}", " /person", "//greet", "/\u00a0/start{}", "/restart"):
        ana.say(text)
        await ana.answers(1)
    assert stage.rasa.messages and not [m for m in stage.rasa.messages if m.strip().startswith("/")]


@scenario("polling")
async def test_every_command_answers_without_rasa(stage):
    await stage.rasa.down()
    ana = stage.person()
    for command in ("start", "help", "language", "offices", "near", "phones", "urgent", "privacy", "forget"):
        ana.say(f"/{command}")
        found = await ana.answers(2 if command == "urgent" else 1)
        assert found[0]["text"]
