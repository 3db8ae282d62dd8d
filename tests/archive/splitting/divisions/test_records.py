"""The divisions of a section into records."""

from archive.document import Block, BlockKind
from archive.models import Link
from archive.profiles.division import Division
from archive.splitting.divisions.records import Records, divisions_of, named_records
from archive.splitting.outline import Section, build_outline


def heading(text: str, level: int = 2) -> Block:
    return Block(BlockKind.HEADING, text, level)


def paragraph(text: str, lead: str = "", link: str = "") -> Block:
    links = (
        (Link("https://example.org", link, text.index(link), text.index(link) + len(link)),) if link else ()
    )
    return Block(BlockKind.PARAGRAPH, text, lead=lead, links=links)


def entry(text: str, lead: str = "") -> Block:
    return Block(BlockKind.LIST_ITEM, text, 1, lead)


def divided(*blocks: Block) -> dict[Division, Records]:
    section = build_outline((heading("News"), *blocks)).children[0]
    return {records.division: records for records in divisions_of(section)}


def sizes(records: Records) -> list[int]:
    return [len(record) for record in records.records]


def test_a_section_of_prose_is_one_record_or_one_a_paragraph() -> None:
    found = divided(paragraph("Locks close."), paragraph("Ferries sail."))
    assert set(found) == {Division.NONE, Division.BODY, Division.PARAGRAPHS}
    assert sizes(found[Division.PARAGRAPHS]) == [1, 1]


def test_a_paragraph_without_a_link_belongs_to_the_linked_one_above() -> None:
    linked = [paragraph(f"The report {n} is out.", link="report") for n in range(2)]
    found = divided(linked[0], paragraph("It is long."), linked[1])
    assert sizes(found[Division.LINKED]) == [2, 1]


def test_an_entry_without_a_lead_belongs_to_the_led_one_above() -> None:
    found = divided(
        entry("Votes: the bill passed.", "Votes:"), entry("Source: the record."), entry("Why: rule 2.")
    )
    assert sizes(found[Division.LED]) == [3]
    assert sizes(found[Division.ENTRIES]) == [1, 1, 1]


def test_the_text_before_a_list_is_in_none_of_its_records() -> None:
    found = divided(paragraph("This week:"), entry("Locks close."), entry("Ferries sail."))
    assert [block.text for block in found[Division.ENTRIES].before] == ["This week:"]


def test_rules_make_groups() -> None:
    rule = Block(BlockKind.RULE, "")
    found = divided(paragraph("One."), paragraph("More of one."), rule, paragraph("Two."))
    assert sizes(found[Division.GROUPS]) == [2, 1]


def test_a_section_with_sub_sections_can_be_one_record() -> None:
    found = divided(heading("What happened", 3), paragraph("Locks closed."))
    assert [block.text for block in found[Division.WHOLE].records[0]] == ["What happened", "Locks closed."]


def test_a_heading_without_text_can_be_a_record_by_itself() -> None:
    assert divided().keys() == {Division.NONE, Division.BODY}
    assert divisions_of(Section(None)) == [Records(Division.NONE, ())]


def named(division: Division, *blocks: Block) -> Records | None:
    return named_records(build_outline((heading("News"), *blocks)).children[0], division)


def test_one_record_is_enough_for_a_division_that_a_profile_names() -> None:
    assert Division.PARAGRAPHS not in divided(paragraph("Locks close."))
    records = named(Division.PARAGRAPHS, paragraph("Locks close."))
    assert records
    assert sizes(records) == [1]
    assert named(Division.ENTRIES, paragraph("Locks close.")) is None


def test_outer_entries_hold_what_stands_below_them() -> None:
    below = Block(BlockKind.LIST_ITEM, "It closes on Monday.", 2)
    records = named(Division.OUTER, entry("The lock closes"), below, entry("The ferry sails"))
    assert records
    assert sizes(records) == [2, 1]
