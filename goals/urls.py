from . import converters as _converters  # noqa: F401  registers edition, number and code
from . import views
from .answers import CITED, page

app_name = "goals"

urlpatterns = [
    *page("<edition:edition>/", views.edition, name="edition", endings=CITED),
    *page("<edition:edition>/goals/", views.goal_list, name="goal_list"),
    *page("<edition:edition>/goals/<number:number>/", views.goal, name="goal", endings=CITED),
    *page(
        "<edition:edition>/goals/<number:goal>/objectives/<number:number>/",
        views.objective,
        name="objective",
        endings=CITED,
    ),
    *page("<edition:edition>/sdgs/", views.crosswalk, name="crosswalk"),
    *page("compare/", views.compare_current, name="compare_current"),
    *page("compare/<edition:earlier>/<edition:later>/", views.compare, name="compare"),
    *page(
        "compare/<edition:earlier>/<edition:later>/goals/<number:number>/",
        views.compare_goal,
        name="compare_goal",
    ),
    *page("sdgs/", views.sdg_list, name="sdg_list"),
    *page("sdgs/<number:number>/", views.sdg, name="sdg"),
    *page("topics/", views.topic_list, name="topic_list"),
    *page("topics/<slug:slug>/", views.topic, name="topic"),
]
