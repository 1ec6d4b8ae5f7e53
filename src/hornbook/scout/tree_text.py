"""LightGBM's text of trees, held to its form before LightGBM reads it.

LightGBM trusts such a text: a child that points outside its tree makes it read memory that is not its own. A text from
a file is therefore read here first, number by number, and refused unless it is what LightGBM itself writes.
"""

import re
from collections.abc import Sequence

LONGEST_TEXT = 8_000_000
MOST_LEAVES = 256
MOST_TREES = 2_000


class NoTrees(ValueError):
    """A text is not one of trees that LightGBM wrote; the message says what is wrong."""


_HEADER = (
    ("version", "v4"), ("num_class", "1"), ("num_tree_per_iteration", "1"), ("label_index", "0"),
    ("max_feature_idx", r"\d{1,4}"), ("objective", r"binary sigmoid:1|lambdarank"),
    ("feature_names", r"[\w ]*"), ("feature_infos", r"[\[\]\w.:+\- ]*"), ("tree_sizes", r"\d{1,7}( \d{1,7})*"),
)  # fmt: skip
_NUMBER = r"-?\d{1,30}(?:\.\d{1,30})?(?:e[+-]?\d{1,3})?"
_FLOATS = re.compile(rf"(?:{_NUMBER}(?: {_NUMBER})*)?")
_WHOLES = re.compile(r"(?:-?\d{1,10}(?: -?\d{1,10})*)?")
_SPLITS = ("split_feature", "split_gain", "threshold", "decision_type", "left_child", "right_child")
_LEAVES = ("leaf_value", "leaf_weight", "leaf_count")
_INNER = ("internal_value", "internal_weight", "internal_count")
_KEYS = ("num_leaves", "num_cat", *_SPLITS, *_LEAVES, *_INNER, "is_linear", "shrinkage")
_WHOLE_NUMBERS = {"split_feature", "decision_type", "left_child", "right_child", "leaf_count", "internal_count"}
_TAIL = re.compile(
    r"\n*feature_importances:\n(?:\w+=\d{1,12}\n)*\nparameters:\n(?:\[\w+: [^\n\[\]/\\]*\]\n)*\nend of parameters\n"
    r"\npandas_categorical:null\n?"
)
_END = "end of trees\n"


def check_trees(text: str, features: Sequence[str]) -> None:
    """Hold a text to its form: trees over these features alone; NoTrees says what is wrong."""
    if len(text) > LONGEST_TEXT or not text.isascii():
        raise NoTrees("too long, or not ASCII")
    head, mark, rest = text.partition("\n\nTree=0\n")
    if not mark:
        raise NoTrees("no tree")
    sizes = _header(head, features)
    body, at = "Tree=0\n" + rest, 0
    for n, size in enumerate(sizes):
        _tree(body[at : at + size], n, len(features))
        at += size
    if not body.startswith(_END, at):
        raise NoTrees("the trees do not end where their sizes say")
    if not _TAIL.fullmatch(body[at + len(_END) :]):
        raise NoTrees("what stands behind the trees")


def _header(head: str, features: Sequence[str]) -> list[int]:
    """The sizes of the trees, in letters."""
    first, *lines = head.split("\n")
    pairs = [line.partition("=") for line in lines]
    if first != "tree" or [key for key, _, _ in pairs] != [key for key, _ in _HEADER]:
        raise NoTrees("the head")
    for (key, _, value), (_, form) in zip(pairs, _HEADER, strict=True):
        if not re.fullmatch(form, value):
            raise NoTrees(key)
    values = {key: value for key, _, value in pairs}
    if values["feature_names"].split(" ") != list(features) or int(values["max_feature_idx"]) != len(features) - 1:
        raise NoTrees("feature_names")
    if len(values["feature_infos"].split(" ")) != len(features):
        raise NoTrees("feature_infos")
    sizes = [int(size) for size in values["tree_sizes"].split(" ")]
    if len(sizes) > MOST_TREES:
        raise NoTrees("tree_sizes")
    return sizes


def _tree(text: str, number: int, features: int) -> None:
    """One tree: its numbers in full, features that there are, and children that make one tree of it."""
    lines = text.rstrip("\n").split("\n")
    pairs = [line.partition("=") for line in lines[1:]]
    if lines[0] != f"Tree={number}" or not text.endswith("\n\n") or [key for key, _, _ in pairs] != list(_KEYS):
        raise NoTrees(f"tree {number}")
    values: dict[str, list[str]] = {}
    for key, _, value in pairs:
        if not (_WHOLES if key in _WHOLE_NUMBERS else _FLOATS).fullmatch(value):
            raise NoTrees(f"tree {number}: {key}")
        values[key] = value.split(" ") if value else []
    if values["num_cat"] != ["0"] or values["is_linear"] != ["0"] or len(values["shrinkage"]) != 1:
        raise NoTrees(f"tree {number}: categories or linear leaves")
    leaves = values["num_leaves"]
    if len(leaves) != 1 or not leaves[0].isdigit() or not 1 <= int(leaves[0]) <= MOST_LEAVES:
        raise NoTrees(f"tree {number}: num_leaves")
    count = int(leaves[0])
    for key in (*_SPLITS, *_INNER, *_LEAVES):
        wanted = count if key in _LEAVES else count - 1
        # A tree of one leaf has no weight and no count of it.
        if len(values[key]) != wanted and not (count == 1 and key != "leaf_value" and not values[key]):
            raise NoTrees(f"tree {number}: {key}")
    if any(not 0 <= int(each) < features for each in values["split_feature"]):
        raise NoTrees(f"tree {number}: split_feature")
    # Bit 1 is a split by categories; no more than four bits are in use.
    if any(int(each) & 1 or not 0 <= int(each) < 16 for each in values["decision_type"]):
        raise NoTrees(f"tree {number}: decision_type")
    if not _is_one_tree([int(each) for each in values["left_child"]], [int(each) for each in values["right_child"]]):
        raise NoTrees(f"tree {number}: children")


def _is_one_tree(left: Sequence[int], right: Sequence[int]) -> bool:
    """Whether every split and every leaf (written as its complement) is reached once from the first split."""
    if not left:
        return True
    reached, waiting = set(), [0]
    while waiting:
        node = waiting.pop()
        if node in reached or not -len(left) - 1 <= node < len(left):
            return False
        reached.add(node)
        if node >= 0:
            waiting += [left[node], right[node]]
    return len(reached) == 2 * len(left) + 1
