package io.amparo.ticket.ticket;

import io.amparo.platform.Adapter;
import io.amparo.ticket.sla.Sla;
import io.amparo.ticket.sla.Sla.Objective;
import io.amparo.ticket.ticket.Ticket.Content;
import io.amparo.ticket.ticket.Ticket.EntitlementGrant;
import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.TimelineEntry.Direction;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Encodes a ticket as a MongoDB document and decodes it; decoding an encoded ticket returns an equal ticket. */
@Adapter
final class TicketCodec {

    private TicketCodec() {}

    static Document encode(Ticket ticket) {
        var content = ticket.content();
        return new Document("id", ticket.id()).append("number", ticket.number()).append("customerId", ticket.customerId())
                .append("customerName", ticket.customerName()).append("contact", person(ticket.contact()))
                .append("kind", content.kind().name()).append("subject", content.subject())
                .append("description", content.description()).append("product", content.product())
                .append("version", content.version()).append("environment", content.environment())
                .append("effect", name(content.effect())).append("impact", content.impact().name())
                .append("urgency", content.urgency().name()).append("evidence", content.evidence())
                .append("selfHelp", content.selfHelp()).append("priority", ticket.priority().name())
                .append("status", ticket.status().name()).append("openedAt", ticket.openedAt())
                .append("grant", grant(ticket.grant())).append("promise", promise(ticket.promise()))
                .append("timeline", ticket.timeline().stream().map(TicketCodec::entry).toList())
                .append("updatedAt", ticket.updatedAt());
    }

    private static Document person(Person person) {
        return new Document("email", person.email()).append("name", person.name()).append("language", person.language());
    }

    private static @Nullable Document grant(@Nullable EntitlementGrant grant) {
        return grant == null
                ? null
                : new Document("via", grant.via()).append("clause", grant.clause()).append("warnings", grant.warnings());
    }

    private static @Nullable Document promise(@Nullable Sla sla) {
        return sla == null
                ? null
                : new Document("plan", sla.plan()).append("planVersion", sla.planVersion()).append("calendar", sla.calendar())
                        .append("zone", sla.zone()).append("objectives",
                                sla.objectives().stream()
                                        .map(objective -> new Document("metric", objective.metric())
                                                .append("budget", objective.budget()).append("dueAt", objective.dueAt()))
                                        .toList());
    }

    private static Document entry(TimelineEntry entry) {
        return new Document("id", entry.id()).append("at", entry.at()).append("by", entry.by()).append("name", entry.name())
                .append("direction", entry.direction().name()).append("type", entry.type().name()).append("body", entry.body())
                .append("from", entry.from()).append("to", entry.to()).append("reason", entry.reason());
    }

    static Ticket decode(Document state) {
        var effect = state.getString("effect");
        var content = new Content(Kind.valueOf(state.getString("kind")), state.getString("subject"),
                state.getString("description"), state.getString("product"), state.getString("version"),
                state.getString("environment"), effect == null ? null : Effect.valueOf(effect),
                Level.valueOf(state.getString("impact")), Level.valueOf(state.getString("urgency")), state.getString("evidence"),
                state.getList("selfHelp", String.class));
        return new Ticket(state.getString("id"), state.getString("number"), state.getString("customerId"),
                state.getString("customerName"), readPerson(state.get("contact", Document.class)), content,
                Priority.valueOf(state.getString("priority")), Status.valueOf(state.getString("status")),
                state.getDate("openedAt").toInstant(), readGrant(state.get("grant", Document.class)),
                readPromise(state.get("promise", Document.class)),
                state.getList("timeline", Document.class, List.of()).stream().map(TicketCodec::readEntry).toList(),
                state.getDate("updatedAt").toInstant());
    }

    private static Person readPerson(Document person) {
        return new Person(person.getString("email"), person.getString("name"), person.getString("language"));
    }

    private static @Nullable EntitlementGrant readGrant(@Nullable Document grant) {
        return grant == null
                ? null
                : new EntitlementGrant(grant.getString("via"), grant.getString("clause"),
                        grant.getList("warnings", String.class));
    }

    private static @Nullable Sla readPromise(@Nullable Document sla) {
        return sla == null
                ? null
                : new Sla(sla.getString("plan"), sla.getInteger("planVersion"), sla.getString("calendar"), sla.getString("zone"),
                        null,
                        sla.getList("objectives", Document.class).stream()
                                .map(objective -> new Objective(objective.getString("metric"), "RUNNING",
                                        objective.getString("budget"), null, objective.getDate("dueAt").toInstant()))
                                .toList());
    }

    private static TimelineEntry readEntry(Document entry) {
        return new TimelineEntry(entry.getString("id"), entry.getDate("at").toInstant(), entry.getString("by"),
                entry.getString("name"), Direction.valueOf(entry.getString("direction")),
                TimelineEntry.Type.valueOf(entry.getString("type")), entry.getString("body"), entry.getString("from"),
                entry.getString("to"), entry.getString("reason"));
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }
}
