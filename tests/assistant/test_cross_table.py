"""Every service × every question, asked by name: the answer is about that service and that question."""

import pytest

from cnaim.answers import QUESTIONS

ASKED = {
    "pt": {
        "how": "como trato de {}", "where": "onde se trata de {}", "directions": "como chego ao sítio onde tratam de {}",
        "hours": "qual é o horário para tratar de {}", "open_now": "está aberto agora para {}?", "phone": "qual é o telefone para {}",
        "fax": "tem fax para {}?", "email": "qual é o email para {}", "papers": "que documentos preciso para {}",
        "cost": "quanto custa {}", "tickets": "é preciso marcação para {}?", "status": "como acompanho o meu processo de {}",
    },
    "en": {
        "how": "how do I apply for {}", "where": "where can I go for {}", "directions": "how do I get to the place for {} by bus or metro",
        "hours": "what are the opening hours for {}", "open_now": "is the office for {} open right now?", "phone": "what is the phone number for {}",
        "fax": "is there a fax number for {}", "email": "what is the email for {}", "papers": "which documents do I need for {}",
        "cost": "how much does {} cost", "tickets": "do I need an appointment for {}", "status": "how can I check the status of my {} application",
    },
}


@pytest.mark.parametrize("language", ASKED)
def test_each_service_with_each_question(language, assistant, knowledge):
    wrong = []
    for service, record in knowledge.services.items():
        name = spoken(assistant, language, service, record)
        for question in QUESTIONS:
            text = ASKED[language][question].format(name)
            found = assistant.turn(text, f"cross-{language}-{service}-{question}")
            if (found["service"], found["question"]) != (service, question):
                wrong.append((text, found["service"], found["question"]))
    total = len(knowledge.services) * len(QUESTIONS)
    assert 1 - len(wrong) / total >= 0.95, (1 - len(wrong) / total, wrong)


def spoken(assistant, language, service, record):
    """The service's name in the language of the question."""
    from cnaim.wording import Catalogs

    return Catalogs().find(f"services.{service}.name", language, record["name"]).text
