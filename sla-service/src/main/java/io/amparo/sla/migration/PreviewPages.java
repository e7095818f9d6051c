package io.amparo.sla.migration;

import io.amparo.events.slamigration.SlaMigrationEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.sla.ledger.PolicySwitchCodec;
import io.amparo.sla.migration.TicketImpact.ClockImpact;
import io.amparo.sla.migration.TicketImpact.Effect;
import io.amparo.sla.plan.Metric;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Stores previews of migrations in pages that fit into a document each. */
final class PreviewPages extends AggregateStore<PreviewPage, SlaMigrationEvent> {

    PreviewPages(Outbox outbox) {
        super(outbox, "migration-pages");
    }

    Optional<PreviewPage> page(String migrationId, int number) {
        return find(PreviewPage.id(migrationId, number)).map(Versioned::state);
    }

    @Override
    protected Document write(PreviewPage page) {
        return new Document("migrationId", page.migrationId()).append("number", page.number()).append("cursor", page.cursor())
                .append("last", page.last()).append("tickets", page.tickets().stream().map(PreviewPages::write).toList());
    }

    private static Document write(TicketImpact impact) {
        return new Document("id", impact.ticketId()).append("number", impact.number()).append("customer", impact.customerId())
                .append("term", PolicySwitchCodec.term(impact.policySwitch()))
                .append("from", PolicySwitchCodec.value(impact.policySwitch().reversed()))
                .append("to", PolicySwitchCodec.value(impact.policySwitch())).append("clocks",
                        impact.clocks().stream()
                                .map(each -> new Document("metric", each.metric() == null ? null : each.metric().name())
                                        .append("cycle", each.cycle()).append("from", each.from()).append("to", each.to())
                                        .append("effect", each.effect().name()))
                                .toList());
    }

    @Override
    protected PreviewPage read(Document state) {
        return new PreviewPage(state.getString("migrationId"), state.getInteger("number"),
                state.getList("tickets", Document.class).stream().map(PreviewPages::ticketImpact).toList(),
                state.getString("cursor"), state.getBoolean("last"));
    }

    private static TicketImpact ticketImpact(Document impact) {
        return new TicketImpact(impact.getString("id"), impact.getString("number"), impact.getString("customer"),
                PolicySwitchCodec.decode(impact.getString("term"), impact.getString("from"), impact.getString("to")),
                impact.getList("clocks", Document.class).stream()
                        .map(each -> new ClockImpact(metric(each.getString("metric")), each.getInteger("cycle"),
                                Instants.read(each, "from"), Instants.read(each, "to"), Effect.valueOf(each.getString("effect"))))
                        .toList());
    }

    private static @Nullable Metric metric(@Nullable String name) {
        return name == null ? null : Metric.valueOf(name);
    }
}
