package io.amparo.entitlement.coverage;

import io.amparo.entitlement.coverage.Decision.Party;
import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Store of the decisions, by ticket id. */
public final class Decisions extends AggregateStore<TicketDecisions, EntitlementEvent> {

    public Decisions(Outbox outbox) {
        super(outbox, "decisions");
    }

    @Override
    protected Document write(TicketDecisions decisions) {
        return new Document("all", decisions.all().stream().map(Decisions::write).toList());
    }

    private static Document write(Decision decision) {
        var query = decision.query();
        return new Document("query",
                new Document("person", query.person()).append("kind", query.kind().name()).append("product", query.product())
                        .append("version", query.version()).append("customerId", query.customerId())
                        .append("exclusion", query.exclusion()))
                .append("party", write(decision.party())).append("granted", decision.granted())
                .append("reasons", decision.reasons().stream().map(Decisions::write).toList())
                .append("warnings", decision.warnings().stream().map(Decisions::write).toList())
                .append("alternatives",
                        decision.alternatives().stream()
                                .map(alternative -> new Document("code", alternative.code()).append("href", alternative.href())
                                        .append("details", alternative.details()))
                                .toList())
                .append("slaPlan", decision.slaPlan()).append("policy", decision.policy())
                .append("decidedAt", decision.decidedAt());
    }

    private static @Nullable Document write(@Nullable Party party) {
        return party == null
                ? null
                : new Document("customerId", party.customerId()).append("customerName", party.customerName())
                        .append("contactName", party.contactName()).append("language", party.language());
    }

    private static Document write(Reason reason) {
        return new Document("code", reason.code()).append("clause", reason.clause()).append("details", reason.details());
    }

    /** Older builds stored the latest decision only. */
    @Override
    protected TicketDecisions read(Document state) {
        return state.containsKey("all")
                ? new TicketDecisions(state.getList("all", Document.class).stream().map(Decisions::decision).toList())
                : TicketDecisions.of(decision(state));
    }

    private static Decision decision(Document state) {
        var query = state.get("query", Document.class);
        var party = state.get("party", Document.class);
        return new Decision(
                new EntitlementQuery(query.getString("person"), Kind.valueOf(query.getString("kind")), query.getString("product"),
                        query.getString("version"), query.getString("customerId"), query.getString("exclusion")),
                party == null
                        ? null
                        : new Party(party.getString("customerId"), party.getString("customerName"),
                                party.getString("contactName"), party.getString("language")),
                state.getBoolean("granted"), reasons(state, "reasons"), reasons(state, "warnings"),
                state.getList("alternatives", Document.class).stream()
                        .map(document -> new Alternative(document.getString("code"), document.getString("href"),
                                document.getList("details", String.class)))
                        .toList(),
                state.getString("slaPlan"), state.getString("policy"), state.getDate("decidedAt").toInstant());
    }

    private static List<Reason> reasons(Document state, String field) {
        return state.getList(field, Document.class).stream().map(document -> new Reason(document.getString("code"),
                document.getString("clause"), document.getList("details", String.class))).toList();
    }
}
