"""The Telegram bridge: its own process between Telegram and Rasa, so that nothing is lost.

    update → inbox (on disk, then acknowledged) → one lane a chat → handlers (→ Rasa)
           → outbox (same transaction that empties the inbox row) → one lane a chat → Telegram

It imports nothing of Rasa; they meet at `POST /webhooks/rest/webhook`. Why a process of
its own, and why the two tables: design.md, decisions 2 and 3.
"""
