"""Figures of one run: `folder` reads it, `looks` and `page` are what figures share, every other module draws some."""
