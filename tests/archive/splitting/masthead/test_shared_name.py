"""The names on which the issues of a folder agree."""

from archive.models import Source
from archive.readers import read_documents
from archive.splitting import Survey, survey, with_shared_names

TEXT = "## Ports\n\nA crane fell into the harbour, and was lifted out.\n\n## Boats\n\nA ferry ran late.\n"
SUBJECTS = ("Cranes, tugs and ice", "What the ice did", "A quay is closed", "Pilots wanted, and found")


def surveyed(name: str, title: str, text: str = TEXT) -> Survey:
    source = Source(name, "", f'---\ntitle: "{title}"\n---\n\n{text}'.encode())
    return survey(read_documents(source)[0])


def named(*issues: Survey) -> list[str]:
    return [issue.publication for issue in with_shared_names(issues)]


def test_an_issue_that_is_called_by_its_subject_takes_the_name_of_its_kin() -> None:
    subjects = [surveyed(f"{n}.md", f"#{n} - {subject}") for n, subject in enumerate(SUBJECTS)]
    series = [surveyed(f"{n}.md", f"#{n} - Harbour Weekly") for n in range(10, 14)]
    assert named(*subjects, *series) == ["Harbour Weekly"] * 8


def test_the_words_that_all_titles_open_with_are_the_name() -> None:
    titles = [f"Quay Notes {subject}" for subject in ("on cranes", "from ice", "about pilots", "in spring")]
    assert named(*(surveyed(f"{n}.md", title) for n, title in enumerate(titles))) == ["Quay Notes"] * 4


def test_issues_of_other_folders_do_not_lend_their_name() -> None:
    subjects = [surveyed(f"a/{n}.md", subject) for n, subject in enumerate(SUBJECTS)]
    series = [surveyed(f"b/{n}.md", f"#{n} - Harbour Weekly") for n in range(10, 16)]
    assert "Harbour Weekly" not in named(*subjects, *series)[:4]


def test_an_issue_that_names_itself_keeps_its_name_among_others() -> None:
    series = [surveyed(f"{n}.md", f"Harbour Weekly {n}") for n in range(10, 16)]
    assert named(surveyed("1.md", "Farm Digest #3"), *series)[0] == "Farm Digest"


def test_an_issue_without_anything_in_common_does_not_take_the_name_of_others() -> None:
    series = [surveyed(f"{n}.md", f"#{n} - Harbour Weekly") for n in range(10, 16)]
    stranger = surveyed("1.md", "Cows, sheep, and hay", "# Fields\n\nThe hay was cut in June.\n")
    assert named(stranger, *series)[0] != "Harbour Weekly"


def test_a_name_in_the_metadata_stands_whatever_others_say() -> None:
    text = f"---\ntitle: Cranes\npublication: Farm Digest\n---\n\n{TEXT}"
    declared = survey(read_documents(Source("1.md", "", text.encode()))[0])
    series = [surveyed(f"{n}.md", f"#{n} - Harbour Weekly") for n in range(10, 16)]
    assert named(declared, *series)[0] == "Farm Digest"
