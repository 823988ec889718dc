"""Rasa's custom actions: slots in, response name and facts out. Thin on purpose."""
