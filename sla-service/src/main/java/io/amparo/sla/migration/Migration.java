package io.amparo.sla.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.events.slamigration.SlaMigrationEvent;
import io.amparo.platform.store.Change;
import io.amparo.sla.clock.Redate;
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
import org.jspecify.annotations.Nullable;

/**
 * A job that moves running tickets to another version of a policy: first it looks at them, a page at a time; when told to, it asks the
 * engine page by page, and then waits until every ticket has answered. Whoever does a step that is done already changes nothing.
 *
 * @param undoes    the migration that this one takes back; null for none
 * @param by        who asked for it, or changed the contract; null where nobody is known
 * @param atOnce    goes on after its preview by itself
 * @param appliedAt from when on the other version counts; null before that is known
 * @param cursor    id of the last ticket that was looked at
 * @param pages     how many there are so far
 * @param requested how many of them the engine was asked for, or has seen to by itself
 * @param tickets   how many of those that were looked at are to be moved
 * @param digest    of all that was previewed so far
 */
record Migration(String id, Target target, @Nullable String by, @Nullable String reason, @Nullable String undoes, boolean atOnce,
        Phase phase,
        Instant begunAt, @Nullable Instant appliedAt, @Nullable Instant finishedAt, String cursor, int pages, int requested,
        int tickets, Map<Effect, Integer> totals, String digest) {
    /** Who applies a preview that is older has not seen what is now. */
    static final Duration VALID = Duration.ofHours(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    enum Phase {
        PREVIEWING, PREVIEWED, APPLYING, APPLIED
    }

    static Change<Migration, SlaMigrationEvent> begun(String id, Target target, String by, @Nullable String reason,
            @Nullable String undoes, boolean atOnce, Instant now) {
        return new Migration(id, target, by, reason, undoes, atOnce, Phase.PREVIEWING, now, null, null, "", 0, 0, 0, Map.of(), "")
                .due(now);
    }

    /** What a change of a contract comes to, which the engine sees to by itself: nobody need ask it for anything. */
    static Change<Migration, SlaMigrationEvent> following(Customer before, Customer after, Instant now) {
        return new Migration(idOf(after), Target.agreed(after.id(), after.agreement(), before.agreement()), after.by(),
                after.reason(), null, true, Phase.PREVIEWING, now, after.changedAt(), null, "", 0, 0, 0, Map.of(), "").due(now);
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
                begunAt, appliedAt, null, page.next(), pages + 1, 0, tickets + page.reachable().size(), sums,
                hash(digest + page));
        if (!page.last()) return next.due(now);
        return atOnce ? next.applied(now) : next.due(null);
    }

    Change<Migration, SlaMigrationEvent> applied(Instant now) {
        return phase == Phase.PREVIEWED
                ? with(Phase.APPLYING, isFollowing() ? appliedAt : now, null, 0).due(now)
                : unchanged(now);
    }

    Change<Migration, SlaMigrationEvent> waits(Instant now) {
        return unchanged(now.plus(LOOK_AGAIN));
    }

    Change<Migration, SlaMigrationEvent> requested(int page, Instant now) {
        return page == requested ? with(phase, appliedAt, null, requested + 1).due(now) : unchanged(now);
    }

    /** @param answered how many tickets have heard of it */
    Change<Migration, SlaMigrationEvent> answered(int answered, Instant now) {
        if (phase != Phase.APPLYING) return unchanged(now);
        return answered < tickets ? due(now.plus(LOOK_AGAIN)) : with(Phase.APPLIED, appliedAt, now, requested).due(null);
    }

    private Migration with(Phase to, @Nullable Instant from, @Nullable Instant finished, int asked) {
        return new Migration(id, target, by, reason, undoes, atOnce, to, begunAt, from, finished, cursor, pages, asked, tickets,
                totals, digest);
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)), 0, 16);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
