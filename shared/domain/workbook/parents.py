"""Parent rows of the Russian national format: a row above others that tells what they have in common.

They are linked by a number, or simply follow their parent. A parent that only sums up its rows is no aspect:
its text goes to them. One with a mark of its own is an aspect like any other.
"""

from collections.abc import Iterator, Sequence

from shared.domain.workbook.draft import AspectDraft, SubDraft


def fold_parents(subs: Sequence[SubDraft]) -> list[AspectDraft]:
    """Take the parents that are no aspects out of ``subs``; return those whose text has gone nowhere."""
    homeless = []
    aspects = [aspect for sub in subs for aspect in sub.aspects]
    for sub in subs:
        kept = []
        for aspect in sub.aspects:
            below = list(_below(aspect, aspects, sub.aspects)) if aspect.is_parent else []
            is_sum = aspect.mark_max == sum(child.mark_max for child in below)
            if not aspect.is_parent or (aspect.mark_max and not is_sum):
                kept.append(aspect)
            elif not below:
                homeless.append(aspect)
            for child in below:
                texts = (aspect.description, aspect.extra, child.extra)
                child.extra = "\n".join(text for text in texts if text)
        sub.aspects = kept
    return homeless


def _below(
    parent: AspectDraft, aspects: Sequence[AspectDraft], siblings: Sequence[AspectDraft]
) -> Iterator[AspectDraft]:
    return _linked(parent, aspects) if parent.link else _following(parent, siblings)


def _linked(parent: AspectDraft, aspects: Sequence[AspectDraft]) -> Iterator[AspectDraft]:
    return (aspect for aspect in aspects if aspect.link == parent.link and not aspect.is_parent)


def _following(parent: AspectDraft, aspects: Sequence[AspectDraft]) -> Iterator[AspectDraft]:
    at = next(at for at, aspect in enumerate(aspects) if aspect is parent)
    for aspect in aspects[at + 1 :]:
        if aspect.is_parent:
            return
        yield aspect
