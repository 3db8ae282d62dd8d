"""View models: what page, API, feed and command share of a search, an item or an issue. No Flask here."""
