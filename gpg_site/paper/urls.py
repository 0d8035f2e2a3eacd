"""Addresses of units on paper and in pictures: an ending in place of the unit's last slash."""

from django.urls import path

from goals import converters as _converters  # noqa: F401  registers edition and number

from . import documents, social, views

_GOAL = "<edition:edition>/goals/<number:number>"
_OBJECTIVE = "<edition:edition>/goals/<number:goal>/objectives/<number:number>"
_THEME = "<edition:edition>/themes/<number:number>"
_COMMITMENT = "<edition:edition>/themes/<number:theme>/commitments/<number:number>"

urlpatterns = [
    path(f"{_GOAL}.pdf", views.document, {"make": documents.goal}),
    path(f"{_GOAL}/card.pdf", views.document, {"make": documents.goal_card}),
    path(f"{_OBJECTIVE}.pdf", views.document, {"make": documents.objective}),
    path(f"{_THEME}.pdf", views.document, {"make": documents.theme}),
    path(f"{_COMMITMENT}.pdf", views.document, {"make": documents.commitment}),
    path("<edition:edition>/card.png", views.picture, {"make": social.edition}),
    path(f"{_GOAL}/card.png", views.picture, {"make": social.goal}),
    path(f"{_OBJECTIVE}/card.png", views.picture, {"make": social.objective}),
    path(f"{_THEME}/card.png", views.picture, {"make": social.theme}),
    path(f"{_COMMITMENT}/card.png", views.picture, {"make": social.commitment}),
]
