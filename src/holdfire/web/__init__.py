"""The room web: the pages people read.

Enters: the results of one run, by ``holdfire.service.view``. Leaves: pages in four
languages, their JSON, CSV and GeoJSON twins, and the columns the workbench draws.

It never writes, judges, fuses or fetches: every number on a page is a number of the run.
No page needs a script except the workbench, and no map draws a border between states.
"""

from holdfire.web.app import create

__all__ = ["create"]
