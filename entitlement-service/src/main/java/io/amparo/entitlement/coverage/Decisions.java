package io.amparo.entitlement.coverage;

import io.amparo.entitlement.coverage.Decision.Party;
import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Store of the decisions, by ticket id. */
public final class Decisions extends AggregateStore<Decision, EntitlementEvent> {

    public Decisions(Outbox outbox) {
        super(outbox, "decisions");
    }

    @Override
    protected Document write(Decision decision) {
        var wish = decision.wish();
        return new Document("wish",
                new Document("email", wish.email()).append("kind", wish.kind().name()).append("product", wish.product())
                        .append("version", wish.version()).append("customerId", wish.customerId()))
                .append("party", write(decision.party())).append("granted", decision.granted())
                .append("reasons", decision.reasons().stream().map(Decisions::write).toList())
                .append("warnings", decision.warnings().stream().map(Decisions::write).toList())
                .append("alternatives",
                        decision.alternatives().stream()
                                .map(other -> new Document("code", other.code()).append("href", other.href()).append("details",
                                        other.details()))
                                .toList())
                .append("slaPlan", decision.slaPlan()).append("decidedAt", Date.from(decision.decidedAt()));
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

    @Override
    protected Decision read(Document state) {
        var wish = state.get("wish", Document.class);
        var party = state.get("party", Document.class);
        return new Decision(
                new Wish(wish.getString("email"), Kind.valueOf(wish.getString("kind")), wish.getString("product"),
                        wish.getString("version"), wish.getString("customerId")),
                party == null
                        ? null
                        : new Party(party.getString("customerId"), party.getString("customerName"),
                                party.getString("contactName"), party.getString("language")),
                state.getBoolean("granted"), reasons(state, "reasons"), reasons(state, "warnings"),
                state.getList("alternatives", Document.class).stream().map(
                        it -> new Alternative(it.getString("code"), it.getString("href"), it.getList("details", String.class)))
                        .toList(),
                state.getString("slaPlan"), state.getDate("decidedAt").toInstant());
    }

    private static List<Reason> reasons(Document state, String field) {
        return state.getList(field, Document.class).stream()
                .map(it -> new Reason(it.getString("code"), it.getString("clause"), it.getList("details", String.class)))
                .toList();
    }
}
