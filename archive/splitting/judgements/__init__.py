"""How judgements of the news are told from news: by their wording, by repeated labels, by their place."""
