"""Mails: subject and plain text from a module's templates, the same text as simple HTML, in one language.

``template`` names two files, ``<template>_subject.txt`` and ``<template>_message.txt``; the second one extends
``design/mail/base.txt``. A paragraph that is nothing but an address becomes a link.
"""

import logging
from collections.abc import Mapping, Sequence
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language_bidi, override

log = logging.getLogger(__name__)

FRAME = "design/mail/frame.html"


def compose(
    template: str,
    to: str,
    language: str,
    context: Mapping[str, Any],
    *,
    headers: Mapping[str, str] | None = None,
    reply_to: Sequence[str] = (),
) -> EmailMultiAlternatives:
    """Write a mail to one address in one language."""
    with override(language):
        values = {"brand": settings.BRAND, "base_url": settings.BASE_URL, **context}
        subject = " ".join(render_to_string(f"{template}_subject.txt", values).split())
        text = render_to_string(f"{template}_message.txt", values).strip() + "\n"
        paragraphs = [
            {"text": part.strip(), "is_link": _is_link(part.strip())}
            for part in text.split("\n\n")
            if part.strip()
        ]
        frame = {
            "subject": subject,
            "paragraphs": paragraphs,
            "language": language,
            "direction": "rtl" if get_language_bidi() else "ltr",
        }
        message = EmailMultiAlternatives(
            subject,
            text,
            settings.DEFAULT_FROM_EMAIL,
            [to],
            headers=dict(headers or {}),
            reply_to=list(reply_to) or None,
        )
        message.attach_alternative(render_to_string(FRAME, frame), "text/html")
        return message


def send(
    template: str,
    to: str,
    language: str,
    context: Mapping[str, Any],
    *,
    headers: Mapping[str, str] | None = None,
    reply_to: Sequence[str] = (),
    attachments: Sequence[tuple[str, str | bytes, str]] = (),
) -> bool:
    """Write a mail and send it; ``attachments`` are name, content, media type.

    A mail server that does not answer is logged and stops nobody: the answer says whether it went out.
    """
    message = compose(template, to, language, context, headers=headers, reply_to=reply_to)
    for name, content, kind in attachments:
        message.attach(name, content, kind)
    try:
        message.send()
    except (SMTPException, OSError):
        log.exception("A mail (%s) could not be sent.", template)
        return False
    return True


def address(language: str, name: str, *args: Any) -> str:
    """The full address of a page in the reader's language."""
    with override(language):
        return settings.BASE_URL + reverse(name, args=args)


def _is_link(text: str) -> bool:
    return text.startswith(("http://", "https://")) and not any(character.isspace() for character in text)
