"""The figures of the report: inline SVG and one table, self-contained, readable at phone width.

One figure, one file.  Each is drawn as wide as its place; `standalone` gives one a fixed width for
a file, and `raster` makes a picture of it.
"""

from evalmine.report.figures.change import change_figure
from evalmine.report.figures.closed import (
    SCALE_COLORS,
    closed_figure,
    closed_panel,
    scale_color,
    valid_answers,
)
from evalmine.report.figures.forest import forest_figure
from evalmine.report.figures.heat import HEAT, heat_figure, heat_table
from evalmine.report.figures.saturation import saturation_figure
from evalmine.report.figures.shares import ShareRow, learnings_figure, prevalence_figure
from evalmine.report.figures.theme_map import theme_map_figure
from evalmine.report.figures.units import unit_bar

__all__ = [
    "HEAT",
    "SCALE_COLORS",
    "ShareRow",
    "change_figure",
    "closed_figure",
    "closed_panel",
    "forest_figure",
    "heat_figure",
    "heat_table",
    "learnings_figure",
    "prevalence_figure",
    "saturation_figure",
    "scale_color",
    "theme_map_figure",
    "unit_bar",
    "valid_answers",
]
