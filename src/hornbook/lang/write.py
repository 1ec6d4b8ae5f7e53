"""A tree into its text, in one canonical spelling, or into Chinese for people."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from hornbook.lang import tree


def write_rule(node: tree.Node) -> str:
    """The rule as text; `read_rule` makes the same tree of it."""
    return _write(node, str)


_ZH_OPS = {"<=": "≤", ">=": "≥", "!=": "≠", "*": "×", "/": "÷", "+": "＋", "-": "－"}
_ZH_UNITS = {"years": "年", "months": "个月", "days": "天", "people": "人", "CNY": "元", "USD": "美元"}


def write_zh(node: tree.Node, label: Callable[[str], str]) -> str:
    """The rule in Chinese; `label` gives a name's Chinese word."""
    match node:
        case tree.All() | tree.Any():
            joined = ("，且" if isinstance(node, tree.All) else "，或").join(
                write_zh(part, label) for part in node.parts
            )
            return f"（{joined}）"
        case tree.Not(part=tree.Known(part=known)):
            return f"没有“{write_zh(known, label)}”的记录"
        case tree.Not():
            return f"非「{write_zh(node.part, label)}」"
        case tree.Known():
            return f"有“{write_zh(node.part, label)}”的记录"
        case tree.InPrinciple():
            return f"原则上{write_zh(node.part, label)}"
        case tree.Readings():
            return "；或读作：".join(write_zh(part, label) for part in node.parts)
        case tree.Compare():
            op = _ZH_OPS.get(node.op, node.op)
            return f"{write_zh(node.left, label)} {op} {write_zh(node.right, label)}"
        case tree.Number():
            return _zh_number(node)
        case tree.Member():
            said, out = "、".join(str(item) for item in node.words.items), "不" if node.out else ""
            among = f"属于（{said}）" if len(node.words.items) > 1 else f"为{said}"
            return f"{write_zh(node.left, label)}{out}{among}"
        case tree.Contains():
            return f"{write_zh(node.left, label)}含“{node.word.value}”"
        case tree.Judged():
            return label(node.matter)
        case tree.TierReference():
            return f"达到层级 {label(node.id)}"
        case tree.Ref():
            return _zh_ref(node, label)
        case tree.Arithmetic() | tree.Extreme() | tree.Slices() | tree.AmountCases() | tree.Between():
            return _zh_quantity(node, label)
    return _write(node, label)


def _zh_quantity(node: tree.Node, label: Callable[[str], str]) -> str:
    """A quantity that is reckoned from others."""
    match node:
        case tree.Arithmetic():
            left, right = (_zh_side(part, node.op, label) for part in (node.left, node.right))
            return f"{left}{_ZH_OPS.get(node.op, node.op)}{right}"
        case tree.Extreme():
            higher = "最高者" if node.op == "max" else "最低者"
            return f"（{'、'.join(write_zh(part, label) for part in node.parts)}）中的{higher}"
        case tree.Slices():
            rows = "，".join(
                f"不超过{write_zh(row.limit, label)}的部分{write_zh(row.result, label)}" for row in node.rows
            )
            return f"{write_zh(node.of, label)}分段计算：{rows}，其余部分{write_zh(node.otherwise, label)}"
        case tree.AmountCases():
            cases = "；".join(
                f"{write_zh(case.condition, label)}的，{write_zh(case.result, label)}" for case in node.cases
            )
            return f"{cases}；其他情形，{write_zh(node.otherwise, label)}"
        case tree.Between():
            return f"{write_zh(node.least, label)}至{write_zh(node.most, label)}之间"
    raise AssertionError(f"no quantity that is reckoned: {node!r}")


def _zh_side(node: tree.Node, op: str, label: Callable[[str], str]) -> str:
    """A side of a sum or a product, in brackets where it would be read otherwise."""
    text = write_zh(node, label)
    loose = isinstance(node, tree.Arithmetic) and (op in "*/" or node.op in "+-")
    return f"（{text}）" if loose or isinstance(node, tree.Slices | tree.AmountCases) else text


