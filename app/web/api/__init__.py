"""The JSON API: the view models of `app.views` under /api/v1."""
