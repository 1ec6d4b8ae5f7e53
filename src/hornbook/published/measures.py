"""The measures of published figures: what each is called, its unit, and whether it is a stock, a flow or a rate."""

from enum import StrEnum
from typing import NamedTuple, get_args

from hornbook.published.file_models import MeasureWord
from hornbook.text import Text


class FigureUnit(StrEnum):
    """In what a published figure is counted."""

    COMPANIES = "companies"
    CITIES = "cities"
    MONEY = "money"
    SHARE = "share"
    """Of a whole, in percent."""


class FigureNature(StrEnum):
    """Of what time a published figure is."""

    STOCK = "stock"
    """What there is at the cut-off."""
    FLOW = "flow"
    """What happened since the edition before, or in the year."""
    CUMULATIVE = "cumulative"
    """What there has ever been since a first day; whoever left is still counted."""


class PublishedMeasure(NamedTuple):
    """One measure of the closed vocabulary."""

    id: str
    name: Text
    unit: FigureUnit
    nature: FigureNature
    tier: str = ""
    """The tier of a standard whose companies are counted: unicorn, super, potential."""


_STOCK, _FLOW, _EVER = FigureNature.STOCK, FigureNature.FLOW, FigureNature.CUMULATIVE
_FIRMS, _SHARE = FigureUnit.COMPANIES, FigureUnit.SHARE

_MEASURES = (
    PublishedMeasure("unicorns", Text("unicorns", "独角兽企业数量"), _FIRMS, _STOCK, "unicorn"),
    PublishedMeasure("super_unicorns", Text("super unicorns", "超级独角兽企业数量"), _FIRMS, _STOCK, "super"),
    PublishedMeasure(
        "potential_unicorns", Text("potential unicorns", "潜在独角兽企业数量"), _FIRMS, _STOCK, "potential"
    ),
    PublishedMeasure("cheetahs", Text("cheetahs", "猎豹企业数量"), _FIRMS, _STOCK, "cheetah"),
    PublishedMeasure(
        "ever_unicorns", Text("companies that have become unicorns", "累计成为独角兽的企业数量"), _FIRMS, _EVER
    ),
    PublishedMeasure("total_value", Text("total value", "总估值"), FigureUnit.MONEY, _STOCK),
    PublishedMeasure("entered", Text("entered", "新晋企业数量"), _FIRMS, _FLOW),
    PublishedMeasure("left", Text("left", "退出企业数量"), _FIRMS, _FLOW),
    PublishedMeasure("left_listed", Text("left by listing", "因上市退出"), _FIRMS, _FLOW),
    PublishedMeasure("left_acquired", Text("left by sale", "因被收购退出"), _FIRMS, _FLOW),
    PublishedMeasure("left_listed_or_acquired", Text("left by listing or sale", "因上市或被收购退出"), _FIRMS, _FLOW),
    PublishedMeasure("left_below", Text("left below US$1bn", "因估值跌破10亿美元退出"), _FIRMS, _FLOW),
    PublishedMeasure("left_over_age", Text("left over age", "因超过成立年限退出"), _FIRMS, _FLOW),
    PublishedMeasure("value_rose", Text("value rose", "估值上升企业数量"), _FIRMS, _FLOW),
    PublishedMeasure("value_fell", Text("value fell", "估值下降企业数量"), _FIRMS, _FLOW),
    PublishedMeasure("value_unchanged", Text("value unchanged", "估值不变企业数量"), _FIRMS, _FLOW),
    PublishedMeasure("value_growth", Text("growth of total value", "总估值增幅"), _SHARE, _FLOW),
    PublishedMeasure("unicorns_growth", Text("growth of the number of unicorns", "独角兽企业数量增幅"), _SHARE, _FLOW),
    PublishedMeasure("share_of_unicorns", Text("share of unicorns", "独角兽企业数量占比"), _SHARE, _STOCK),
    PublishedMeasure("hard_tech_share", Text("share of hard-tech companies", "硬科技企业占比"), _SHARE, _STOCK),
    PublishedMeasure("cities", Text("cities with a unicorn", "有独角兽企业的城市数量"), FigureUnit.CITIES, _STOCK),
)
MEASURES = {measure.id: measure for measure in _MEASURES}
"""Every measure by its id."""

assert set(MEASURES) == set(get_args(MeasureWord))
