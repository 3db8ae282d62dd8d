"""How the archive is reached: the pages, the API, the command and its settings."""
