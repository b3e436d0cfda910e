"""Text: markup to text, sentences, language. Offsets are kept."""
