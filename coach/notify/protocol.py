"""What goes over the wire to a notification server, fit for what real servers do with it.

Each limit here was met on one of eight servers (docs/decisions.md).
Protocol: https://specifications.freedesktop.org/notification-spec/latest/
"""

from typing import Any

from jeepney import DBusAddress

from coach.named import NamedTuple
from coach.notify.port import Notice
from coach.notify.text import clip, clip_above, escape, plain

NAME = "org.freedesktop.Notifications"
ADDRESS = DBusAddress("/org/freedesktop/Notifications", bus_name=NAME, interface=NAME)
BUS = "org.freedesktop.DBus"
RULES = (
    f"type='signal',interface='{NAME}',member='ActionInvoked'",
    f"type='signal',interface='{NAME}',member='NotificationClosed'",
    f"type='signal',sender='{BUS}',member='NameOwnerChanged',arg0='{NAME}'",
)

TITLE_LIMIT = 100
BODY_LIMIT = 400  # mate-notification-daemon 1.26 hangs for 15 s on 10,000 characters
ICON = "appointment-soon"
HINTS = {
    "urgency": ("y", 1),
    "desktop-entry": ("s", "coach"),
    "category": ("s", "x-coach.reminder"),
}
BY_PERSON = 2  # the reason that comes with NotificationClosed
UNTIL_WITHDRAWN = 0
AS_THE_SERVER_LIKES = -1
MOST_MILLISECONDS = 2**31 - 1


class Server(NamedTuple):
    """What a notification server tells about itself."""

    name: str
    vendor: str
    version: str
    capabilities: tuple[str, ...]
    draws_buttons: bool


def introduced(information: tuple[str, ...], capabilities: list[str]) -> Server:
    """Put together what a server answered to GetServerInformation and GetCapabilities."""
    name, vendor, version, _ = information
    # dunst 1.9 draws "(A)" and mako 1.7 nothing; both offer the capability "actions".
    draws = "actions" in capabilities and name.lower() not in {"dunst", "mako"}
    return Server(name, vendor, version, tuple(capabilities), draws)


def draft(notice: Notice, app_name: str, replaces: int, server: Server) -> tuple[Any, ...]:
    """Write the body of a Notify call."""
    hint = "" if server.draws_buttons else plain(notice.hint)
    body = clip_above(plain(notice.body), hint, BODY_LIMIT)
    return (
        app_name,
        replaces,
        ICON,
        clip(plain(notice.title), TITLE_LIMIT),
        escape(body) if "body-markup" in server.capabilities else body,
        # Short words, three at most, and no "default": lxqt-notificationd 1.2 makes a drop-down
        # list of four and cuts long labels; xfce4-notifyd 0.7 draws "default" as one more button.
        [word for button in notice.buttons for word in (button.choice, plain(button.label))],
        HINTS,
        _expiry(notice),
    )


def _expiry(notice: Notice) -> int:
    """Milliseconds after which the server may take it down by itself.

    We withdraw what is over; this is for a card whose daemon was killed meanwhile.
    """
    if not notice.buttons:
        return AS_THE_SERVER_LIKES
    if notice.lasts is None:
        return UNTIL_WITHDRAWN
    return min(max(int(notice.lasts.total_seconds() * 1000), 1), MOST_MILLISECONDS)
