"""The yearbook: one document of chapters about a place on a day, whose every figure can be traced and asked again."""
