"""The product's web server on a port of this computer, in a thread of the test."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from wset_desk.server.app import create_app
from wset_desk.storage.store import Store


@contextmanager
def serving(store: Store) -> Iterator[str]:
    """Answers its address; it has stopped when the block ends."""
    with serving_app(uvicorn.Config(create_app(store), log_config=None, lifespan="on")) as port:
        yield f"http://127.0.0.1:{port}"


@contextmanager
def serving_app(config: uvicorn.Config) -> Iterator[int]:
    """The same of anything; answers its port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join(timeout=20)
