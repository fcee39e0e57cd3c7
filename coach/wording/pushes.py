"""What is said of messages to the phone, and in them."""

from coach.core.model import Delivery
from coach.notify.port import Notice
from coach.wording.translating import _, marked

UNKNOWN = marked("the service did not take it")

REASONS = {
    "address": marked("the address is not one that Apprise knows"),
    "refused": marked("the service refused it (it answered {code})"),
    "unreachable": marked("the service could not be reached"),
    "slow": marked("the service did not answer in time"),
    "missing": marked(
        "Apprise is not installed; put it beside coach with: pipx inject cramp-coach apprise"
    ),
    "other": UNKNOWN,
}
"""What the child says became of a message, in words. No part of the address is in them."""


def reason(outcome: str) -> str:
    """Why a message was not sent."""
    word, _space, code = outcome.partition(" ")
    return _(REASONS.get(word, UNKNOWN)).format(code=code)


def stopped() -> str:
    """When the program ended meanwhile."""
    return _("coach was stopped while it was sending")


def no_child(why: str) -> str:
    """When the sending program could not be started."""
    return _("it could not be sent from here ({why})").format(why=why)


# --- the address -------------------------------------------------------------------------


def no_variable(name: str) -> str:
    """When the variable that is to hold the address is not there."""
    return _("there is no address: {name} is not set here; coach as a service may have it").format(
        name=name
    )


def no_file(path: str, why: str) -> str:
    """When the file that is to hold the address cannot be read."""
    return _("there is no address: {path} cannot be read ({why})").format(path=path, why=why)


def no_line(path: str) -> str:
    """When the file holds no address, or several."""
    return _("there is no address: {path} should hold it, in one line").format(path=path)


def open_to_others(path: str) -> str:
    """When others on this machine may read the secret."""
    return _("others on this computer can read {path}; type: chmod 600 {path}").format(path=path)


# --- history -----------------------------------------------------------------------------


def delivered(names: str, delivery: Delivery) -> str:
    """What became of a message; empty where there is nothing to tell yet."""
    if delivery.stage == "shown":
        return _("{names}: sent to your phone").format(names=names)
    if delivery.stage == "failed":
        told = _("{names}: could not be sent to your phone - {reason}")
        return told.format(names=names, reason=delivery.reason)
    return ""


# --- check -------------------------------------------------------------------------------


def not_set_up() -> str:
    """When the config has no phone."""
    return _("not set up; how: docs/push.md")


def nothing_reminds() -> str:
    """The same where nothing is shown at this computer."""
    return _("not set up, and nothing is shown here: no reminders come; how: docs/push.md")


def set_up(after: str) -> str:
    """When messages would be sent."""
    told = _("reminds your phone: after {span} without an answer, at once while you are away")
    return told.format(span=after)


def phone_alone() -> str:
    """The same where nothing is shown at this computer."""
    return _("reminds your phone at once; nothing is shown here, as your config says")


def test_message() -> Notice:
    """What `coach check --push` sends."""
    return Notice(_("A message from coach"), _("Your reminders can come to this phone."))


def tested() -> str:
    """When the message was handed over."""
    return _("a message was handed over; it should be on your phone soon")


def test_failed(why: str) -> str:
    """When it was not."""
    return _("no message was sent: {why}").format(why=why)


def alone() -> str:
    """When nothing is to be shown at this computer."""
    return _("off in your config, for your phone alone")
