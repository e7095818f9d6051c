package io.amparo.sla.migration;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static io.amparo.sla.migration.PreviewPages.instant;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.slamigration.SlaMigrationEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.sla.customer.ContractTerms;
import io.amparo.sla.customer.Customers;
import io.amparo.sla.ledger.Fact.What;
import io.amparo.sla.migration.Migration.ApplyProgress;
import io.amparo.sla.migration.Migration.Phase;
import io.amparo.sla.migration.TicketImpact.Effect;
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
        var samePolicy = target.what() == What.TZDATA ? empty() : eq("state.policy", target.id());
        return !query(and(eq("state.what", target.what().name()), gt("state.appliedAt", since), samePolicy),
                Sorts.ascending("state.appliedAt"), 1).isEmpty();
    }

    @Override
    protected Document write(Migration migration) {
        var totals = new Document();
        migration.totals().forEach((effect, clocks) -> totals.append(effect.name(), clocks));
        return new Document("id", migration.id()).append("what", migration.target().what().name())
                .append("policy", migration.target().id()).append("toVersion", migration.target().version())
                .append("agreed", write(migration.target().agreed())).append("replaces", write(migration.target().replaces()))
                .append("by", migration.by()).append("reason", migration.reason()).append("undoes", migration.undoes())
                .append("autoApply", migration.autoApply()).append("phase", migration.phase().name())
                .append("begunAt", migration.begunAt()).append("appliedAt", migration.appliedAt())
                .append("finishedAt", migration.finishedAt()).append("cursor", migration.cursor())
                .append("pages", migration.pages()).append("tickets", migration.tickets()).append("totals", totals)
                .append("digest", migration.digest()).append("requested", migration.progress().requested())
                .append("awaited", migration.progress().awaited()).append("done", migration.progress().done())
                .append("skipped", migration.progress().skipped());
    }

    private static @Nullable Document write(@Nullable ContractTerms terms) {
        return terms == null ? null : Customers.write(terms);
    }

    private static @Nullable ContractTerms terms(@Nullable Document terms) {
        return terms == null ? null : Customers.readTerms(terms);
    }

    @Override
    protected Migration read(Document state) {
        var totals = new EnumMap<Effect, Integer>(Effect.class);
        state.get("totals", Document.class).forEach((effect, clocks) -> totals.put(Effect.valueOf(effect), (Integer) clocks));
        return new Migration(state.getString("id"),
                new Target(What.valueOf(state.getString("what")), state.getString("policy"), state.getInteger("toVersion"),
                        terms(state.get("agreed", Document.class)), terms(state.get("replaces", Document.class))),
                state.getString("by"), state.getString("reason"), state.getString("undoes"), state.getBoolean("autoApply"),
                Phase.valueOf(state.getString("phase")), state.getDate("begunAt").toInstant(),
                instant(state.getDate("appliedAt")), instant(state.getDate("finishedAt")), state.getString("cursor"),
                state.getInteger("pages"), state.getInteger("tickets"), totals, state.getString("digest"), progress(state));
    }

    /** An older build stored no progress per page: a migration that was under way then is counted from its first page. */
    private static ApplyProgress progress(Document state) {
        int requested = state.getInteger("requested"), pages = state.getInteger("pages");
        if (state.containsKey("awaited"))
            return new ApplyProgress(requested, state.getList("awaited", Integer.class), state.getInteger("done"),
                    state.getInteger("skipped"));
        return switch (Phase.valueOf(state.getString("phase"))) {
            case PREVIEWING, PREVIEWED -> ApplyProgress.NOT_STARTED;
            case APPLYING -> new ApplyProgress(requested, IntStream.range(0, pages).boxed().toList(), 0, 0);
            case APPLIED -> new ApplyProgress(requested, List.of(), state.getInteger("tickets"), 0);
        };
    }
}
