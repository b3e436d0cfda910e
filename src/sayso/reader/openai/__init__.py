"""A reader that asks a language model on an OpenAI-compatible server.

Nothing is sent anywhere unless a user names a server. What comes back is held to the schema, and every stretch of words
is looked up in the report: what does not stand there is dropped, and the reading's note says so.
"""

from sayso.reader.openai.reader import OpenAIReader
from sayso.reader.openai.settings import Server
from sayso.reader.openai.usage import Prices, Usage

__all__ = ["OpenAIReader", "Prices", "Server", "Usage"]
