"""The forms of a new edition: what to start from, and the word to write what was shown."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminIntegerFieldWidget, AdminTextInputWidget
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from goals.models import Edition

from .files import MOST_BYTES, Reading, read
from .report import Report

SALT = "gpg_site.staff.editions"


class CopyForm(forms.Form):
    """Which edition to copy as a draft of which year."""

    edition = forms.ModelChoiceField(
        label=_lazy("Edition to copy"), queryset=Edition.objects.all(), empty_label=None
    )
    year = forms.IntegerField(
        label=_lazy("Year of the new edition"),
        min_value=1000,
        max_value=9999,
        widget=AdminIntegerFieldWidget,
    )
    correspond = forms.BooleanField(
        label=_lazy("Pair with the original"),
        help_text=_lazy(
            "Each objective is said to be unchanged from the one it was copied from and not yet "
            "reviewed, so that both editions can be compared at once."
        ),
        required=False,
        initial=True,
    )

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if Edition.objects.filter(year=year).exists():
            raise ValidationError(
                _("There is an edition of %(year)s already: choose another year."),
                params={"year": year},
            )
        return year

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        edition, year = cleaned.get("edition"), cleaned.get("year")
        if edition and year and year < edition.year:
            self.add_error("year", _("Choose a later year than that of the copied edition."))
        return cleaned


class UploadForm(forms.Form):
    """One edition file."""

    file = forms.FileField(
        label=_lazy("Edition file"),
        help_text=_lazy(
            "One edition: as this site gives it out (gpg-2023.json or gpg-2023.csv), or as a "
            "fixture (edition-2027.json, which fixtures/README.md describes). A draft becomes "
            "what its file says."
        ),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".json,.csv,application/json,text/csv"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > MOST_BYTES:
            raise ValidationError(
                _("The file is larger than %(most)s kB, which no edition is."),
                params={"most": MOST_BYTES // 1000},
            )
        return file


class WriteForm(forms.Form):
    """What a dry run has shown, and why it is to be written.

    The form carries the file itself and the version of the content that it was compared with,
    signed: neither can be another than those of the page that was read.
    """

    shown = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_lazy("Reason for this change"),
        help_text=_lazy("Stands in the history of each row, and in the public list of changes."),
        # As long as the history keeps it.
        max_length=100,
        widget=AdminTextInputWidget,
    )

    def clean_shown(self) -> dict[str, str]:
        try:
            shown: dict[str, str] = signing.loads(self.cleaned_data["shown"], salt=SALT)
        except signing.BadSignature as error:
            raise ValidationError(_("This form is not one of ours.")) from error
        return shown

    def reading(self) -> Reading:
        """The file that was shown. The form's `shown` must be valid."""
        shown = self.cleaned_data["shown"]
        return read(shown["text"].encode(), shown["name"])


def signed(reading: Reading, report: Report) -> str:
    """What a form carries from the dry run to the writing."""
    shown = {"text": reading.text, "name": reading.name, "version": str(report.version)}
    return signing.dumps(shown, salt=SALT, compress=True)
