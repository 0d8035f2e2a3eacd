"""Forms of which the admin knows what others changed while somebody was typing."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseInlineFormSet
from django.forms.models import _get_foreign_key
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from .meanwhile import SEEN, Rows, Since, Watched, base_parts, merge, rebuild
from .parts import Parts, PartsForm


def stops(request: HttpRequest) -> list[str]:
    """Why the form of this request must come back, in sentences."""
    if not hasattr(request, "_desk_stops"):
        request._desk_stops = []  # type: ignore[attr-defined]
    found: list[str] = request._desk_stops  # type: ignore[attr-defined]
    return found


class WatchedAdmin(admin.ModelAdmin):
    """A form that comes back, with nothing lost, where somebody else saved in between.

    `fixed` names the fields that a row keeps for good, which its form shows and does not ask for.
    """

    fixed: tuple[str, ...] = ()

    def look_back(
        self, request: HttpRequest, object_id: str, form_url: str, context: dict[str, Any]
    ) -> tuple[str | None, str]:
        """Puts into `context` what others changed, and into the request what that changes of it.

        The answer is what Django needs to go on: which row, and where its form leads. A row that
        is gone is offered as a new one.
        """
        obj = self.get_object(request, unquote(object_id))
        is_post = request.method == "POST"
        if obj is not None and is_post:
            # Of two who save at once, the second waits and then sees what the first changed.
            self.model._default_manager.select_for_update().filter(pk=obj.pk).first()
            obj = self.get_object(request, unquote(object_id))
        if obj is not None:
            watched = self._watched(request, obj)
            context["seen"] = watched.seen()
            if is_post and self.has_change_permission(request, obj):
                since = watched.read(request.POST.get(SEEN, ""))
                if self._tell(request, since, context):
                    self._take_over(request, obj, since)
            return object_id, form_url
        gone = self._gone(object_id) if is_post and self.has_add_permission(request) else None
        if gone is None:
            return object_id, form_url
        watched = self._watched(request, gone)
        self._tell(request, watched.read(request.POST.get(SEEN, "")), context)
        self._offer_again(request, gone, Since(watched, None))
        return None, reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")

    def _watched(self, request: HttpRequest, obj: models.Model) -> Watched:
        rows = [
            Rows(
                inline.model,
                _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name).name,
                parts_of(inline.form),
            )
            for inline in self.get_inline_instances(request, obj)
        ]
        return Watched(obj, rows, parts_of(self.form))

    def _tell(self, request: HttpRequest, since: Since, context: dict[str, Any]) -> bool:
        changes = since.changes()
        if not (changes or since.is_unknown):
            return False
        context |= {"meanwhile": changes, "is_of_unknown_age": since.is_unknown}
        stops(request).append(
            _("Nothing is saved yet: somebody else changed this. See above, and save again.")
        )
        return True

    def _take_over(self, request: HttpRequest, obj: models.Model, since: Since) -> None:
        typed = request.POST.copy()
        form_class = self.get_form(request, obj, change=True)
        if (base := since.as_seen(obj)) is not None:
            found = form_class(request.POST, instance=base)
            base_parts(found, since, base)
            merge(typed, found, form_class(instance=obj))
        for prefix, formset in self._formsets(request, obj, obj):
            rebuild(typed, formset, since, prefix)
        request.POST = typed  # type: ignore[assignment]

    def _offer_again(self, request: HttpRequest, gone: models.Model, since: Since) -> None:
        typed = request.POST.copy()
        for field in self.opts.concrete_fields:
            if field.name in self.fixed:
                typed[field.name] = str(getattr(gone, field.attname))
        for prefix, formset in self._formsets(request, gone, self.model()):
            rebuild(typed, formset, since, prefix)
        request.POST = typed  # type: ignore[assignment]

    def _formsets(
        self, request: HttpRequest, obj: models.Model, instance: models.Model
    ) -> Iterator[tuple[str, BaseInlineFormSet]]:
        """The rows of `instance` as they are, with the prefixes that Django gives them."""
        prefixes: list[str] = []
        for formset_class, inline in self.get_formsets_with_inlines(request, obj):
            prefix = formset_class.get_default_prefix()
            prefixes.append(prefix)
            if (count := prefixes.count(prefix)) > 1:
                prefix = f"{prefix}-{count}"
            rows = inline.get_queryset(request)
            yield prefix, formset_class(instance=instance, prefix=prefix, queryset=rows)

    def _gone(self, object_id: str) -> models.Model | None:
        """A row that was deleted, as it was."""
        try:
            pk = self.opts.pk.to_python(unquote(object_id))
        except ValidationError:
            return None
        history = self.model.history.filter(id=pk)
        last = history.order_by("-history_id").first()
        return last.instance if last is not None and last.history_type == "-" else None


def parts_of(form: Any) -> Sequence[Parts]:
    return list(form.parts.values()) if issubclass(form, PartsForm) else ()
