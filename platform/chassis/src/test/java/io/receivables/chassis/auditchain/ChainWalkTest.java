package io.receivables.chassis.auditchain;

import static io.receivables.chassis.auditchain.ChainBreak.Kind.DELETED;
import static io.receivables.chassis.auditchain.ChainBreak.Kind.EDITED;
import static io.receivables.chassis.auditchain.ChainBreak.Kind.INSERTED;
import static io.receivables.chassis.auditchain.ChainBreak.Kind.SEAL_BROKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class ChainWalkTest {
    private static final Instant START = Instant.parse("2025-04-01T09:30:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final List<Link> chain = chain(10);

    private static List<Link> chain(int length) {
        var links = new ArrayList<Link>();
        var head = TrailEntry.genesis();
        for (int i = 1; i <= length; i++) {
            var entry = entry(i, "anna", START.plusSeconds(i));
            head = entry.sealedAfter(head);
            links.add(new Link(i, entry.id(), head, START.plusSeconds(i + 1), Optional.of(entry)));
        }
        return links;
    }

    private static TrailEntry entry(int number, String actor, Instant recordedAt) {
        return new TrailEntry(
                new UUID(7, number),
                "acme",
                "payment",
                new UUID(8, number % 3),
                "CHANGE",
                actor,
                Optional.empty(),
                Optional.empty(),
                Optional.of("{\"version\":" + number + "}"),
                recordedAt,
                recordedAt,
                "c" + number);
    }

    private static Link withEntry(Link link, Optional<TrailEntry> entry) {
        return new Link(link.position(), link.entryId(), link.hash(), link.sealedAt(), entry);
    }

    private static Link withHash(Link link, byte[] hash) {
        return new Link(link.position(), link.entryId(), hash, link.sealedAt(), link.entry());
    }

    private static byte[] flipped(byte[] hash) {
        var other = hash.clone();
        other[5] ^= 1;
        return other;
    }

    private static List<Tuple> judge(List<Link> links) {
        var breaks = new Breaks();
        var walk = new ChainWalk(HOUR, breaks);
        links.forEach(walk::accept);
        walk.finish();
        assertThat(breaks.count()).isEqualTo(breaks.first().size());
        return breaks.first().stream()
                .map(found -> Tuple.tuple(found.kind(), found.position().orElse(0L)))
                .toList();
    }

    private static Tuple at(ChainBreak.Kind kind, long position) {
        return Tuple.tuple(kind, position);
    }

    private void edit(int position) {
        chain.set(
                position - 1,
                withEntry(
                        chain.get(position - 1), Optional.of(entry(position, "mallory", START.plusSeconds(position)))));
    }

    @Test
    void anIntactChainHasNoBreak() {
        assertThat(judge(chain)).isEmpty();
        assertThat(judge(List.of())).isEmpty();
    }

    @Test
    void anEditedEntryIsNamedWhereverItStands() {
        for (int position = 1; position <= 10; position++) {
            var kept = List.copyOf(chain);
            edit(position);
            assertThat(judge(chain)).containsExactly(at(EDITED, position));
            chain.clear();
            chain.addAll(kept);
        }
    }

    @Test
    void neighboursThatWereEditedAreAllNamed() {
        edit(4);
        edit(5);
        edit(6);
        assertThat(judge(chain)).containsExactly(at(EDITED, 4), at(EDITED, 5), at(EDITED, 6));
    }

    @Test
    void aChangedSealIsToldFromAChangedEntry() {
        chain.set(3, withHash(chain.get(3), flipped(chain.get(3).hash())));
        assertThat(judge(chain)).containsExactly(at(SEAL_BROKEN, 4));
    }

    @Test
    void aChangedLastSealIsABreakEvenIfNothingFollows() {
        chain.set(9, withHash(chain.get(9), flipped(chain.get(9).hash())));
        assertThat(judge(chain)).containsExactly(at(EDITED, 10));
    }

    @Test
    void aMissingEntryAndMissingSealsAreDeletions() {
        chain.set(6, withEntry(chain.get(6), Optional.empty()));
        chain.remove(3);
        chain.remove(2);
        assertThat(judge(chain)).containsExactly(at(DELETED, 3), at(DELETED, 7));
    }

    @Test
    void aMissingBeginningIsADeletion() {
        assertThat(judge(chain.subList(2, 10))).containsExactly(at(DELETED, 1));
    }

    @Test
    void swappedEntriesAreBothNamed() {
        var third = chain.get(2);
        var eighth = chain.get(7);
        chain.set(2, new Link(3, eighth.entryId(), third.hash(), third.sealedAt(), eighth.entry()));
        chain.set(7, new Link(8, third.entryId(), eighth.hash(), eighth.sealedAt(), third.entry()));
        assertThat(judge(chain)).containsExactly(at(EDITED, 3), at(EDITED, 8));
    }

    @Test
    void positionsThatNeverExistedAreInsertions() {
        chain.add(0, new Link(0, new UUID(7, 99), TrailEntry.genesis(), START, Optional.empty()));
        assertThat(judge(chain)).containsExactly(at(INSERTED, 0));
    }

    @Test
    void aSealedEntryThatClaimsAnEarlierDayWasInserted() {
        append(entry(11, "mallory", START.minus(HOUR)));
        assertThat(judge(chain)).containsExactly(at(INSERTED, 11));
    }

    @Test
    void aSealedEntryThatClaimsTheFutureWasInserted() {
        append(entry(11, "mallory", START.plus(HOUR).plus(HOUR)));
        assertThat(judge(chain)).containsExactly(at(INSERTED, 11));
    }

    @Test
    void aTransactionThatCommittedLateIsNoBreak() {
        append(entry(11, "anna", START.minus(HOUR).plusSeconds(60)));
        assertThat(judge(chain)).isEmpty();
    }

    @Test
    void onlyTheFirstHundredBreaksAreKeptButAllAreCounted() {
        var breaks = new Breaks();
        var walk = new ChainWalk(HOUR, breaks);
        chain(500).forEach(link -> walk.accept(withEntry(link, Optional.empty())));
        walk.finish();
        assertThat(breaks.count()).isEqualTo(500);
        assertThat(breaks.first()).hasSize(100);
    }

    private void append(TrailEntry entry) {
        var last = chain.get(chain.size() - 1);
        chain.add(new Link(
                last.position() + 1,
                entry.id(),
                entry.sealedAfter(last.hash()),
                last.sealedAt().plusSeconds(1),
                Optional.of(entry)));
    }
}
