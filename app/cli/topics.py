"""`briefings topics` and `retag`: the taxonomy, what another one would change, learning from corrections."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from app.cli.common import count_of, print_json, profiles_of, progress_callback, store_of, update_index
from app.settings import Settings
from archive.ingest.retag import TopicChange, retag, topic_changes
from archive.vocabularies.topics import load_taxonomy

_DEFAULT_LIMIT = 40


@click.group()
def topics_command() -> None:
    """List the topics, try another file of them, or learn them from corrections."""


@topics_command.command("list")
@click.option("--json", "as_json_", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_topics(settings: Settings, as_json_: bool) -> None:
    """List the topics in use, with their IPTC codes and how many terms speak for each."""
    topics = settings.vocabularies.topics.topics
    if as_json_:
        print_json([{"id": t.id, "label": t.label, "parent": t.parent, "medtop": t.medtop} for t in topics])
        return
    for topic in topics:
        name = ("  " if topic.parent else "") + topic.id
        click.echo(f"{name:<26} {topic.label:<28} {topic.medtop}  {count_of(len(topic.terms), 'term')}")


@topics_command.command("try")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--limit", type=click.IntRange(0), default=_DEFAULT_LIMIT, show_default=True, help="Items shown."
)
@click.option("--json", "as_json_", is_flag=True, help="Print all changes as JSON.")
@click.pass_obj
def try_topics(settings: Settings, file: Path, limit: int, as_json_: bool) -> None:
    """Show what the topics in FILE would change in the archive; nothing is changed.

    Topics that an editor has set stay whatever the file says. To use a file, name it in BRIEFINGS_TOPICS and
    run `briefings retag`.
    """
    chosen = load_taxonomy(file)
    with store_of(settings) as store:
        changes = list(topic_changes(store, chosen, profiles_of(settings)))
        total = store.status().items
    if as_json_:
        print_json(changes)
        return
    for line in _difference(changes, limit):
        click.echo(line)
    click.echo(
        f"{count_of(len(changes), 'item')} of {total:,} would change. To do it: BRIEFINGS_TOPICS={file}"
    )


@topics_command.command("learn")
@click.option("--save", type=click.Path(path_type=Path), help="Write the model to a file.")
@click.option("--json", "as_json_", is_flag=True, help="Print JSON.")
@click.pass_obj
def learn_topics(settings: Settings, save: Path | None, as_json_: bool) -> None:
    """Learn topics from the items whose topics editors have set, and say how well that goes.

    For each topic: of the items that the model gave it the share that have it (precision), and of those that
    have it the share found (recall), in items that it had not learnt from; the same for the taxonomy's terms.
    Nothing is switched on: that is done by naming the saved model in BRIEFINGS_TOPIC_MODEL.
    """
    from archive.learning.topic_training import learn  # loads NumPy

    with store_of(settings) as store:
        standing = store.corrected_fields()
        items = [p.item for p in store.corrected_items() if "topics" in standing.get(p.item.id, ())]
    learnt = learn(items, settings.vocabularies.topics)
    if save:
        learnt.model.save(save)
    if as_json_:
        print_json({"items": learnt.items, "topics": learnt.judged, "too_few": learnt.too_few})
        return
    click.echo(f"{'topic':<24} {'items':>6}  {'precision':>9} {'recall':>7}   by terms: precision, recall")
    for each in learnt.judged:
        click.echo(
            f"{each.topic:<24} {each.items:>6,}  {each.precision:>9.2f} {each.recall:>7.2f}"
            f"   {each.terms_precision:>19.2f} {each.terms_recall:>7.2f}"
        )
    if learnt.too_few:
        click.echo(f"too few items to learn from: {', '.join(learnt.too_few)}")
    if save:
        click.echo(f"To switch it on: BRIEFINGS_TOPIC_MODEL={save}, then `briefings retag`.")


@click.command()
@click.pass_obj
def retag_command(settings: Settings) -> None:
    """Tag all items anew, after a change of the topics, the names or a model; corrections stay.

    What the issues teach of names is learnt first, and kept in the archive's folder.
    """
    with store_of(settings) as store:
        with progress_callback("Tagging", store.status().issues) as progress:
            changed = retag(store, profiles_of(settings), settings.tagger, progress)
        behind = update_index(store, settings)
    click.echo(f"{count_of(changed, 'item')} changed.")
    if behind:
        raise click.ClickException(behind)


def _difference(changes: Sequence[TopicChange], limit: int) -> Iterator[str]:
    gained = Counter(topic for change in changes for topic in change.gained)
    lost = Counter(topic for change in changes for topic in change.lost)
    for topic in sorted({*gained, *lost}, key=lambda each: (-gained[each] - lost[each], each)):
        yield f"{topic:<24} {f'+{gained[topic]:,}':>8} {f'-{lost[topic]:,}':>8}"
    for change in changes[:limit]:
        signs = [*(f"+{topic}" for topic in change.gained), *(f"-{topic}" for topic in change.lost)]
        yield f"{change.id:<22} {' '.join(signs)}  {change.headline}"
    if len(changes) > limit:
        yield f"and {count_of(len(changes) - limit, 'more item')}"
