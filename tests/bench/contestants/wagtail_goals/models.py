from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

_BLOCKS = "wagtail_goals/blocks"


class LinkBlock(blocks.StructBlock):
    name = blocks.CharBlock()
    url = blocks.CharBlock()

    class Meta:
        template = f"{_BLOCKS}/link.html"


class ObjectiveBlock(blocks.StructBlock):
    code = blocks.CharBlock()
    text = blocks.TextBlock()
    note = blocks.TextBlock(required=False)
    topics = blocks.ListBlock(LinkBlock())
    source = blocks.CharBlock()

    class Meta:
        template = f"{_BLOCKS}/objective.html"


class StatementBlock(blocks.StructBlock):
    number = blocks.IntegerBlock()
    sdg = blocks.CharBlock()
    evidence = blocks.CharBlock()
    scope = blocks.CharBlock()
    directness = blocks.CharBlock()
    made_for = blocks.IntegerBlock(required=False)
    targets = blocks.ListBlock(LinkBlock())
    reason = blocks.TextBlock()
    objectives = blocks.ListBlock(LinkBlock())
    source = blocks.StructBlock([("name", blocks.CharBlock()), ("url", blocks.CharBlock())])

    class Meta:
        template = f"{_BLOCKS}/statement.html"


class ThemeBlock(blocks.StructBlock):
    roman = blocks.CharBlock()
    title = blocks.CharBlock()
    shared = blocks.ListBlock(LinkBlock())

    class Meta:
        template = f"{_BLOCKS}/theme.html"


class PlainPage(Page):
    """Home, the edition, its list of goals."""


class GoalPage(Page):
    number = models.PositiveSmallIntegerField()
    official_title = models.CharField(max_length=250)
    note = models.TextField(blank=True)
    objectives = StreamField([("objective", ObjectiveBlock())])
    source_line = RichTextField()
    statements = StreamField([("statement", StatementBlock())])
    themes = StreamField([("theme", ThemeBlock())])
    # In other editions, the steps to the goals beside it, and how to use the page.
    rest = RichTextField()
