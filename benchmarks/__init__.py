"""Speed and quality, measured; nothing here runs in the service."""