def _zh_number(node: tree.Number) -> str:
    value, unit = node.value, _ZH_UNITS.get(node.unit, node.unit)
    for size, name in ((10**8, "亿"), (10**4, "万")):
        if node.unit in ("CNY", "USD") and value and value % (size // 100) == 0 and abs(value) >= size:
            return f"{_digits(value / size, grouped=False)}{name}{unit}"
    return f"{_digits(value)}{unit}" if unit != node.unit or unit == "%" else f"{_digits(value)} {unit}".rstrip()


def _zh_ref(node: tree.Ref, label: Callable[[str], str]) -> str:
    said = label(node.name)
    if node.within:
        said = f"近{_zh_number(node.within)}{said}"
    if node.over:
        said = f"近{node.over}年平均{said}"
    if node.each:
        said = f"近{node.each}年每年{said}"
    if node.ago:
        said = f"{node.ago}年前{said}"
    if node.year:
        said = f"{node.year}年{said}"
    if node.by:
        said = f"截至{label(node.by)}的{said}"
    if node.on:
        said = f"{label(node.on)}时的{said}"
    tests = "，".join(f"{x.column} {'≠' if x.out else '='} {'/'.join(map(str, x.words.items))}" for x in node.tests)
    return f"{said}（{tests}）" if tests else said


def _write(node: tree.Node, label: Callable[[str], str]) -> str:
    match node:
        case tree.Number():
            return f"{_digits(node.value)}{'' if node.unit in ('', '%') else ' '}{node.unit}"
        case tree.Date():
            return node.value.isoformat()
        case tree.QuotedText():
            return _quoted(node.value)
        case tree.WordSet():
            return "{" + ", ".join(_digits(x) if isinstance(x, Decimal) else _quoted(x) for x in node.items) + "}"
        case tree.Ref():
            return _ref(node, label)
        case tree.Judged():
            return f"judged {label(node.matter)}"
        case tree.TierReference():
            return f"tier {label(node.id)}"
        case tree.Compare():
            return f"{_side(node.left, label)} {node.op} {_side(node.right, label)}"
        case tree.Member():
            return f"{_side(node.left, label)} {'not in' if node.out else 'in'} {_write(node.words, label)}"
        case tree.Contains():
            return f"{_side(node.left, label)} contains {_quoted(node.word.value)}"
        case tree.Not():
            return f"not {_write(node.part, label)}"
        case tree.Known():
            return f"known {_write(node.part, label)}"
        case tree.InPrinciple():
            return f"in_principle({_write(node.part, label)})"
        case tree.Readings():
            return f"readings({_joined(node.parts, label)})"
        case tree.All():
            return f"all({_joined(node.parts, label)})"
        case tree.Any():
            return f"any({_joined(node.parts, label)})"
        case tree.Extreme():
            return f"{node.op}({', '.join(_side(part, label) for part in node.parts)})"
        case tree.Arithmetic():
            return _arithmetic(node, label)
        case (
            tree.TableRow()
            | tree.LookupTable()
            | tree.Slices()
            | tree.AmountCase()
            | tree.AmountCases()
            | tree.Between()
        ):
            return _rows_of(node, label)
    raise AssertionError(f"no node of a tree: {node!r}")


def _rows_of(node: tree.Node, label: Callable[[str], str]) -> str:
    """Tables, slices and cases, and their rows."""
    match node:
        case tree.TableRow():
            limit = _side(node.limit, label)
            key = limit if node.op == "=" and isinstance(node.limit, tree.QuotedText) else f"{node.op} {limit}"
            return f"{key}: {_side(node.result, label)}"
        case tree.LookupTable():
            rows = _joined(node.rows, label)
            return f"table({_side(node.of, label)}, {rows}, else: {_side(node.otherwise, label)})"
        case tree.Slices():
            rows = _joined(node.rows, label)
            return f"slices({_side(node.of, label)}, {rows}, else: {_side(node.otherwise, label)})"
        case tree.AmountCase():
            return f"{_write(node.condition, label)}: {_side(node.result, label)}"
        case tree.AmountCases():
            return f"cases({_joined(node.cases, label)}, else: {_side(node.otherwise, label)})"
        case tree.Between():
            return f"between({_side(node.least, label)}, {_side(node.most, label)})"
    raise AssertionError(f"no table of a tree: {node!r}")


def _joined(parts: Iterable[tree.Node], label: Callable[[str], str]) -> str:
    return ", ".join(_write(part, label) for part in parts)


def _ref(node: tree.Ref, label: Callable[[str], str]) -> str:
    tests = ", ".join(f"{x.column} {'not in' if x.out else 'in'} {_write(x.words, label)}" for x in node.tests)
    said = label(node.name) + (f"[{tests}]" if tests else "")
    said += f" within {_write(node.within, label)}" if node.within else ""
    said += f" over {node.over} years" if node.over else ""
    said += f" each of {node.each} years" if node.each else ""
    said += f" {node.ago} years ago" if node.ago else ""
    said += f" of {node.year}" if node.year else ""
    said += f" by {label(node.by)}" if node.by else ""
    return said + (f" at {label(node.on)}" if node.on else "")


_QUANTITIES = (
    tree.Number,
    tree.Date,
    tree.QuotedText,
    tree.Ref,
    tree.Arithmetic,
    tree.Extreme,
    tree.LookupTable,
    tree.Slices,
    tree.AmountCases,
    tree.Between,
    tree.Judged,
    tree.TierReference,
    tree.All,
    tree.Any,
    tree.InPrinciple,
    tree.Readings,
)


def _side(node: tree.Node, label: Callable[[str], str]) -> str:
    """A part that stands beside an operator: a condition there needs brackets."""
    said = _write(node, label)
    return said if isinstance(node, _QUANTITIES) else f"({said})"


def _arithmetic(node: tree.Arithmetic, label: Callable[[str], str]) -> str:
    left, right = _side(node.left, label), _side(node.right, label)
    if node.op in "*/":
        left = f"({left})" if isinstance(node.left, tree.Arithmetic) and node.left.op in "+-" else left
        right = f"({right})" if isinstance(node.right, tree.Arithmetic) else right
    else:
        right = f"({right})" if isinstance(node.right, tree.Arithmetic) and node.right.op in "+-" else right
    return f"{left} {node.op} {right}"


def _quoted(text: str) -> str:
    return f'"{text}"' if "'" in text else f"'{text}'"


def _digits(value: Decimal, *, grouped: bool = True) -> str:
    """Plain digits, in thousands from 10,000 on; no exponent, the decimals as written."""
    plain = format(value, "f")
    if not grouped and "." in plain:
        return plain.rstrip("0").rstrip(".")
    return format(value, ",f").replace(",", "_") if grouped and abs(value) >= 10_000 else plain
