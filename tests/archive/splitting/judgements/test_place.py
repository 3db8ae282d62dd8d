"""Which paragraph closes the text of an item."""

from archive.models import Link, Paragraph
from archive.splitting.judgements.place import closing_place, stands_beside

TEXT = Paragraph("The council met in Lima and passed the budget.")


def test_captions_tags_sources_and_links_stand_beside_the_text() -> None:
    linked = Paragraph("Continue reading on our site.", (Link("https://example.org", start=0, end=28),))
    for line in ("Photo: Anna Berg", "#budget #lima", "Source: The Harbour Post", "Interview"):
        assert stands_beside(Paragraph(line)), line
    assert stands_beside(linked)
    assert not stands_beside(TEXT)


def test_the_text_closes_before_what_stands_beside_it() -> None:
    assert closing_place((TEXT, TEXT, Paragraph("Tags: budget"), Paragraph("Read more"))) == 1
    assert closing_place((Paragraph("Tags: budget"),)) == -1
