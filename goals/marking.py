"""Fields of official wording, each with a line that says whether it is the source's own.

The line is there without script; static/js/desk.js keeps it true while somebody types.
"""

from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .marks import Kind, Mark, Verdict, judge
from .models import Edition, Provision, Source


def sentence(mark: Mark) -> str:
    """What a mark says, in words."""
    return {
        Verdict.SAME: _("Equals the source text."),
        Verdict.DIFFERS: _("Differs from the source text:"),
        Verdict.ABSENT: _("Nothing like this stands in the source text."),
        Verdict.EMPTY: "",
        Verdict.LONG: _("Too long to be compared with the source text."),
        Verdict.NO_SOURCE: _("There is no source text to compare with."),
    }[mark.verdict]


class _Marked(forms.Widget):
    """A field for official wording of `instance`, with its mark below."""

    # The fields of the same form that have a say: another source, and a theme's number.
    SOURCES = ("wording_source", "source")

    def __init__(self, like: forms.Widget, form: forms.ModelForm, kind: Kind) -> None:
        super().__init__(like.attrs)
        self.is_required = like.is_required
        self.form, self.kind = form, kind

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        source = _source(self.form.instance)
        own = [field for field in self.SOURCES if field in self.form.fields]
        mark = judge(
            value or "",
            source.text if source else "",
            self.kind,
            getattr(self.form.instance, "number", None),
        )
        context = {
            "kind": self.kind,
            "source": source,
            "source_name": own[0] if own else "",
            "number_name": "number" if self.kind is Kind.NUMBERED else "",
            "mark": mark,
            "sentence": sentence(mark),
        }
        return format_html(
            "{}{}",
            super().render(name, value, attrs, renderer),
            render_to_string("admin/_mark.html", context),
        )


class MarkedTextarea(_Marked, AdminTextareaWidget):
    pass


class MarkedInput(_Marked, AdminTextInputWidget):
    pass


def _source(instance: models.Model) -> Source | None:
    try:
        if isinstance(instance, Provision | Edition):
            return instance.source
        edition: Edition = instance.edition  # type: ignore[attr-defined]
        return edition.source
    except ObjectDoesNotExist:
        # Not chosen yet.
        return None


class MarkedForm(forms.ModelForm):
    """A form of which `marked` names the fields of official wording."""

    marked: ClassVar[dict[str, Kind]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in self.marked.items():
            if field := self.fields.get(name):
                is_long = isinstance(field.widget, forms.Textarea)
                field.widget = (MarkedTextarea if is_long else MarkedInput)(
                    field.widget, self, kind
                )
