"""Our parts of the Rasa pipeline, named in config.yml in the order they run."""
