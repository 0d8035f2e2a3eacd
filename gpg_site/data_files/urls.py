"""Addresses of data files: a unit's address with an ending in place of its last slash."""

from django.urls import path

from goals import converters as _converters  # noqa: F401  registers edition and number

from . import files, paper, social

_GOAL = "<edition:edition>/goals/<number:number>"
_OBJECTIVE = "<edition:edition>/goals/<number:goal>/objectives/<number:number>"
_THEME = "<edition:edition>/themes/<number:number>"
_COMMITMENT = "<edition:edition>/themes/<number:theme>/commitments/<number:number>"

urlpatterns = [
    # Paper.
    path("data/gpg-<edition:edition>.pdf", files.document, {"make": paper.edition}, "edition_pdf"),
    path(f"{_GOAL}.pdf", files.document, {"make": paper.goal}, "goal_pdf"),
    path(f"{_GOAL}/card.pdf", files.document, {"make": paper.goal_card}, "goal_card"),
    path(f"{_OBJECTIVE}.pdf", files.document, {"make": paper.objective}, "objective_pdf"),
    path(f"{_THEME}.pdf", files.document, {"make": paper.theme}, "theme_pdf"),
    path(f"{_COMMITMENT}.pdf", files.document, {"make": paper.commitment}, "commitment_pdf"),
    # Social cards.
    path("<edition:edition>/card.png", files.picture, {"make": social.edition}),
    path(f"{_GOAL}/card.png", files.picture, {"make": social.goal}),
    path(f"{_OBJECTIVE}/card.png", files.picture, {"make": social.objective}),
    path(f"{_THEME}/card.png", files.picture, {"make": social.theme}),
    path(f"{_COMMITMENT}/card.png", files.picture, {"make": social.commitment}),
]
