"""One briefing in several parts of one source is taken in once."""

from email.message import EmailMessage

from archive.ingest.pipeline import parse_source
from archive.models import Source

STORIES = [
    (
        "Lisbon lowers its fees",
        "The port authority of Lisbon lowered its fees for container ships on Monday.",
    ),
    ("Wheat prices climb", "A dry spring in the plains pushed futures for the July contract to a new high."),
    ("Ferry route reopens", "Daily sailings between the two islands resume once the pier has been rebuilt."),
]
TEXT = "\n\n".join(f"{title.upper()}\n\n{story} Read more: https://example.org/a" for title, story in STORIES)
HTML = "".join(
    f'<h2>{title}</h2><p>{story} <a href="https://example.org/a">Read more</a></p>'
    for title, story in STORIES
)


def mail() -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Harbour Weekly, 8 March 2024"
    message["From"] = "Harbour Weekly <desk@example.org>"
    message["Date"] = "Fri, 08 Mar 2024 09:00:00 +0000"
    return message


def headlines(message: EmailMessage) -> list[str]:
    [draft] = parse_source(Source("mail.eml", "message/rfc822", bytes(message)))
    return [item.headline for item in draft.items]


def test_text_and_html_as_alternatives_give_each_item_once() -> None:
    message = mail()
    message.set_content(TEXT)
    message.add_alternative(HTML, subtype="html")
    assert headlines(message) == [title for title, _ in STORIES]


def test_text_and_html_side_by_side_give_each_item_once() -> None:
    message = mail()
    message.set_content(TEXT)
    message.make_mixed()
    html = EmailMessage()
    html.set_content(HTML, subtype="html")
    message.attach(html)
    assert headlines(message) == [title for title, _ in STORIES]


def test_parts_that_say_different_things_are_both_kept() -> None:
    message = mail()
    message.set_content("The desk is closed next week. We are back on 22 March with the usual edition.")
    message.make_mixed()
    html = EmailMessage()
    html.set_content(HTML, subtype="html")
    message.attach(html)
    [draft] = parse_source(Source("mail.eml", "message/rfc822", bytes(message)))
    told = "\n".join([*(i.text for i in draft.items), *(p.text for p in draft.front_matter)])
    assert "The desk is closed next week" in told
    assert len(draft.items) >= len(STORIES)


def test_a_mailbox_that_holds_an_issue_twice_gives_it_once_and_says_so() -> None:
    message = mail()
    message.set_content(HTML, subtype="html")
    box = b"".join(b"From desk@example.org Fri Mar  8 09:00:00 2024\n" + bytes(message) + b"\n" for _ in "12")
    [draft] = parse_source(Source("old.mbox", "application/mbox", box))
    assert len(draft.items) == len(STORIES)
    assert "says the same and was left out" in draft.warnings[-1]
