"""By which names, in several languages, a column is taken for a company, a day, an outcome and so on."""

import re
import unicodedata

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAPS = re.compile(r"[\W_]+")
_ACCENTS = re.compile(r"[\u0300-\u036f]")


def plain_name(name: str) -> str:
    """A column's name as words joined by '_', without accents: `asOf Date` gives `as_of_date`, `Âge` gives `age`."""
    letters = _ACCENTS.sub("", unicodedata.normalize("NFKD", _CAMEL.sub("_", unicodedata.normalize("NFKC", name))))
    return _GAPS.sub("_", unicodedata.normalize("NFC", letters).casefold()).strip("_")


# Each list is in the order of preference, of names made plain; an expression finds a word of a longer name.
ID = [
    "company_id",
    "firm_id",
    "startup_id",
    "org_id",
    "organization_id",
    "subject",
    "permalink",
    "company_permalink",
    "company_uuid",
    "uuid",
    "统一社会信用代码",
    "企业编号",
    "企业id",
    "公司id",
    "company",
    "firm",
    "startup",
    "organization",
    "organisation",
    "org",
    "enterprise",
    "企业",
    "公司",
    "企业名称",
    "公司名称",
    "主体",
    "company_name",
    "firm_name",
    "startup_name",
    "object_id",
    "会社",
    "会社名",
    "企業",
    "企業名",
    "회사",
    "회사명",
    "기업",
    "기업명",
    "firma",
    "unternehmen",
    "societe",
    "entreprise",
    "empresa",
    "impresa",
    "azienda",
    "name",
    "名称",
    "id",
    "编号",
    "cb_url",
    "domain",
]
NAME = ["company_name", "firm_name", "startup_name", "name", "企业名称", "公司名称", "名称", "legal_name", "company"]
DAY = [
    "day",
    "as_of",
    "asof",
    "as_of_date",
    "as_of_day",
    "asof_date",
    "snapshot",
    "snapshot_date",
    "snapshot_day",
    "observation_date",
    "observed_on",
    "obs_date",
    "cutoff",
    "cutoff_date",
    "cut_off",
    "reference_date",
    "ref_date",
    "index_date",
    "prediction_date",
    "scoring_date",
    "date_t",
    "t0",
    "日期",
    "时点",
    "观察日",
    "观察日期",
    "观测日",
    "观测日期",
    "截止日",
    "截止日期",
    "基准日",
    "基准日期",
    "快照日",
    "快照日期",
    "统计日期",
    "评估日期",
    "date",
    "timestamp",
    "snapshot_year",
    "observation_year",
    "as_of_year",
    "year",
    "年份",
    "年度",
]
OUTCOME = [
    "outcome",
    "label",
    "target",
    "y",
    "y_true",
    "unicorn",
    "is_unicorn",
    "became_unicorn",
    "success",
    "is_success",
    "successful",
    "succeeded",
    "标签",
    "结果",
    "目标",
    "是否独角兽",
    "独角兽",
    "是否成功",
    "成功",
    "positive",
    "event",
    "class",
    "exited",
    "exit",
    "ipo",
    "labels",
    "status",
    "state",
    "operating_status",
    "company_status",
    "状态",
    "经营状态",
    "登记状态",
]
OUTCOME_IN = re.compile(
    r"(?:^|_)(?:outcome|labels?|target|unicorn|success|succeeds?|erfolg|ergebnis|zielwert|resultat|succes|cible|exito"
    r"|resultado|objetivo|esito|successo|sucesso|uitkomst|status|statut|stato|estado|zustand)(?:_|$)"
    r"|标签|独角兽|结果|成功|达标|結果|成否|目的変数|ユニコーン|状態|결과|성공|유니콘|상태|результат|успех"
)
OUTCOME_DAY = [
    "outcome_day",
    "outcome_date",
    "outcome_on",
    "label_date",
    "label_day",
    "label_on",
    "event_date",
    "event_day",
    "target_date",
    "success_date",
    "unicorn_date",
    "unicorn_on",
    "became_unicorn_on",
    "became_unicorn_date",
    "joined_on",
    "exit_date",
    "结果日期",
    "结果日",
    "标签日期",
    "标签日",
    "事件日期",
    "事件日",
    "成为独角兽日期",
    "达标日期",
    "成功日期",
]
HORIZON_IN = re.compile(
    r"(?:^|_)(?:horizon|window|censor(?:ed|ing)?|follow_?up|observed_until|observation_end|label_end|label_until)(?:_|$)"
    r"|期限|观察期|窗口|删失|截尾|随访|观察截止|观测截止"
)
SPLIT = [
    "split",
    "fold",
    "set",
    "train",
    "test",
    "is_train",
    "is_test",
    "train_test",
    "partition",
    "subset",
    "dataset",
    "cv_fold",
    "sample_split",
    "划分",
    "数据集",
    "集合",
    "训练",
    "训练集",
    "测试集",
    "是否训练",
    "是否测试",
    "折",
    "分组",
]
KNOWN_END = re.compile(
    r"(?P<of>.+?)(?:_(?:known|known_on|known_at|known_day|known_date|as_of|asof|recorded|recorded_on|recorded_at"
    r"|observed_on|reported_on|reported_at|disclosed_on|date)"
    r"|_?(?:获知日|获知日期|获知时间|已知日|已知日期|采集日|采集日期|录入日|录入日期|披露日|披露日期|记录日|日期))"
)
AHEAD_IN = re.compile(
    r"(?:^|_)(?:expir\w*|expected|due|planned|next|until|deadline|maturity|matures|ends?|end_date|forecast)(?:_|$)"
    r"|到期|截止|预计|计划|下一"
)
"""Days that may well lie ahead of the day on which they are known."""
TOTAL_IN = re.compile(
    r"(?:^|_)(?:total|final|latest|current|ever|to_date|lifetime|overall|all_time|cumulative)(?:_|$)|累计|总额|总计|最新|最终|目前"
)
"""Words by which a column says that it is a total, or the latest word."""
FIRST_IN = re.compile(r"(?:^|_)(?:first|initial|seed|primera?|premiere?|erste)(?:_|$)|首轮|首次|初始|最初|初回")
"""Words of a first event, which stays as it is while others follow."""
MONEY_IN = re.compile(r"(?:^|_)(?:raised|funding|amount|capital|money)(?:_|$)|融资|投资|金额")
ROUND_IN = re.compile(r"(?:^|_)(?:rounds?|last_funding)(?:_|$)|轮")
KNOWN_ALL = [
    "known",
    "known_on",
    "known_at",
    "known_date",
    "recorded",
    "recorded_on",
    "recorded_at",
    "crawled",
    "crawled_on",
    "crawled_at",
    "crawl_date",
    "crawl_day",
    "scraped_at",
    "scraped_on",
    "scrape_date",
    "retrieved",
    "retrieved_on",
    "retrieved_at",
    "fetched_at",
    "downloaded_on",
    "export_date",
    "exported_on",
    "features_as_of",
    "features_known_on",
    "feature_date",
    "data_date",
    "获知日",
    "获知日期",
    "已知日期",
    "采集日",
    "采集日期",
    "采集时间",
    "抓取日",
    "抓取日期",
    "抓取时间",
    "爬取日期",
    "录入日期",
    "记录日期",
    "入库日期",
]
ROW_NUMBERS = ["index", "row", "row_id", "row_number", "unnamed_0", "column_1", "序号", "行号"]
