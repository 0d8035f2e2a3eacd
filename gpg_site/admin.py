"""The staff's forms for search aliases and for translations of our own texts, whose change is
public at once, and for second factors."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from goals.admin import OURS, ContentAdmin
from goals.forms import ContentForm
from goals.models import EditorialTranslation, Language

from . import translating
from .models import SearchAlias
from .search.words import ENGLISH, written

# Nothing here sends mail.
admin.site.unregister(EmailAddress)
admin.site.unregister(Authenticator)


@admin.register(Authenticator)
class AuthenticatorAdmin(admin.ModelAdmin):
    """The second factors of all accounts: a superuser takes a lost one off, and reads no secret."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    fields = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    list_select_related = ["user"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SearchAliasForm(ContentForm):
    """Refuses an alias that no question can have, and one that looks for nothing."""

    class Meta:
        model = SearchAlias
        fields = ["language", "words", "means"]

    def clean_words(self) -> str:
        typed: str = self.cleaned_data["words"]
        if not written(typed):
            raise ValidationError(_("Write at least one word."))
        return typed

    def clean_means(self) -> str:
        typed: str = self.cleaned_data["means"]
        for line in typed.splitlines():
            if line.strip() and not _has_word_to_look_for(line):
                raise ValidationError(
                    _("“%(line)s” has no word to look for: name a word of the texts."),
                    params={"line": line.strip()},
                )
        return typed


def _has_word_to_look_for(line: str) -> bool:
    return any(word.plain not in ENGLISH.stop_words for word in ENGLISH.words(line))


@admin.register(SearchAlias)
class SearchAliasAdmin(ContentAdmin):
    form = SearchAliasForm
    list_display = ["words", "means", "language"]
    list_filter = ["language"]
    search_fields = ["words", "means"]
    fieldsets = [(OURS, {"fields": ["language", "words", "means"]})]

    def view_on_site(self, obj: Any) -> str:
        return str(obj.get_absolute_url())


class EditorialTranslationForm(ContentForm):
    """Refuses the translation of a text that stands nowhere: no page would ever show it."""

    def clean_english(self) -> str:
        typed: str = self.cleaned_data["english"]
        if typed not in [text.english for text in translating.texts()]:
            raise ValidationError(
                _("No text of the portal's own reads so. Begin from the list of what is missing.")
            )
        return typed


class IsUsed(admin.SimpleListFilter):
    """Translations whose English was changed or deleted since."""

    title = _lazy("use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", _("of no text any more"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(pk__in=translating.unused()) if self.value() else queryset


@admin.register(EditorialTranslation)
class EditorialTranslationAdmin(ContentAdmin):
    form = EditorialTranslationForm
    fixed = ("language", "english")
    list_display = ["english", "text", "language"]
    list_filter = ["language", IsUsed]
    search_fields = ["english", "text"]
    fieldsets = [(OURS, {"fields": ["language", "english", "text"]})]
    change_list_template = "admin/translations.html"

    def get_urls(self) -> list[Any]:
        view, name = self.admin_site.admin_view(self.missing), "goals_editorialtranslation_missing"
        return [path("missing/", view, name=name), *super().get_urls()]

    def missing(self, request: HttpRequest) -> HttpResponse:
        """What stands in English on pages in other languages, each with its empty form."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        missing = translating.missing()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Texts of ours without a translation"),
            "opts": self.opts,
            "may_add": self.has_add_permission(request),
            "languages": [
                {"code": code, "name": name, "texts": missing[code]}
                for code, name in Language.choices
            ],
        }
        return render(request, "staff/translations.html", context)
