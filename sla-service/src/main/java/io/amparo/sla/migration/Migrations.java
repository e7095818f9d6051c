package io.amparo.sla.migration;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.slamigration.SlaMigrationEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.EventOrigin;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.sla.customer.ContractTerms;
import io.amparo.sla.customer.Customers;
import io.amparo.sla.migration.Migration.Phase;
import io.amparo.sla.migration.Migration.Preview;
import io.amparo.sla.migration.Migration.Request;
import io.amparo.sla.migration.MigrationKind.CalendarMigration;
import io.amparo.sla.migration.MigrationKind.ContractChange;
import io.amparo.sla.migration.MigrationKind.PlanMigration;
import io.amparo.sla.migration.MigrationKind.TermsMigration;
import io.amparo.sla.migration.MigrationKind.TzdataMigration;
import io.amparo.sla.migration.MigrationKind.Undo;
import io.amparo.sla.migration.TicketImpact.Effect;
import io.amparo.sla.plan.CalendarVersion;
import io.amparo.sla.plan.PlanVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Stores migrations, including those that were only previewed. */
final class Migrations extends AggregateStore<Migration, SlaMigrationEvent> {
    /** Duration for which no other instance advances a claimed migration; after it, the claiming instance is considered dead. */
    private static final Duration CLAIM_DURATION = Duration.ofSeconds(5);

    Migrations(Outbox outbox) {
        super(outbox, "migrations", new IndexModel(Indexes.ascending("state.subject", "state.appliedAt")),
                new IndexModel(Indexes.descending("state.begunAt", "_id")));
    }

    /** Claims the migration for one step. A step leaves it due again; only the instance with the next claim continues. */
    boolean claim(String id, Instant now) {
        return claim(id, now, now.plus(CLAIM_DURATION));
    }

    void postpone(Migration migration, Instant now) {
        update(migration.id(), "waits/" + now, known -> known.postpone(now));
    }

    /** Returns migrations, newest first, after the given one. The index on {@code begunAt} serves the query. */
    List<Migration> latest(@Nullable Migration after, int limit) {
        var filter = after == null
                ? empty()
                : or(lt("state.begunAt", after.request().begunAt()),
                        and(eq("state.begunAt", after.request().begunAt()), lt("_id", after.id())));
        return query(filter, Sorts.descending("state.begunAt", "_id"), limit).stream().map(Versioned::state).toList();
    }

    /** Whether a migration of the same subject was applied since. The index on subject and {@code appliedAt} serves it. */
    boolean appliedSince(MigrationKind kind, Instant since) {
        return !query(and(eq("state.subject", kind.subject()), gt("state.appliedAt", since)), Sorts.ascending("state.appliedAt"),
                1).isEmpty();
    }

    @Override
    protected Document write(Migration migration) {
        var preview = migration.preview();
        var request = migration.request();
        var totals = new Document();
        preview.totals().forEach((effect, clocks) -> totals.append(effect.name(), clocks));
        return new Document("id", migration.id()).append("subject", migration.kind().subject())
                .append("kind", write(migration.kind())).append("by", request.by()).append("reason", request.reason())
                .append("autoApply", request.autoApply()).append("begunAt", request.begunAt())
                .append("origin", request.origin().encode()).append("phase", migration.phase().name())
                .append("appliedAt", migration.appliedAt()).append("finishedAt", migration.finishedAt())
                .append("cursor", preview.cursor()).append("pages", preview.pages()).append("tickets", preview.tickets())
                .append("totals", totals).append("digest", preview.digest()).append("requested", migration.progress().requested())
                .append("awaited", migration.progress().awaited()).append("done", migration.progress().done())
                .append("skipped", migration.progress().skipped());
    }

    private static Document write(MigrationKind kind) {
        return switch (kind) {
            case PlanMigration it -> new Document("type", "PLAN").append("to", it.to().toString());
            case CalendarMigration it -> new Document("type", "CALENDAR").append("to", it.to().toString());
            case TzdataMigration it -> new Document("type", "TZDATA").append("to", it.to());
            case TermsMigration it -> new Document("type", "TERMS").append("customer", it.customerId())
                    .append("agreed", Customers.write(it.agreed())).append("replaces", Customers.write(it.replaces()));
            case ContractChange it -> new Document("type", "CONTRACT").append("customer", it.customerId())
                    .append("after", Customers.write(it.after())).append("before", Customers.write(it.before()));
            case Undo it -> new Document("type", "UNDO").append("undone", it.undoneId()).append("kind", write(it.undone()));
        };
    }

    private static MigrationKind readKind(Document kind) {
        var customer = kind.getString("customer");
        return switch (kind.getString("type")) {
            case "PLAN" -> new PlanMigration(PlanVersion.parse(kind.getString("to")));
            case "CALENDAR" -> new CalendarMigration(CalendarVersion.parse(kind.getString("to")));
            case "TZDATA" -> new TzdataMigration(kind.getString("to"));
            case "TERMS" -> new TermsMigration(customer, readTerms(kind, "agreed"), readTerms(kind, "replaces"));
            case "CONTRACT" -> new ContractChange(customer, readTerms(kind, "after"), readTerms(kind, "before"));
            case "UNDO" -> new Undo(kind.getString("undone"), readKind(kind.get("kind", Document.class)));
            default -> throw new IllegalArgumentException("Unknown type of a migration: " + kind.getString("type"));
        };
    }

    private static ContractTerms readTerms(Document kind, String field) {
        return Customers.readTerms(kind.get(field, Document.class));
    }

    @Override
    protected Migration read(Document state) {
        var totals = new EnumMap<Effect, Integer>(Effect.class);
        state.get("totals", Document.class).forEach((effect, clocks) -> totals.put(Effect.valueOf(effect), (Integer) clocks));
        return new Migration(state.getString("id"), readKind(state.get("kind", Document.class)),
                new Request(state.getString("by"), state.getString("reason"), state.getBoolean("autoApply"),
                        state.getDate("begunAt").toInstant(), EventOrigin.decode(state.get("origin", Document.class))),
                Phase.valueOf(state.getString("phase")),
                new Preview(state.getString("cursor"), state.getInteger("pages"), state.getInteger("tickets"), totals,
                        state.getString("digest")),
                new ApplyProgress(state.getInteger("requested"), state.getList("awaited", Integer.class),
                        state.getInteger("done"), state.getInteger("skipped")),
                Instants.read(state, "appliedAt"), Instants.read(state, "finishedAt"));
    }
}
