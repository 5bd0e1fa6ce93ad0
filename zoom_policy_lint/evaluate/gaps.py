"""What could not be read, for the report: endpoint by endpoint, with the rules that miss it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from zoom_policy_lint.model.clause import UnreadEntry
from zoom_policy_lint.model.resource import Listing, Read, Resource, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.ruleset import Rule
from zoom_policy_lint.ruleset.demand import reads

_SHORT = Unread(Reason.LIST_INCOMPLETE, "Zoom did not list all of them")


@dataclass(slots=True)
class _Gap:
    first: str
    count: int = 0
    detail: str = ""


@dataclass(slots=True)
class Gaps:
    """Collects failed reads; many users with the same one become one entry, so that memory stays flat."""

    _gaps: dict[tuple[Level, str, str], _Gap] = field(default_factory=dict)

    def see(self, resource: Resource) -> None:
        """Note what was not read of a resource; the occurrences of a meeting count as the meeting."""
        told: dict[str, Unread] = {}
        for name, gap in resource.unread.items():
            told.setdefault(str(replace(Read.parse(name), occurrence="")), gap)
        for name, gap in told.items():
            self._note(resource.level, name, gap, resource.name)

    def see_lists(self, listings: Iterable[Listing]) -> None:
        """Note the lists that were refused or are not whole."""
        for listing in listings:
            gap = listing.unread or (None if listing.complete else _SHORT)
            if gap is not None:
                self._note(Level.ACCOUNT, str(listing.read), gap, listing.parent or "the list")

    def entries(self, rules: Mapping[str, Rule]) -> tuple[UnreadEntry, ...]:
        """One entry for every level, endpoint and reason, sorted."""
        needed: dict[str, list[str]] = {}
        for rule in rules.values():
            for read in reads(rule):
                needed.setdefault(str(read), []).append(rule.id)
        order = sorted(self._gaps.items(), key=lambda item: (item[0][0].rank, item[0][1], item[0][2]))
        return tuple(
            UnreadEntry(
                resource=gap.first if gap.count == 1 else f"{gap.count} {level.words}s ({gap.first} and others)",
                endpoint=name,
                reason=f"{reason}: {gap.detail}" if gap.detail else reason,
                rules=tuple(sorted(needed.get(str(Read.parse(name)), ()))),
            )
            for (level, name, reason), gap in order
        )

    def _note(self, level: Level, name: str, gap: Unread, who: str) -> None:
        entry = self._gaps.setdefault((level, name, gap.reason), _Gap(who, detail=gap.detail))
        entry.count += 1
