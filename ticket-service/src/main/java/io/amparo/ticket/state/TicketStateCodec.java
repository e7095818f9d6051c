package io.amparo.ticket.state;

import io.amparo.platform.Adapter;
import io.amparo.platform.store.Instants;
import io.amparo.ticket.sla.Sla;
import io.amparo.ticket.sla.Sla.Objective;
import io.amparo.ticket.sla.Sla.PauseRule;
import io.amparo.ticket.state.ReachedRungs.Rung;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Encodes the state of a ticket as a MongoDB document and decodes it; decoding an encoded state returns an equal state. */
@Adapter
public final class TicketStateCodec {

    private TicketStateCodec() {}

    static Document encode(TicketState state) {
        return new Document("ticket", encode(state.ticket())).append("sla", encode(state.sla()))
                .append("reached", state.reached().rungs().stream().map(TicketStateCodec::encode).toList())
                .append("slaSequence", state.slaSequence()).append("removed", state.removed());
    }

    private static @Nullable Document encode(@Nullable TicketSnapshot ticket) {
        return ticket == null
                ? null
                : new Document("id", ticket.id()).append("version", ticket.version()).append("sequence", ticket.sequence())
                        .append("number", ticket.number()).append("customerId", ticket.customerId())
                        .append("customerName", ticket.customerName()).append("product", ticket.product())
                        .append("productVersion", ticket.productVersion()).append("kind", ticket.kind())
                        .append("priority", ticket.priority()).append("status", ticket.status())
                        .append("waitingFor", ticket.waitingFor()).append("via", ticket.via())
                        .append("openedAt", ticket.openedAt()).append("updatedAt", ticket.updatedAt())
                        .append("closedAt", ticket.closedAt()).append("promise", encode(ticket.promise()));
    }

    private static @Nullable Document encode(@Nullable Sla sla) {
        return sla == null
                ? null
                : new Document("plan", sla.plan()).append("planVersion", sla.planVersion()).append("calendar", sla.calendar())
                        .append("zone", sla.zone()).append("pauseRules", encodePauseRules(sla.pauseRules()))
                        .append("pausedStatus", sla.pausedStatus())
                        .append("objectives", sla.objectives().stream().map(TicketStateCodec::encode).toList());
    }

    public static Document encode(Objective objective) {
        return new Document("metric", objective.metric()).append("cycle", objective.cycle()).append("state", objective.state())
                .append("budget", objective.budget()).append("consumed", objective.consumed()).append("dueAt", objective.dueAt());
    }

    public static @Nullable List<Document> encodePauseRules(@Nullable List<PauseRule> rules) {
        return rules == null
                ? null
                : rules.stream().map(rule -> new Document("status", rule.status()).append("metrics", rule.metrics())
                        .append("longestPause", rule.longestPause())).toList();
    }

    private static Document encode(Rung rung) {
        return new Document("metric", rung.metric()).append("cycle", rung.cycle()).append("percent", rung.percent()).append("at",
                rung.at());
    }

    static TicketState decode(Document state) {
        return new TicketState(readTicket(state.get("ticket", Document.class)), readSla(state.get("sla", Document.class)),
                new ReachedRungs(state.getList("reached", Document.class).stream().map(TicketStateCodec::readRung).toList()),
                state.getLong("slaSequence"), state.getBoolean("removed"));
    }

    private static @Nullable TicketSnapshot readTicket(@Nullable Document ticket) {
        return ticket == null
                ? null
                : new TicketSnapshot(ticket.getString("id"), ticket.getLong("version"), ticket.getLong("sequence"),
                        ticket.getString("number"), ticket.getString("customerId"), ticket.getString("customerName"),
                        ticket.getString("product"), ticket.getString("productVersion"), ticket.getString("kind"),
                        ticket.getString("priority"), ticket.getString("status"), ticket.getString("waitingFor"),
                        ticket.getString("via"), ticket.getDate("openedAt").toInstant(), ticket.getDate("updatedAt").toInstant(),
                        Instants.read(ticket, "closedAt"), readSla(ticket.get("promise", Document.class)));
    }

    private static @Nullable Sla readSla(@Nullable Document sla) {
        return sla == null
                ? null
                : new Sla(sla.getString("plan"), sla.getInteger("planVersion"), sla.getString("calendar"), sla.getString("zone"),
                        decodePauseRules(sla), sla.getString("pausedStatus"),
                        sla.getList("objectives", Document.class).stream().map(TicketStateCodec::decodeObjective).toList());
    }

    public static Objective decodeObjective(Document objective) {
        return new Objective(objective.getString("metric"), objective.getInteger("cycle"), objective.getString("state"),
                objective.getString("budget"), objective.getString("consumed"), Instants.read(objective, "dueAt"));
    }

    /** SLA definitions of older builds have none: they are unknown. */
    public static @Nullable List<PauseRule> decodePauseRules(Document sla) {
        var rules = sla.getList("pauseRules", Document.class);
        return rules == null
                ? null
                : rules.stream().map(rule -> new PauseRule(rule.getString("status"), rule.getList("metrics", String.class),
                        rule.getString("longestPause"))).toList();
    }

    private static Rung readRung(Document rung) {
        return new Rung(rung.getString("metric"), rung.getInteger("cycle"), rung.getInteger("percent"),
                Objects.requireNonNull(Instants.read(rung, "at")));
    }
}
