"""The live mark: whether the words in a staff form are those of a source."""

from django.contrib import admin
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from goals.marking import sentence
from goals.marks import Kind, judge
from goals.models import Source

KINDS = frozenset(kind.value for kind in Kind)
# More than any key has, and fewer than a database can't take.
DIGITS = 18


@never_cache
@require_POST
def wording(request: HttpRequest) -> JsonResponse:
    """Judges the field `text` by the text of `source`, a key; `kind` is one of KINDS, and `number`
    is that of a theme."""
    if not (admin.site.has_permission(request) and request.user.has_perm("goals.view_source")):
        return _refusal(_("Sign in to an account that may see sources."), 403)
    key, kind = request.POST.get("source", ""), request.POST.get("kind", "")
    if kind not in KINDS:
        return _refusal(_("Say what kind of wording it is: %s.") % ", ".join(sorted(KINDS)), 400)
    source = Source.objects.filter(pk=int(key)).first() if _is_number(key, DIGITS) else None
    if source is None:
        return _refusal(_("There is no such source."), 404)
    number = request.POST.get("number", "")
    mark = judge(
        request.POST.get("text", ""),
        source.text,
        Kind(kind),
        int(number) if _is_number(number, 2) else None,
    )
    return JsonResponse(
        {
            "verbatim": mark.is_verbatim,
            "verdict": mark.verdict,
            "sentence": sentence(mark),
            "nearest": mark.nearest,
            "pieces": [piece._asdict() for piece in mark.pieces],
        }
    )


def _is_number(text: str, digits: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= digits


def _refusal(why: str, status: int) -> JsonResponse:
    return JsonResponse({"error": why}, status=status)
