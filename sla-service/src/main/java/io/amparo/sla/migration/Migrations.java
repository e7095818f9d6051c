package io.amparo.sla.migration;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static io.amparo.sla.migration.MovingPages.instant;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.slamigration.SlaMigrationEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.customer.Agreement;
import io.amparo.sla.customer.Customers;
import io.amparo.sla.migration.Migration.Applying;
import io.amparo.sla.migration.Migration.Phase;
import io.amparo.sla.migration.Moving.Effect;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Stores migrations, including those that were only previewed. */
final class Migrations extends AggregateStore<Migration, SlaMigrationEvent> {

    Migrations(Outbox outbox) {
        super(outbox, "migrations", new IndexModel(Indexes.ascending("state.what", "state.appliedAt")),
                new IndexModel(Indexes.descending("state.begunAt", "_id")));
    }

    /** Returns migrations, newest first, after the given one. The index on {@code begunAt} serves the query. */
    List<Migration> latest(@Nullable Migration after, int limit) {
        var filter = after == null
                ? empty()
                : or(lt("state.begunAt", after.begunAt()), and(eq("state.begunAt", after.begunAt()), lt("_id", after.id())));
        return query(filter, Sorts.descending("state.begunAt", "_id"), limit).stream().map(Versioned::state).toList();
    }

    /**
     * Whether a migration of the same policy, to any version, was applied since. The index on what and {@code appliedAt} serves
     * it.
     */
    boolean appliedSince(Target target, Instant since) {
        var same = target.what() == What.TZDATA ? empty() : eq("state.policy", target.id());
        return !query(and(eq("state.what", target.what().name()), gt("state.appliedAt", since), same),
                Sorts.ascending("state.appliedAt"), 1).isEmpty();
    }

    @Override
    protected Document write(Migration migration) {
        var totals = new Document();
        migration.totals().forEach((effect, clocks) -> totals.append(effect.name(), clocks));
        return new Document("id", migration.id()).append("what", migration.target().what().name())
                .append("policy", migration.target().id()).append("toVersion", migration.target().version())
                .append("agreed", write(migration.target().agreed())).append("instead", write(migration.target().instead()))
                .append("by", migration.by()).append("reason", migration.reason()).append("undoes", migration.undoes())
                .append("atOnce", migration.atOnce()).append("phase", migration.phase().name())
                .append("begunAt", migration.begunAt()).append("appliedAt", migration.appliedAt())
                .append("finishedAt", migration.finishedAt()).append("cursor", migration.cursor())
                .append("pages", migration.pages()).append("tickets", migration.tickets()).append("totals", totals)
                .append("digest", migration.digest()).append("requested", migration.applying().requested())
                .append("awaited", migration.applying().awaited()).append("done", migration.applying().done())
                .append("passedOver", migration.applying().passedOver());
    }

    private static @Nullable Document write(@Nullable Agreement agreement) {
        return agreement == null ? null : Customers.write(agreement);
    }

    private static @Nullable Agreement agreement(@Nullable Document agreement) {
        return agreement == null ? null : Customers.agreement(agreement);
    }

    @Override
    protected Migration read(Document state) {
        var totals = new EnumMap<Effect, Integer>(Effect.class);
        state.get("totals", Document.class).forEach((effect, clocks) -> totals.put(Effect.valueOf(effect), (Integer) clocks));
        return new Migration(state.getString("id"),
                new Target(What.valueOf(state.getString("what")), state.getString("policy"), state.getInteger("toVersion"),
                        agreement(state.get("agreed", Document.class)), agreement(state.get("instead", Document.class))),
                state.getString("by"), state.getString("reason"), state.getString("undoes"), state.getBoolean("atOnce"),
                Phase.valueOf(state.getString("phase")), state.getDate("begunAt").toInstant(),
                instant(state.getDate("appliedAt")), instant(state.getDate("finishedAt")), state.getString("cursor"),
                state.getInteger("pages"), state.getInteger("tickets"), totals, state.getString("digest"), applying(state));
    }

    /** An older build stored no progress per page: a migration that was under way then is counted from its first page. */
    private static Applying applying(Document state) {
        int requested = state.getInteger("requested"), pages = state.getInteger("pages");
        if (state.containsKey("awaited"))
            return new Applying(requested, state.getList("awaited", Integer.class), state.getInteger("done"),
                    state.getInteger("passedOver"));
        return switch (Phase.valueOf(state.getString("phase"))) {
            case PREVIEWING, PREVIEWED -> Applying.NOT_YET;
            case APPLYING -> new Applying(requested, IntStream.range(0, pages).boxed().toList(), 0, 0);
            case APPLIED -> new Applying(requested, List.of(), state.getInteger("tickets"), 0);
        };
    }
}
