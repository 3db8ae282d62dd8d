"""What the issues of a publication tell of one another: repeated lines, and how sections are told."""

import random
from datetime import date, timedelta

from archive.document import Block, BlockKind, Document
from archive.ingest.publication_memory import PublicationMemory
from archive.models import Draft, Link, Traits
from archive.splitting import split_document, survey
from archive.splitting.habits import NO_HABITS, habits_of

FIRST = date(2024, 1, 7)
WELCOME = "Hello and welcome to issue {n} of the Quay Letter, which is written by volunteers."
SPONSOR = "Cranes by Kranich lift what others leave on the ground: ask for an offer."
SUBJECTS = ("berths", "ferries", "dredging", "pilots", "tugs", "lights", "cranes", "ice")


def report(n: int, subject: str) -> str:
    return (
        f"In week {n} the port authority told the council that {subject} had cost {n * 7} thousand more than "
        "planned, and that the difference would be paid out of the reserve."
    )


def remarks(n: int) -> list[Block]:
    """A list of remarks: with a text above it part of a section, by itself a digest."""
    return [
        Block(BlockKind.LIST_ITEM, f"{SUBJECTS[(n + k) % 8]} change hands at quay {n}", 1) for k in range(3)
    ]


def links(n: int) -> list[Block]:
    """A list of linked remarks."""
    texts = [f"[{n * 10 + k}] {SUBJECTS[(n + k) % 8]} change hands at quay {n * k + k}" for k in range(3)]
    return [
        Block(BlockKind.LIST_ITEM, text, 1, links=(Link("https://example.org", text, 0, len(text)),))
        for text in texts
    ]


def issue(n: int, *extra: Block, welcome: str = WELCOME) -> Document:
    subjects = [SUBJECTS[n % 8], SUBJECTS[(n + 3) % 8]]
    blocks = [Block(BlockKind.PARAGRAPH, welcome.format(n=n))]
    for subject in subjects:
        blocks += [
            Block(BlockKind.HEADING, f"About {subject} {n}", 2),
            Block(BlockKind.PARAGRAPH, report(n, subject)),
        ]
    blocks.insert(3, Block(BlockKind.PARAGRAPH, SPONSOR))
    day = FIRST + timedelta(days=7 * n)
    metadata = {"publication": "Quay Letter", "date": day.isoformat()}
    return Document(f"{day}.md", "text/markdown", (*blocks, *extra), metadata=metadata)


def split_together(documents: list[Document]) -> dict[str, Draft]:
    memory, surveys = PublicationMemory(), [survey(document) for document in documents]
    for one in surveys:
        memory.learn(one)
    return {one.document.name: split_document(one, memory) for one in surveys}


def told(draft: Draft) -> str:
    return " ".join(item.text for item in draft.items)


def test_lines_that_most_issues_repeat_are_no_news() -> None:
    documents = [issue(n) for n in range(6)]
    assert SPONSOR in told(split_document(documents[5]))
    for draft in split_together(documents).values():
        assert SPONSOR not in told(draft)
        assert SPONSOR in [paragraph.text for paragraph in draft.back_matter]
        assert [item.headline.split()[0] for item in draft.items] == ["About", "About"]
        assert draft.accounting
        assert draft.accounting.nowhere == 0


def test_two_issues_are_too_few_to_call_anything_repeated() -> None:
    for draft in split_together([issue(n) for n in range(3)]).values():
        assert SPONSOR in told(draft)


def test_a_line_that_differs_by_issue_number_and_date_alone_is_repeated() -> None:
    dated = "This is issue {n}, of {n} March 2024, and you can write to us about anything that is in it."
    documents = [issue(n, Block(BlockKind.PARAGRAPH, dated.format(n=n))) for n in range(1, 7)]
    for draft in split_together(documents).values():
        assert "you can write to us" not in told(draft)


def test_figures_that_differ_are_news_each_time() -> None:
    texts = [f"The index of freight rates stood at {1900 + n * 13} points at the end." for n in range(6)]
    documents = [
        issue(n, Block(BlockKind.HEADING, "Rates", 2), Block(BlockKind.PARAGRAPH, text))
        for n, text in enumerate(texts)
    ]
    drafts = list(split_together(documents).values())
    assert [text in told(draft) for text, draft in zip(texts, drafts, strict=True)] == [True] * 6


def test_a_section_that_comes_back_with_other_words_keeps_its_items() -> None:
    documents = [
        issue(n, Block(BlockKind.HEADING, "Releases", 2), Block(BlockKind.PARAGRAPH, report(n, "charts")))
        for n in range(6)
    ]
    for draft in split_together(documents).values():
        assert draft.items[-1].headline == "Releases"


def test_one_entry_that_comes_back_among_new_ones_stays_in_its_list() -> None:
    always = Block(BlockKind.LIST_ITEM, "The hack evening at the lighthouse takes place every Tuesday.", 1)
    documents = [issue(n, Block(BlockKind.HEADING, "Dates", 2), always, *links(n)) for n in range(6)]
    for draft in split_together(documents).values():
        assert always.text in told(draft)


def test_an_issue_sent_again_and_again_is_not_boilerplate() -> None:
    again = [issue(1)] * 5
    days = [{**document.metadata, "date": f"2024-02-0{n + 1}"} for n, document in enumerate(again)]
    documents = [
        Document(f"{n}.md", "text/markdown", document.blocks, metadata=metadata)
        for n, (document, metadata) in enumerate(zip(again, days, strict=True))
    ]
    for draft in split_together(documents).values():
        assert len(draft.items) == 2


def test_a_section_is_told_as_most_issues_tell_it() -> None:
    title = Block(BlockKind.HEADING, "Other moves", 2)
    prose = [issue(n, title, Block(BlockKind.PARAGRAPH, report(n, "rents")), *remarks(n)) for n in range(8)]
    odd = issue(8, title, *remarks(8))
    odd = Document(odd.name, odd.media_type, odd.blocks[-4:], metadata=odd.metadata)
    assert len(split_document(odd).items) == 3
    together = split_together([*prose, odd])[odd.name]
    assert [item.headline for item in together.items] == ["Other moves"]


def test_the_order_in_which_issues_come_does_not_matter() -> None:
    documents = [issue(n, Block(BlockKind.HEADING, "Moves", 2), *links(n)) for n in range(9)]
    shuffled = documents[:]
    random.Random(7).shuffle(shuffled)
    assert split_together(documents) == split_together(shuffled)


def test_an_issue_is_never_judged_by_itself() -> None:
    memory = PublicationMemory()
    for _ in range(5):
        memory.learn(survey(issue(3)))
    assert memory("Quay Letter", survey(issue(3)).issue_date.day) == NO_HABITS


def test_nearer_issues_count_for_more() -> None:
    new, old = Traits(evidence={"list: moves": 1.0}), Traits(evidence={"list: moves": 0.0})
    habits = habits_of([new, new, new, old, old, old])
    assert habits.score("list: moves", 0.5, "Moves") > 0.5
    assert habits_of([old, old, old, new, new, new]).score("list: moves", 0.5, "Moves") < 0.5


def test_traits_come_from_the_document_alone() -> None:
    documents = [issue(n) for n in range(6)]
    together = split_together(documents)
    assert [together[d.name].traits for d in documents] == [split_document(d).traits for d in documents]
