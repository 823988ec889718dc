"""Answers: a request and the knowledge in, a response name and facts out. No wording here.

    answer(knowledge, Request(service="nationality", question="papers"), now) -> Answer

Bot, command line and desk all call `answer`, so they can never disagree.
"""

from .base import QUESTIONS, Answer, Part, Request
from .compose import answer

__all__ = ["QUESTIONS", "Answer", "Part", "Request", "answer"]
