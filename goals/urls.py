from django.urls import path

from . import converters as _converters  # noqa: F401  registers edition, number and code
from . import views

app_name = "goals"

urlpatterns = [
    path("<edition:edition>/", views.edition, name="edition"),
    path("<edition:edition>/goals/", views.goal_list, name="goal_list"),
    path("<edition:edition>/goals/<number:number>/", views.goal, name="goal"),
    path(
        "<edition:edition>/goals/<number:goal>/objectives/<number:number>/",
        views.objective,
        name="objective",
    ),
    path("<edition:edition>/sdgs/", views.crosswalk, name="crosswalk"),
    path("compare/", views.compare_current, name="compare_current"),
    path("compare/<edition:earlier>/<edition:later>/", views.compare, name="compare"),
    path(
        "compare/<edition:earlier>/<edition:later>/goals/<number:number>/",
        views.compare_goal,
        name="compare_goal",
    ),
    path("sdgs/", views.sdg_list, name="sdg_list"),
    path("sdgs/<number:number>/", views.sdg, name="sdg"),
    path("topics/", views.topic_list, name="topic_list"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
]
