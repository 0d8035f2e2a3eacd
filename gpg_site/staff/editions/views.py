"""The pages of a new edition: what to start from, the dry run, and the writing."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from . import imports
from .copies import copy_of
from .files import Reading, read
from .forms import CopyForm, UploadForm, WriteForm, signed
from .report import Report

# More than anybody corrects in one go.
ERRORS_SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Asks what to start from, and answers with the dry run."""
    _may_begin(request)
    copy = CopyForm(request.POST if "copy" in request.POST else None)
    upload = UploadForm(*((request.POST, request.FILES) if "upload" in request.POST else ()))
    if copy.is_valid():
        edition, year = copy.cleaned_data["edition"], copy.cleaned_data["year"]
        reading = copy_of(edition, year, correspond=copy.cleaned_data["correspond"])
        reason = _("Copied from the %(year)s edition.") % {"year": edition.year}
        return _shown(request, reading, reason=reason)
    if upload.is_valid():
        file = upload.cleaned_data["file"]
        return _shown(request, read(file.read(), file.name))
    context = {"title": _("New edition"), "copy": copy, "upload": upload}
    return _page(request, "staff/new_edition.html", context)


@require_POST
def write(request: HttpRequest) -> HttpResponse:
    """Writes exactly what the dry run showed, or shows it anew."""
    _may_begin(request)
    form = WriteForm(request.POST)
    is_valid = form.is_valid()
    if "shown" not in form.cleaned_data:
        messages.error(request, _("Nothing was written: begin again with the copy or the file."))
        return redirect("staff:new_edition")
    reading, version = form.reading(), form.cleaned_data["shown"]["version"]
    if not is_valid:
        return _shown(request, reading, reason=form.data.get("reason", ""), is_answer=True)
    report = imports.write(
        reading,
        reason=form.cleaned_data["reason"],
        user=request.user,  # type: ignore[arg-type]
        may=request.user.has_perm,
        version=version,
    )
    if report.is_written and report.edition:
        return _written(request, report)
    if str(report.version) != version:
        sentence = _("Nothing was written: the content has changed since. This is how it is now.")
        messages.warning(request, sentence)
    return _shown(request, reading, reason=form.cleaned_data["reason"], is_answer=True)


def _may_begin(request: HttpRequest) -> None:
    """Who may add editions may begin; what a file then does is judged by what it changes."""
    if not request.user.has_perm("goals.add_edition"):
        raise PermissionDenied


def _shown(
    request: HttpRequest, reading: Reading, *, reason: str = "", is_answer: bool = False
) -> HttpResponse:
    """The dry run. As an answer to its own form, it says what that lacks."""
    report = imports.dry_run(reading, may=request.user.has_perm)
    carried = {"shown": signed(reading, report), "reason": reason}
    context = {
        "title": _("New edition: dry run"),
        "reading": reading,
        "report": report,
        "errors": report.errors[:ERRORS_SHOWN],
        "form": WriteForm(carried) if is_answer else WriteForm(initial=carried),
        "upload": UploadForm(),
    }
    return _page(request, "staff/edition_dry_run.html", context)


def _written(request: HttpRequest, report: Report) -> HttpResponseRedirect:
    sentence = _(
        "The %(edition)s was written: %(added)s rows added, %(changed)s changed, "
        "%(removed)s removed."
    )
    counts = {kind: len(report.of_kind(kind)) for kind in ("added", "changed", "removed")}
    messages.success(request, sentence % {"edition": report.edition, **counts})
    return redirect("admin:goals_edition_change", report.edition.pk)  # type: ignore[union-attr]


def _page(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return render(request, template, {**admin.site.each_context(request), **context})
