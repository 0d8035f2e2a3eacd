import pytest

from goals.models import Goal, Objective
from tests.builders import make_commitment, make_objective
from tests.html import read, table
from themes.models import Commitment, Theme

pytestmark = pytest.mark.django_db

ADDRESS = "/2023/matrix/"


def test_a_cell_counts_shared_topics_and_opens_to_them(client, world):
    assert table(client.get(ADDRESS).text) == [
        ["Goal", "I Carry 1 of 2023", "II Carry 2 of 2023", "Different topics"],
        [
            "1 Goal 1",
            "1 topic shared by goal 1 and theme I• Data 1.11.2T1.1",
            "no shared topic",
            "1",
        ],
        ["2 Goal 2", "no shared topic", "no shared topic", "0"],
        ["Different topics", "1", "0", "1"],
    ]


def test_a_topic_counts_once_in_a_row_column_and_all(client, world):
    second = Theme.objects.get(edition=world.current, number=2)
    make_commitment(theme=second, number=2, topics=(world.data, world.borders))
    make_objective(goal=Goal.objects.get(edition=world.current, number=2), number=2,
                   topics=(world.data,))  # fmt: skip
    rows = table(client.get(ADDRESS).text)

    assert [row[-1] for row in rows[1:]] == ["2", "2", "2"]
    assert rows[-1] == ["Different topics", "1", "2", "2"]
    assert rows[1][2].startswith("2 topics shared by goal 1 and theme II•• Borders")


def test_all_links_keep_to_the_edition(client, world):
    page = read(client.get(ADDRESS).text)

    for link in (
        "/topics/data/#edition-2023",
        "/2023/goals/1/objectives/2/",
        "/2023/themes/1/commitments/1/",
    ):
        assert page.links.count(link) == 2, link


def test_nothing_shared_is_said(client, world):
    Commitment.objects.get(theme__edition=world.current, theme__number=1).topics.clear()
    Objective.objects.get(goal__edition=world.current, goal__number=2).topics.clear()

    rows = table(client.get(ADDRESS).text)
    assert {cell for row in rows[1:3] for cell in row[1:3]} == {"no shared topic"}
    assert rows[-1] == ["Different topics", "0", "0", "0"]


def test_an_edition_without_themes_has_no_matrix(client, world):
    assert client.get("/2017/matrix/").status_code == 404
    assert [item["url"] for item in client.get(ADDRESS).context["frame"]["switcher"]] == [
        "/2023/matrix/",
        "/2017/",
    ]
    for address in ("/2017/", "/2017/goals/1/"):
        assert not any("matrix" in link for link in read(client.get(address).text).links), address


@pytest.mark.parametrize(
    "address", ["/2023/", "/2023/themes/", "/2023/themes/1/", "/2023/goals/1/"]
)
def test_the_matrix_is_reached_from_what_it_is_about(client, world, address):
    assert ADDRESS in read(client.get(address).text).links
