"""Every address of the portal. The addresses of one edition are in the two apps."""

from django.contrib import admin
from django.urls import include, path

from . import undated, views
from .search import views as finding

handler404 = views.not_found

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("about/sources/", views.sources, name="sources"),
    path("about/sources/<slug:key>/", views.source, name="source"),
    path("changes/", views.changes, name="changes"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("search/", finding.search, name="search"),
    path("search/suggest.json", finding.suggest, name="suggest"),
    path("opensearch.xml", finding.opensearch, name="opensearch"),
    path("quote/", finding.quote, name="quote"),
    path("permalinks.json", views.permalinks, name="permalinks"),
    path("staff/", include("gpg_site.staff.urls")),
    path("staff/", admin.site.urls),
    path("", include("gpg_site.data_files.urls")),
    path("", include("goals.urls")),
    path("", include("themes.urls")),
    # The same without an edition, and codes; with and without a last slash, as people type them.
    path("goals/", undated.goal_list),
    path("goals/<number:number>/", undated.goal),
    path("goals/<number:goal>/objectives/<number:number>/", undated.objective),
    path("themes/", undated.theme_list),
    path("themes/<number:number>/", undated.theme),
    path("themes/<number:theme>/commitments/<number:number>/", undated.commitment),
    path("<code:code>", undated.code),
    path("<code:code>/", undated.code),
    path("<edition:edition>/<code:code>", undated.code_in_edition),
    path("<edition:edition>/<code:code>/", undated.code_in_edition),
]
