"""The staff's form for search aliases. A change is public at once."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from goals.admin import OURS, ContentAdmin
from goals.forms import ContentForm

from .models import SearchAlias
from .search.words import STOP_WORDS, words


class SearchAliasForm(ContentForm):
    """Refuses an alias that no question can have, and one that looks for nothing."""

    class Meta:
        model = SearchAlias
        fields = ["language", "words", "means"]

    def clean_words(self) -> str:
        typed: str = self.cleaned_data["words"]
        if not words(typed):
            raise ValidationError(_("Write at least one word."))
        return typed

    def clean_means(self) -> str:
        typed: str = self.cleaned_data["means"]
        for line in typed.splitlines():
            if line.strip() and all(word.plain in STOP_WORDS for word in words(line)):
                raise ValidationError(
                    _("“%(line)s” has no word to look for: name a word of the texts."),
                    params={"line": line.strip()},
                )
        return typed


@admin.register(SearchAlias)
class SearchAliasAdmin(ContentAdmin):
    form = SearchAliasForm
    list_display = ["words", "means", "language"]
    list_filter = ["language"]
    search_fields = ["words", "means"]
    fieldsets = [(OURS, {"fields": ["language", "words", "means"]})]

    def view_on_site(self, obj: Any) -> str:
        return str(obj.get_absolute_url())
