"""Which of the filing conditions of one class a sentence means: 井盖丢失 is the one about missing lids, not broken ones."""

import re
from collections import Counter
from collections.abc import Sequence

# Other words for what a condition says, as people report it.
_SAME = (
    ("缺失", r"丢失|丢了|丢(?=$|[，。、；])|被盗|被偷|失窃|遗失|不见了?|没了|没有了|缺少|缺了|缺(?=井盖|盖|失)失?|无(?=井盖|盖)|未盖|没盖"),
    ("移位", r"位移|挪位|错位|移开|挪开|移动|翻开|掀开"),
    ("破损", r"破裂|碎裂|开裂|破碎|损坏|损毁|破了|裂了"),
    ("松动", r"晃动|异响|不稳"),
    ("下沉", r"沉降|沉陷|凹陷"),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern), word) for word, pattern in _SAME)
_SIGN = re.compile(r"[^\w]+|[或和及]")


def meant(sentence: str, conditions: Sequence[str]) -> int | None:
    """Return the place of the condition the sentence means, or None when it fits none or two equally well.

    Only what tells one condition from the others counts, so the name of the thing itself (井盖) decides nothing.
    """
    said = _pairs(sentence)
    each = [_pairs(text) for text in conditions]
    common = Counter(pair for pairs in each for pair in pairs)
    scores = [sum(common[pair] == 1 for pair in pairs & said) for pairs in each]
    best = max(scores, default=0)
    return scores.index(best) if best and scores.count(best) == 1 else None


def _pairs(text: str) -> set[str]:
    for pattern, word in _PATTERNS:
        text = pattern.sub(word, text)
    return {run[at : at + 2] for run in _SIGN.split(text) for at in range(len(run) - 1)}
