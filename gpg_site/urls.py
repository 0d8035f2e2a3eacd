"""Every address of the portal. The addresses of one edition are in the two apps."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import LocalePrefixPattern

from goals.answers import UNIT, page
from goals.languages import language, prefix

from . import health, undated, views
from .api import views as api
from .data_files import views as files
from .search import views as finding

handler404 = views.not_found
handler500 = views.failed


def staff() -> list[URLPattern | URLResolver]:
    """The staff's addresses; none in a process that serves readers alone."""
    if settings.PUBLIC_ONLY:
        return []
    from django.contrib import admin

    return [
        path("staff/", include("gpg_site.staff.account_urls")),
        path("staff/", include("gpg_site.staff.urls")),
        path("staff/", admin.site.urls),
    ]


class LanguagePrefix(LocalePrefixPattern):
    """The beginning of an address that says its language. Django takes it from the language of the
    interface, which on the desk is another than that of the pages that the desk leads to."""

    @property
    def language_prefix(self) -> str:
        return f"{prefix(language())[1:]}/".lstrip("/")


def in_each_language(*patterns: URLPattern | URLResolver) -> list[URLPattern | URLResolver]:
    """English at the root, the other languages below their codes."""
    return [URLResolver(LanguagePrefix(prefix_default_language=False), [*patterns])]


urlpatterns = [
    # In one language for all, or of none.
    path("permalinks.json", views.permalinks, name="permalinks"),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("", include("gpg_site.discovery.urls")),
    path("", include("gpg_site.data_files.urls")),
    path("openapi.json", api.openapi, name="openapi"),
    *staff(),
    *in_each_language(
        *page("", views.home, name="home"),
        *page("about/", views.about, name="about"),
        *page("about/sources/", views.sources, name="sources"),
        *page("about/sources/<slug:key>/", views.source, name="source"),
        *page("changes/", views.changes, name="changes"),
        *page("accessibility/", views.accessibility, name="accessibility"),
        *page("search/", finding.search, name="search"),
        path("search/suggest.json", finding.suggest, name="suggest"),
        path("opensearch.xml", finding.opensearch, name="opensearch"),
        *page("quote/", finding.quote, name="quote"),
        *page("data/", files.guide, name="data"),
        path("data/gpg-<edition:edition>.pdf", files.edition_pdf, name="edition_pdf"),
        *page("data/api/", api.api, name="api"),
        *page("data/api/<slug:group>/", api.api_group, name="api_group"),
        path("404.html", views.nowhere, name="nowhere"),
        path("", include("gpg_site.paper.urls")),
        path("", include("goals.urls")),
        path("", include("themes.urls")),
        # The same without an edition, and codes; with and without a last slash, as people type
        # them.
        *page("goals/", undated.goal_list),
        *page("goals/<number:number>/", undated.goal, endings=UNIT),
        *page("goals/<number:goal>/objectives/<number:number>/", undated.objective, endings=UNIT),
        *page("themes/", undated.theme_list),
        *page("themes/<number:number>/", undated.theme, endings=UNIT),
        *page(
            "themes/<number:theme>/commitments/<number:number>/",
            undated.commitment,
            endings=UNIT,
        ),
        path("<code:code>", undated.code),
        path("<code:code>/", undated.code),
        path("<edition:edition>/<code:code>", undated.code_in_edition),
        path("<edition:edition>/<code:code>/", undated.code_in_edition),
    ),
]
