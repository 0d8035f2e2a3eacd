"""What each page of this app says, as a typed dictionary; see `shapes`.

One function builds one page's shape, in a fixed number of queries whatever the size of the
edition. Addresses come as ready strings, so that templates and formats only write them out.
"""

from .comparison import comparison_page, goal_comparison_page
from .crosswalk import crosswalk_page
from .framework import edition_page, goal_list_page, goal_page, objective_page
from .sdgs import sdg_list_page, sdg_page
from .topics import topic_list_page, topic_page

__all__ = [
    "comparison_page",
    "crosswalk_page",
    "edition_page",
    "goal_comparison_page",
    "goal_list_page",
    "goal_page",
    "objective_page",
    "sdg_list_page",
    "sdg_page",
    "topic_list_page",
    "topic_page",
]
