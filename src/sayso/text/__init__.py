"""Text: markup to text, sentences, clutter, date lines, language. Offsets are kept."""
