"""The pages: each reads its address, builds one view model and renders one template."""
