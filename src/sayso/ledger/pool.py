"""Connections stay in the process that made them."""

import os
from typing import Any

from sqlalchemy import Engine, event, exc


def stay_in_process(engine: Engine) -> None:
    """A process that was forked off makes connections of its own: with its parent's it would garble what both say."""

    @event.listens_for(engine, "connect")
    def _mark(_connection: Any, record: Any) -> None:
        record.info["pid"] = os.getpid()

    @event.listens_for(engine, "checkout")
    def _not_of_a_parent(_connection: Any, record: Any, proxy: Any) -> None:
        if record.info["pid"] != os.getpid():
            record.dbapi_connection = proxy.dbapi_connection = None
            raise exc.DisconnectionError("the connection belongs to the process that this one was forked from")
