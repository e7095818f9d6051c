package io.amparo.ticket.ticket;

import io.amparo.platform.Adapter;
import io.amparo.ticket.sla.Sla;
import io.amparo.ticket.sla.Sla.Objective;
import io.amparo.ticket.ticket.Severity.Effect;
import io.amparo.ticket.ticket.Severity.Level;
import io.amparo.ticket.ticket.Ticket.Content;
import io.amparo.ticket.ticket.Ticket.EntitlementGrant;
import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.Ticket.Product;
import io.amparo.ticket.ticket.Ticket.Requester;
import io.amparo.ticket.ticket.Timeline.Detail.Message;
import io.amparo.ticket.ticket.Timeline.Detail.StatusChange;
import io.amparo.ticket.ticket.Timeline.Direction;
import io.amparo.ticket.ticket.Timeline.Entry;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Encodes a ticket as a MongoDB document and decodes it; decoding an encoded ticket returns an equal ticket. */
@Adapter
final class TicketCodec {
    private static final String MESSAGE = "MESSAGE";

    private TicketCodec() {}

    static Document encode(Ticket ticket) {
        var requester = ticket.requester();
        var content = ticket.content();
        var product = content.product();
        var severity = content.severity();
        var timeline = ticket.timeline();
        return new Document("id", ticket.id()).append("number", ticket.number()).append("customerId", requester.customerId())
                .append("customerName", requester.customerName()).append("contact", person(requester.contact()))
                .append("kind", content.kind().name()).append("subject", content.subject())
                .append("description", content.description()).append("product", product.id()).append("version", product.version())
                .append("environment", product.environment())
                .append("effect", severity.effect() == null ? null : severity.effect().name())
                .append("impact", severity.impact().name()).append("urgency", severity.urgency().name())
                .append("evidence", content.evidence()).append("selfHelp", content.selfHelp())
                .append("priority", ticket.priority().name()).append("status", ticket.status().name())
                .append("openedAt", timeline.openedAt()).append("grant", grant(ticket.grant()))
                .append("promise", promise(ticket.promise())).append("updatedAt", timeline.updatedAt())
                .append("entries", timeline.size()).append("publicEntries", timeline.publicSize())
                .append("messages", timeline.messages()).append("customerReopenings", timeline.customerReopenings())
                .append("newest", timeline.newest().stream().map(TicketCodec::entry).toList())
                .append("pending", pending(ticket.pending()));
    }

    private static Document person(Person person) {
        return new Document("id", person.id()).append("name", person.name()).append("language", person.language());
    }

    private static @Nullable Document pending(@Nullable PendingDecision pending) {
        return pending == null
                ? null
                : new Document("requests", pending.requests()).append("nextRequestAt", pending.nextRequestAt());
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

    /** Encodes an entry of the timeline without the text of a message. */
    static Document entry(Entry entry) {
        var document = new Document("id", entry.id()).append("at", entry.at()).append("by", entry.by())
                .append("name", entry.name()).append("direction", entry.direction().name()).append("position", entry.position())
                .append("publicPosition", entry.publicPosition());
        return switch (entry.detail()) {
            case Message() -> document.append("type", MESSAGE);
            case StatusChange(var from, var to, var reason) ->
                document.append("type", "STATUS").append("from", from.name()).append("to", to.name()).append("reason", reason);
        };
    }

    static Ticket decode(Document state) {
        var effect = state.getString("effect");
        var content = new Content(Kind.valueOf(state.getString("kind")), state.getString("subject"),
                state.getString("description"),
                new Product(state.getString("product"), state.getString("version"), state.getString("environment")),
                new Severity(effect == null ? null : Effect.valueOf(effect), Level.valueOf(state.getString("impact")),
                        Level.valueOf(state.getString("urgency")), Priority.valueOf(state.getString("priority"))),
                state.getString("evidence"), state.getList("selfHelp", String.class));
        return new Ticket(state.getString("id"), state.getString("number"), readRequester(state), content,
                Status.valueOf(state.getString("status")), readGrant(state.get("grant", Document.class)),
                readPromise(state.get("promise", Document.class)),
                new Timeline(state.getDate("openedAt").toInstant(), state.getDate("updatedAt").toInstant(),
                        state.getInteger("entries"), state.getInteger("publicEntries"), state.getInteger("messages"),
                        state.getInteger("customerReopenings", 0),
                        state.getList("newest", Document.class).stream().map(TicketCodec::readEntry).toList()),
                readPending(state.get("pending", Document.class)));
    }

    private static @Nullable PendingDecision readPending(@Nullable Document pending) {
        return pending == null
                ? null
                : new PendingDecision(pending.getInteger("requests"), pending.getDate("nextRequestAt").toInstant());
    }

    private static Requester readRequester(Document state) {
        var contact = state.get("contact", Document.class);
        return new Requester(state.getString("customerId"), state.getString("customerName"),
                new Person(contact.getString("id"), contact.getString("name"), contact.getString("language")));
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

    static Entry readEntry(Document entry) {
        var detail = entry.getString("type").equals(MESSAGE)
                ? new Message()
                : new StatusChange(Status.valueOf(entry.getString("from")), Status.valueOf(entry.getString("to")),
                        entry.getString("reason"));
        return new Entry(entry.getString("id"), entry.getDate("at").toInstant(), entry.getString("by"), entry.getString("name"),
                Direction.valueOf(entry.getString("direction")), detail, entry.getInteger("position"),
                entry.getInteger("publicPosition"));
    }
}
