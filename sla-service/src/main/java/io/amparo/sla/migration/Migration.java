package io.amparo.sla.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.events.slamigration.SlaMigrationEvent;
import io.amparo.platform.store.Change;
import io.amparo.sla.clock.Ledger;
import io.amparo.sla.clock.Redate;
import io.amparo.sla.clock.Redate.Answer;
import io.amparo.sla.clock.Terms;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.migration.Moving.Effect;
import io.amparo.sla.migration.Moving.Moved;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A job that moves running tickets to another version of a policy: first it looks at them, a page at a time; when told to, it
 * asks the engine page by page, and then waits until every ticket has answered. Whoever does a step that is done already changes
 * nothing.
 *
 * @param undoes the migration that this one takes back; null for none
 * @param by who asked for it, or changed the contract; null where nobody is known
 * @param atOnce goes on after its preview by itself
 * @param appliedAt from when on the other version counts; null before that is known
 * @param cursor id of the last ticket that was looked at
 * @param pages how many there are so far
 * @param tickets how many of those that were looked at are to be moved
 * @param digest of all that was previewed so far
 * @param applying how far the engine has got
 */
record Migration(String id, Target target, @Nullable String by, @Nullable String reason, @Nullable String undoes, boolean atOnce,
        Phase phase, Instant begunAt, @Nullable Instant appliedAt, @Nullable Instant finishedAt, String cursor, int pages,
        int tickets, Map<Effect, Integer> totals, String digest, Applying applying) {
    /** Who applies a preview that is older has not seen what is now. */
    static final Duration VALID = Duration.ofHours(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    /**
     * Later for each page that is awaited: a look reads all of a page's tickets, and where there are many none is answered soon.
     */
    private static final Duration LATER_EACH = Duration.ofMillis(50);

    enum Phase {
        PREVIEWING, PREVIEWED, APPLYING, APPLIED
    }

    /**
     * @param requested how many pages the engine was asked for
     * @param awaited numbers of the pages of which a ticket has yet to answer, the next to be looked at first
     * @param done tickets of the other pages that have come to count by the other version
     * @param passedOver tickets of those pages that had been closed, or had come to count by something else
     */
    record Applying(int requested, List<Integer> awaited, int done, int passedOver) {
        static final Applying NOT_YET = new Applying(0, List.of(), 0, 0);

        Applying {
            awaited = List.copyOf(awaited);
        }

        private Applying request() {
            return new Applying(requested + 1, awaited, done, passedOver);
        }

        private Applying answered(int page, int moved, int others) {
            return new Applying(requested, awaited.stream().filter(each -> each != page).toList(), done + moved,
                    passedOver + others);
        }

        /** A page that waits for long keeps none of the others from being counted. */
        private Applying next() {
            return new Applying(requested, Stream.concat(awaited.stream().skip(1), awaited.stream().limit(1)).toList(), done,
                    passedOver);
        }
    }

    static Change<Migration, SlaMigrationEvent> begun(String id, Target target, String by, @Nullable String reason,
            @Nullable String undoes, boolean atOnce, Instant now) {
        return new Migration(id, target, by, reason, undoes, atOnce, Phase.PREVIEWING, now, null, null, "", 0, 0, Map.of(), "",
                Applying.NOT_YET).due(now);
    }

    /** What a change of a contract comes to, which the engine sees to by itself: nobody need ask it for anything. */
    static Change<Migration, SlaMigrationEvent> following(Customer before, Customer after, Instant now) {
        return new Migration(idOf(after), Target.agreed(after.id(), after.agreement(), before.agreement()), after.by(),
                after.reason(), null, true, Phase.PREVIEWING, now, after.changedAt(), null, "", 0, 0, Map.of(), "",
                Applying.NOT_YET).due(now);
    }

    /** The same for everybody who hears of it. */
    static String idOf(Customer changed) {
        return UUID.nameUUIDFromBytes(Terms.change(changed.id(), changed.changedAt()).getBytes(UTF_8)).toString();
    }

    boolean isFollowing() {
        return atOnce && undoes == null;
    }

    /** How ledgers know of it. */
    String cause() {
        return isFollowing() ? Terms.change(target.id(), appliedAt) : Redate.cause(id);
    }

    boolean isAnsweredBy(Ledger ledger) {
        return Answer.in(ledger).stream().anyMatch(answer -> answer.cause().equals(cause()));
    }

    /** Whether a ticket has come to count by the other version. */
    boolean hasMoved(Ledger ledger) {
        return Answer.in(ledger).contains(new Answer(cause(), target.what()));
    }

    private Change<Migration, SlaMigrationEvent> due(@Nullable Instant at) {
        return new Change<>(this, List.of(), at);
    }

    private Change<Migration, SlaMigrationEvent> unchanged(Instant now) {
        return due(phase == Phase.PREVIEWED || phase == Phase.APPLIED ? null : now);
    }

    /** What one who applies this must give back; there is none before all tickets were looked at. */
    Optional<String> previewToken() {
        return phase == Phase.PREVIEWING ? Optional.empty() : Optional.of(id + "." + digest);
    }

    boolean isStale(Instant now) {
        return now.isAfter(begunAt.plus(VALID));
    }

    Change<Migration, SlaMigrationEvent> previewed(MovingPage page, Instant now) {
        if (phase != Phase.PREVIEWING || page.number() != pages) return unchanged(now);
        var sums = new EnumMap<Effect, Integer>(Effect.class);
        sums.putAll(totals);
        page.tickets().stream().flatMap(each -> each.clocks().stream()).map(Moved::effect)
                .forEach(effect -> sums.merge(effect, 1, Integer::sum));
        var next = new Migration(id, target, by, reason, undoes, atOnce, page.last() ? Phase.PREVIEWED : Phase.PREVIEWING,
                begunAt, appliedAt, null, page.next(), pages + 1, tickets + page.reachable().size(), sums, hash(digest + page),
                applying);
        if (!page.last()) return next.due(now);
        return atOnce ? next.applied(now) : next.due(null);
    }

    /** Of what the engine sees to by itself nobody asks it. */
    Change<Migration, SlaMigrationEvent> applied(Instant now) {
        if (phase != Phase.PREVIEWED) return unchanged(now);
        var all = IntStream.range(0, pages).boxed().toList();
        return with(Phase.APPLYING, isFollowing() ? appliedAt : now, null, new Applying(isFollowing() ? pages : 0, all, 0, 0))
                .due(now);
    }

    /** There is nothing to be done yet. */
    Change<Migration, SlaMigrationEvent> waits(Instant now) {
        return with(phase, appliedAt, finishedAt, applying.next())
                .unchanged(now.plus(LOOK_AGAIN).plus(LATER_EACH.multipliedBy(applying.awaited.size())));
    }

    Change<Migration, SlaMigrationEvent> requested(int page, Instant now) {
        return phase == Phase.APPLYING && page == applying.requested
                ? with(phase, appliedAt, null, applying.request()).due(now)
                : unchanged(now);
    }

    /**
     * Every ticket of the page has answered.
     *
     * @param done how many have come to count by the other version
     * @param passedOver the others
     */
    Change<Migration, SlaMigrationEvent> answered(int page, int done, int passedOver, Instant now) {
        if (phase != Phase.APPLYING || !applying.awaited.contains(page)) return unchanged(now);
        var next = applying.answered(page, done, passedOver);
        return next.awaited.isEmpty()
                ? with(Phase.APPLIED, appliedAt, now, next).due(null)
                : with(phase, appliedAt, null, next).due(now);
    }

    private Migration with(Phase to, @Nullable Instant from, @Nullable Instant finished, Applying next) {
        return new Migration(id, target, by, reason, undoes, atOnce, to, begunAt, from, finished, cursor, pages, tickets, totals,
                digest, next);
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)), 0, 16);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
