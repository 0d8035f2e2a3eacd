"""The staff's form for search aliases, whose change is public at once, and for second factors."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from goals.admin import OURS, ContentAdmin
from goals.forms import ContentForm

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
