"""A reader of the dashboard without a browser: one websocket session that opens pages, filters, opens rows, downloads."""

from __future__ import annotations

import json
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

_ANSWER_SECONDS = 120
_FAILED = ForwardMsg.FINISHED_WITH_COMPILE_ERROR


class SessionError(Exception):
    """The dashboard answered with a fault, or not at all."""


@dataclass(slots=True)
class Drawn:
    """What one run of a page sent."""

    elements: dict[str, list[Any]] = field(default_factory=dict)
    """Kind of element -> the elements of it, in the order sent."""
    size: int = 0
    """Bytes received."""

    def find(self, kind: str, label: str) -> Any:
        """The first element of a kind with a label, or None."""
        return next((element for element in self.elements.get(kind, ()) if element.label == label), None)


class Session:
    """One reader. Use it as a context manager.

    Args:
        address: of the dashboard, such as `http://127.0.0.1:8501`.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.pages: dict[str, str] = {}
        """Name of a page -> its hash."""
        self.page = ""
        self.query = ""
        self.drawn = Drawn()
        self.session_id = ""
        self._socket: ClientConnection | None = None
        self._open = ExitStack()

    def __enter__(self) -> Session:
        place = f"{self.address.replace('http', 'ws', 1)}/_stcore/stream"
        self._socket = self._open.enter_context(
            connect(place, subprotocols=["streamlit"], max_size=None, compression=None, ping_interval=None)  # type: ignore[list-item]
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def open(self, page: str, **query: list[str]) -> Drawn:
        """Open a page, as a link to it does.

        Raises:
            SessionError: if it fails or is not drawn in two minutes.
        """
        self.query = urlencode(query, doseq=True)
        self.page = page
        return self._run({})

    def set(self, widget: str, **value: Any) -> Drawn:
        """Set one widget and let the page be drawn again.

        Args:
            widget: its id.
            value: the field of the message that holds the value, such as `string_value`.
        """
        return self._run({widget: value})

    def filtered_by(self, label: str, option: int) -> Drawn | None:
        """Choose the option at a place of a filter with several values; None if the page has no such filter."""
        widget = self.drawn.find("multiselect", label)
        if widget is None or not widget.options:
            return None
        chosen = widget.options[option % len(widget.options)]
        return self.set(widget.id, string_array_value={"data": [chosen]})

    def with_row(self, place: int) -> Drawn | None:
        """Choose a row of the first table that offers it; None if there is none."""
        for table in self.drawn.elements.get("dataframe", ()):
            if table.selection_mode:
                chosen = json.dumps({"selection": {"rows": [place], "columns": [], "cells": []}})
                return self.set(table.id, string_value=chosen)
        return None

    def download(self) -> int | None:
        """Bytes of the first download that the page offers; None if it offers none."""
        for button in self.drawn.elements.get("link_button", ()):
            with urllib.request.urlopen(f"{self.address}/{button.url}", timeout=_ANSWER_SECONDS) as answer:
                return len(answer.read())
        return None

    def _run(self, widgets: dict[str, dict[str, Any]]) -> Drawn:
        """Run the page's script and gather what it sends."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self.query
        state.page_script_hash = self.pages.get(self.page, "")
        state.page_name = "" if state.page_script_hash else self.page
        for name, value in widgets.items():
            entry = state.widget_states.widgets.add(id=name)
            ((kind, content),) = value.items()
            if isinstance(content, dict):
                getattr(entry, kind).data.extend(content["data"])
            else:
                setattr(entry, kind, content)
        self._send(message)
        self.drawn = self._gathered()
        return self.drawn

    def _gathered(self) -> Drawn:
        """What the page sends until its script has ended."""
        drawn = Drawn()
        while True:
            message = self._received()
            drawn.size += message.ByteSize()
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session_id = message.new_session.initialize.session_id or self.session_id
                drawn.elements.clear()
            elif kind == "page_info_changed":  # the page wrote its address, as a browser would keep it
                self.query = message.page_info_changed.query_string
            elif kind == "navigation":
                self.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            elif kind == "page_not_found":
                raise SessionError(f"There is no page {self.page}.")
            elif kind == "delta":
                _take(message.delta, drawn)
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                if message.script_finished == _FAILED:
                    raise SessionError("The page could not be run.")
                return drawn

    def _send(self, message: BackMsg) -> None:
        if self._socket is None:
            raise SessionError("The session is not open.")
        self._socket.send(message.SerializeToString())

    def _received(self) -> ForwardMsg:
        if self._socket is None:
            raise SessionError("The session is not open.")
        try:
            content = self._socket.recv(timeout=_ANSWER_SECONDS)
        except TimeoutError as error:
            raise SessionError(f"Nothing was heard for {_ANSWER_SECONDS} seconds.") from error
        message = ForwardMsg()
        message.ParseFromString(content if isinstance(content, bytes) else content.encode())
        return message


def _take(delta: Any, drawn: Drawn) -> None:
    """Keep an element that was sent.

    Raises:
        SessionError: if it tells of a fault of the page.
    """
    if delta.WhichOneof("type") != "new_element":
        return
    what = delta.new_element.WhichOneof("type")
    if what == "exception":
        raise SessionError(f"{delta.new_element.exception.type}: {delta.new_element.exception.message}")
    if what == "alert" and delta.new_element.alert.format == Alert.ERROR:
        raise SessionError(f"The page says: {delta.new_element.alert.body}")
    drawn.elements.setdefault(what, []).append(getattr(delta.new_element, what))
