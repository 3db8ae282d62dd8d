"""The reference of the query language, for the help page and the manual; the tests parse each example."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """A query, and what it finds."""

    query: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Group:
    """Examples of one kind."""

    label: str
    examples: tuple[Example, ...]


SYNTAX: tuple[Group, ...] = (
    Group(
        "Words",
        (
            Example("export controls", "both words, anywhere in an item, in any form (control, controlled)"),
            Example('"export controls"', "the words side by side, in this order"),
            Example('"tariffs steel"~5', "the words in any order, with at most five others among them"),
            Example("são paulo", "accents and capitals make no difference"),
        ),
    ),
    Group(
        "Combining",
        (
            Example("gallium OR germanium", "either word; OR is in capitals, and | means the same"),
            Example("tariffs -steel", "items without the word; NOT steel means the same"),
            Example("(gallium OR germanium) licences", "brackets say what belongs together"),
            Example("gallium germanium OR lithium", "AND, or a space, binds before OR: both, or lithium"),
            Example('"NOT" proven', "quotation marks make any sign or operator an ordinary word"),
            Example(r"C\*", "and so does a backslash for the character after it"),
        ),
    ),
    Group(
        "Parts of words",
        (
            Example("tari*", "words that begin so: tariff, tariffs"),
            Example("*nomics", "words that end so"),
            Example("organi?ation", "any one letter in the place of ?"),
            Example("galium~", "words that differ in one letter at most, or have two neighbours swapped"),
            Example("germaniom~2", "words that differ in two letters at most"),
            Example("*", "everything"),
        ),
    ),
    Group(
        "Where to look",
        (
            Example("headline:tariffs", "in the headline; title: and hd: mean the same"),
            Example("takeaway:escalation", "in the closing judgement"),
            Example('body:"supply chain"', "in the text; text: means the same"),
            Example("headline:(trade OR tariffs)", "a field can hold for a whole group"),
        ),
    ),
    Group(
        "Topics, regions, names, publications",
        (
            Example("topic:trade", "items on a topic, or on one below it"),
            Example("region:china", "items on a region, or on one within it; country: means the same"),
            Example('region:"south korea"', "names of several words take quotation marks"),
            Example("region:CN-GD", "codes of ISO 3166 and M49 are names too"),
            Example("region:asean", "blocs are regions: items on the bloc itself"),
            Example("members:asean", "items on any country of the bloc"),
            Example("-region:US", "items not on a region"),
            Example('person:"Xi Jinping"', "items that name a person; people: and who: mean the same"),
            Example("person:xi", "a part of the name will do where it tells; the answer says who was meant"),
            Example("organisation:IMF", "a body, by its name or acronym; org: means the same"),
            Example("NPC", "items that write National People’s Congress too, where the archive says so"),
            Example("publication:wci", "one publication, by its short name; pub: means the same"),
        ),
    ),
    Group(
        "Dates of events",
        (
            Example(
                "event:2025-03", "items that tell of something in March 2025, whenever they were published"
            ),
            Example("event:2025-03-30..2025-04-02", "in these days, as far as the text says it exactly"),
            Example("ahead:>=2027", "items that expect something in 2027 or later"),
            Example("ahead:2026 region:china", "what was expected of 2026"),
        ),
    ),
    Group(
        "Dates of issue",
        (
            Example("date:2025", "a year"),
            Example("date:2025-03", "a month"),
            Example("date:2025-03-04", "a day"),
            Example("date:2025-03..2025-06", "from one to the other, both included"),
            Example("date:2025-03..", "from then on; ..2025-03 until then"),
            Example("after:2025-03", "from the first day of March 2025"),
            Example("before:2025-06", "until the last day of May 2025"),
        ),
    ),
)
