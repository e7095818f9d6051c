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
 * A job that moves running tickets to another version of a policy. It first previews them, one page at a time. Once applied, it
 * sends requests to the engine page by page, and then waits until every ticket has answered. Repeating a finished step changes
 * nothing.
 *
 * @param undoes id of the migration that this one undoes; null for none
 * @param by the person who requested it, or who changed the contract; null if unknown
 * @param atOnce whether it is applied right after its preview, without a request
 * @param appliedAt from when on the target counts; null until that is known
 * @param cursor id of the last previewed ticket
 * @param pages number of preview pages so far
 * @param tickets number of previewed tickets that can be moved
 * @param digest hash of the whole preview so far
 * @param applying progress of the engine
 */
record Migration(String id, Target target, @Nullable String by, @Nullable String reason, @Nullable String undoes, boolean atOnce,
        Phase phase, Instant begunAt, @Nullable Instant appliedAt, @Nullable Instant finishedAt, String cursor, int pages,
        int tickets, Map<Effect, Integer> totals, String digest, Applying applying) {
    /** Maximum age of an applied preview: an older one does not show the present state. */
    static final Duration VALID = Duration.ofHours(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    /**
     * Added for each awaited page: a poll reads all tickets of a page, and a migration with many pages is not answered soon.
     */
    private static final Duration LATER_EACH = Duration.ofMillis(50);

    enum Phase {
        PREVIEWING, PREVIEWED, APPLYING, APPLIED
    }

    /**
     * @param requested number of pages that were requested from the engine
     * @param awaited numbers of the pages with unanswered tickets, the next one to check first
     * @param done number of tickets on the other pages that have moved to the target
     * @param passedOver number of tickets on those pages that were closed or had moved to something else
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

        /** Moves the first awaited page to the end, so that a slow page does not delay counting the others. */
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

    /** Begins the migration of a contract change. The engine applies the change without a request. */
    static Change<Migration, SlaMigrationEvent> following(Customer before, Customer after, Instant now) {
        return new Migration(idOf(after), Target.agreed(after.id(), after.agreement(), before.agreement()), after.by(),
                after.reason(), null, true, Phase.PREVIEWING, now, after.changedAt(), null, "", 0, 0, Map.of(), "",
                Applying.NOT_YET).due(now);
    }

    /** Returns the same id for every consumer of the contract change. */
    static String idOf(Customer changed) {
        return UUID.nameUUIDFromBytes(Terms.change(changed.id(), changed.changedAt()).getBytes(UTF_8)).toString();
    }

    boolean isFollowing() {
        return atOnce && undoes == null;
    }

    /** Returns the causation id of its facts in the ledgers. */
    String cause() {
        return isFollowing() ? Terms.change(target.id(), appliedAt) : Redate.cause(id);
    }

    boolean isAnsweredBy(Ledger ledger) {
        return Answer.in(ledger).stream().anyMatch(answer -> answer.cause().equals(cause()));
    }

    /** Whether this migration has moved the ticket to its target. */
    boolean hasMoved(Ledger ledger) {
        return Answer.in(ledger).contains(new Answer(cause(), target.what()));
    }

    private Change<Migration, SlaMigrationEvent> due(@Nullable Instant at) {
        return new Change<>(this, List.of(), at);
    }

    private Change<Migration, SlaMigrationEvent> unchanged(Instant now) {
        return due(phase == Phase.PREVIEWED || phase == Phase.APPLIED ? null : now);
    }

    /** Returns the token with which a client applies the preview; empty until all tickets are previewed. */
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

    /** Requests no page of a contract change, because the engine applies it without a request. */
    Change<Migration, SlaMigrationEvent> applied(Instant now) {
        if (phase != Phase.PREVIEWED) return unchanged(now);
        var all = IntStream.range(0, pages).boxed().toList();
        return with(Phase.APPLYING, isFollowing() ? appliedAt : now, null, new Applying(isFollowing() ? pages : 0, all, 0, 0))
                .due(now);
    }

    /** Schedules the next check, because no step is possible yet. */
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
     * Counts a page whose tickets have all answered.
     *
     * @param done number of tickets that have moved to the target
     * @param passedOver number of the other tickets
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
        } catch (NoSuchAlgorithmException everyJavaHasIt) { // every Java platform has SHA-256
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
