package io.amparo.sla.migration;

import io.amparo.events.slamigration.SlaMigrationEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.sla.migration.Moving.Effect;
import io.amparo.sla.migration.Moving.Moved;
import io.amparo.sla.plan.Metric;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Stores previews of migrations in pages that fit into a document each. */
final class MovingPages extends AggregateStore<MovingPage, SlaMigrationEvent> {

    MovingPages(Outbox outbox) {
        super(outbox, "migration-pages");
    }

    Optional<MovingPage> page(String migrationId, int number) {
        return find(MovingPage.id(migrationId, number)).map(Versioned::state);
    }

    @Override
    protected Document write(MovingPage page) {
        return new Document("migrationId", page.migrationId()).append("number", page.number()).append("next", page.next())
                .append("last", page.last()).append("tickets", page.tickets().stream().map(MovingPages::write).toList());
    }

    private static Document write(Moving moving) {
        return new Document("id", moving.ticketId()).append("number", moving.number()).append("customer", moving.customerId())
                .append("from", moving.from()).append("to", moving.to()).append("clocks",
                        moving.clocks().stream()
                                .map(each -> new Document("metric", each.metric() == null ? null : each.metric().name())
                                        .append("cycle", each.cycle()).append("from", each.from()).append("to", each.to())
                                        .append("effect", each.effect().name()))
                                .toList());
    }

    @Override
    protected MovingPage read(Document state) {
        return new MovingPage(state.getString("migrationId"), state.getInteger("number"),
                state.getList("tickets", Document.class).stream().map(MovingPages::moving).toList(), state.getString("next"),
                state.getBoolean("last"));
    }

    private static Moving moving(Document moving) {
        return new Moving(moving.getString("id"), moving.getString("number"), moving.getString("customer"),
                moving.getString("from"), moving.getString("to"),
                moving.getList("clocks", Document.class).stream()
                        .map(each -> new Moved(metric(each.getString("metric")), each.getInteger("cycle"),
                                instant(each.getDate("from")), instant(each.getDate("to")),
                                Effect.valueOf(each.getString("effect"))))
                        .toList());
    }

    private static @Nullable Metric metric(@Nullable String name) {
        return name == null ? null : Metric.valueOf(name);
    }

    static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
