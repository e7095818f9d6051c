package io.amparo.ticket.ticket;

import io.amparo.events.Vocabulary.BugCriterion;
import io.amparo.events.Vocabulary.InteractionChannel;
import io.amparo.events.Vocabulary.RemoteAccess;
import io.amparo.platform.Adapter;
import io.amparo.ticket.sla.Sla;
import io.amparo.ticket.sla.Sla.Objective;
import io.amparo.ticket.state.TicketStateCodec;
import io.amparo.ticket.ticket.Handling.AttachmentTotals;
import io.amparo.ticket.ticket.Handling.Exclusion;
import io.amparo.ticket.ticket.Handling.QualifiedBug;
import io.amparo.ticket.ticket.Severity.Effect;
import io.amparo.ticket.ticket.Severity.Level;
import io.amparo.ticket.ticket.Ticket.Content;
import io.amparo.ticket.ticket.Ticket.EntitlementGrant;
import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.Ticket.Product;
import io.amparo.ticket.ticket.Ticket.Requester;
import io.amparo.ticket.ticket.Timeline.Detail;
import io.amparo.ticket.ticket.Timeline.Detail.Attachment;
import io.amparo.ticket.ticket.Timeline.Detail.FieldChange;
import io.amparo.ticket.ticket.Timeline.Detail.Interaction;
import io.amparo.ticket.ticket.Timeline.Detail.Message;
import io.amparo.ticket.ticket.Timeline.Detail.StatusChange;
import io.amparo.ticket.ticket.Timeline.Direction;
import io.amparo.ticket.ticket.Timeline.Entry;
import io.amparo.ticket.ticket.Timeline.Field;
import io.amparo.ticket.ticket.Timeline.LastEntry;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Encodes a ticket as a MongoDB document and decodes it; decoding an encoded ticket returns an equal ticket. */
@Adapter
final class TicketCodec {
    private static final String MESSAGE = "MESSAGE";
    private static final String STATUS = "STATUS";
    private static final String INTERACTION = "INTERACTION";
    private static final String ATTACHMENT = "ATTACHMENT";

    private TicketCodec() {}

    static Document encode(Ticket ticket) {
        var requester = ticket.requester();
        var content = ticket.content();
        var product = content.product();
        var severity = content.severity();
        var timeline = ticket.timeline();
        var document = new Document("id", ticket.id()).append("number", ticket.number())
                .append("customerId", requester.customerId()).append("customerName", requester.customerName())
                .append("contact", person(requester.contact()))
                .append("openedBy", requester.openedBy() == null ? null : person(requester.openedBy()))
                .append("kind", content.kind().name()).append("subject", content.subject())
                .append("description", content.description()).append("product", product.id()).append("version", product.version())
                .append("environment", product.environment())
                .append("effect", severity.effect() == null ? null : severity.effect().name())
                .append("impact", severity.impact().name()).append("urgency", severity.urgency().name())
                .append("evidence", content.evidence()).append("selfHelp", content.selfHelp())
                .append("priority", severity.priority().name()).append("status", ticket.status().name())
                .append("handling", handling(ticket.handling())).append("openedAt", timeline.openedAt())
                .append("grant", grant(ticket.grant())).append("promise", promise(ticket.promise()))
                .append("updatedAt", timeline.updatedAt()).append("entries", timeline.size())
                .append("publicEntries", timeline.publicSize()).append("messages", timeline.messages())
                .append("customerReopenings", timeline.customerReopenings()).append("last", lastEntry(timeline.last()))
                .append("lastPublic", lastEntry(timeline.lastPublic()))
                .append("newest", timeline.newest().stream().map(TicketCodec::entry).toList())
                .append("pending", pending(ticket.pending())).append("extras", AnnotationsCodec.encode(content.extras()));
        AnnotationsCodec.putKeys(document, ticket.handling().annotations());
        return document;
    }

    private static Document handling(Handling handling) {
        return new Document("kind", handling.kind().name())
                .append("effect", handling.effect() == null ? null : handling.effect().name())
                .append("priority", handling.priority().name())
                .append("owner", handling.owner() == null ? null : person(handling.owner()))
                .append("questions", handling.questions()).append("escalations", handling.escalations())
                .append("links", handling.links().stream().map(LinkCodec::encode).toList()).append("bug", bug(handling.bug()))
                .append("exclusion", exclusion(handling.exclusion())).append("attachments", handling.attachments().count())
                .append("attachmentBytes", handling.attachments().bytes()).append("silence", silence(handling.silence()))
                .append("annotations", AnnotationsCodec.encode(handling.annotations()));
    }

    private static @Nullable Document bug(@Nullable QualifiedBug bug) {
        return bug == null
                ? null
                : new Document("bug", bug.bug()).append("criteria", bug.criteria().stream().map(Enum::name).toList())
                        .append("reason", bug.reason()).append("approvedBy", bug.approvedBy())
                        .append("fixVersion", bug.fixVersion()).append("qualifiedAt", bug.qualifiedAt())
                        .append("deliveredIn", bug.deliveredIn());
    }

    private static @Nullable Document exclusion(@Nullable Exclusion exclusion) {
        return exclusion == null
                ? null
                : new Document("code", exclusion.code()).append("clause", exclusion.clause()).append("policy", exclusion.policy())
                        .append("explanation", exclusion.explanation()).append("appealUntil", exclusion.appealUntil())
                        .append("appeal", exclusion.appeal()).append("appealDecided", exclusion.isAppealDecided());
    }

    private static @Nullable Document silence(@Nullable SilenceDeadline silence) {
        return silence == null
                ? null
                : new Document("since", silence.since()).append("resolved", silence.isResolved()).append("reminders",
                        silence.reminders());
    }

    static Document person(Person person) {
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
                        .append("zone", sla.zone()).append("pauseRules", TicketStateCodec.encodePauseRules(sla.pauseRules()))
                        .append("objectives",
                                sla.objectives().stream()
                                        .map(objective -> new Document("metric", objective.metric())
                                                .append("budget", objective.budget()).append("dueAt", objective.dueAt()))
                                        .toList());
    }

    static @Nullable Document lastEntry(@Nullable LastEntry last) {
        return last == null ? null : new Document("at", last.at()).append("by", last.by());
    }

    static @Nullable LastEntry readLastEntry(@Nullable Document last) {
        return last == null ? null : new LastEntry(last.getDate("at").toInstant(), last.getString("by"));
    }

    /** Encodes an entry of the timeline without the text of a message. */
    static Document entry(Entry entry) {
        var document = new Document("id", entry.id()).append("at", entry.at()).append("by", entry.by())
                .append("name", entry.name()).append("direction", entry.direction().name()).append("position", entry.position())
                .append("publicPosition", entry.publicPosition());
        return switch (entry.detail()) {
            case Message() -> document.append("type", MESSAGE);
            case StatusChange(var from, var to, var reason, var questions, var exclusion) ->
                document.append("type", STATUS).append("from", from.name()).append("to", to.name()).append("reason", reason)
                        .append("questions", questions).append("exclusion", exclusion);
            case FieldChange(var field, var from, var to, var reason) ->
                document.append("type", field.name()).append("from", from).append("to", to).append("reason", reason);
            case Interaction it -> document.append("type", INTERACTION).append("channel", it.channel().name())
                    .append("access", it.access() == null ? null : it.access().name()).append("purpose", it.purpose())
                    .append("startedAt", it.startedAt()).append("endedAt", it.endedAt()).append("consentBy", it.consentBy())
                    .append("notes", it.notes());
            case Attachment(var id, var name) ->
                document.append("type", ATTACHMENT).append("attachment", id).append("file", name);
        };
    }

    static Ticket decode(Document state) {
        var effect = state.getString("effect");
        var content = new Content(Kind.valueOf(state.getString("kind")), state.getString("subject"),
                state.getString("description"),
                new Product(state.getString("product"), state.getString("version"), state.getString("environment")),
                new Severity(effect == null ? null : Effect.valueOf(effect), Level.valueOf(state.getString("impact")),
                        Level.valueOf(state.getString("urgency")), Priority.valueOf(state.getString("priority"))),
                state.getString("evidence"), state.getList("selfHelp", String.class),
                AnnotationsCodec.decodeExtras(state.get("extras", Document.class)));
        return new Ticket(state.getString("id"), state.getString("number"), readRequester(state), content,
                Status.valueOf(state.getString("status")), readHandling(state, content),
                readGrant(state.get("grant", Document.class)), readPromise(state.get("promise", Document.class)),
                new Timeline(state.getDate("openedAt").toInstant(), state.getDate("updatedAt").toInstant(),
                        state.getInteger("entries"), state.getInteger("publicEntries"), state.getInteger("messages"),
                        state.getInteger("customerReopenings", 0), readLastEntry(state.get("last", Document.class)),
                        readLastEntry(state.get("lastPublic", Document.class)),
                        state.getList("newest", Document.class).stream().map(TicketCodec::readEntry).toList()),
                readPending(state.get("pending", Document.class)));
    }

    private static @Nullable PendingDecision readPending(@Nullable Document pending) {
        return pending == null
                ? null
                : new PendingDecision(pending.getInteger("requests"), pending.getDate("nextRequestAt").toInstant());
    }

    private static Requester readRequester(Document state) {
        var openedBy = state.get("openedBy", Document.class);
        return new Requester(state.getString("customerId"), state.getString("customerName"),
                readPerson(state.get("contact", Document.class)), openedBy == null ? null : readPerson(openedBy));
    }

    private static @Nullable QualifiedBug readBug(@Nullable Document bug) {
        return bug == null
                ? null
                : new QualifiedBug(bug.getString("bug"),
                        bug.getList("criteria", String.class).stream().map(BugCriterion::valueOf).toList(),
                        bug.getString("reason"), bug.getString("approvedBy"), bug.getString("fixVersion"),
                        bug.getDate("qualifiedAt").toInstant(), bug.getString("deliveredIn"));
    }

    private static @Nullable Exclusion readExclusion(@Nullable Document exclusion) {
        return exclusion == null
                ? null
                : new Exclusion(exclusion.getString("code"), exclusion.getString("clause"), exclusion.getString("policy"),
                        exclusion.getString("explanation"), exclusion.getDate("appealUntil").toInstant(),
                        exclusion.getString("appeal"), exclusion.getBoolean("appealDecided"));
    }

    private static @Nullable SilenceDeadline readSilence(@Nullable Document silence) {
        return silence == null
                ? null
                : new SilenceDeadline(silence.getDate("since").toInstant(), silence.getBoolean("resolved"),
                        silence.getInteger("reminders"));
    }

    static Person readPerson(Document person) {
        return new Person(person.getString("id"), person.getString("name"), person.getString("language"));
    }

    /** Tickets of older builds have none. */
    private static Handling readHandling(Document state, Content content) {
        var handling = state.get("handling", Document.class);
        if (handling == null) return Handling.of(content);
        var owner = handling.get("owner", Document.class);
        var effect = handling.getString("effect");
        return new Handling(Kind.valueOf(handling.getString("kind")), effect == null ? null : Effect.valueOf(effect),
                Priority.valueOf(handling.getString("priority")), owner == null ? null : readPerson(owner),
                handling.getList("questions", String.class), handling.getInteger("escalations"),
                handling.getList("links", Document.class, List.of()).stream()
                        .map(link -> LinkCodec.decode(link, state.getString("id"), state.getString("customerId"))).toList(),
                readBug(handling.get("bug", Document.class)), readExclusion(handling.get("exclusion", Document.class)),
                new AttachmentTotals(handling.getInteger("attachments", 0), handling.get("attachmentBytes", 0L)),
                readSilence(handling.get("silence", Document.class)),
                AnnotationsCodec.decode(handling.get("annotations", Document.class)));
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
                        TicketStateCodec.decodePauseRules(sla), null,
                        sla.getList("objectives", Document.class).stream()
                                .map(objective -> new Objective(objective.getString("metric"), "RUNNING",
                                        objective.getString("budget"), null, objective.getDate("dueAt").toInstant()))
                                .toList());
    }

    private static Detail readDetail(Document entry) {
        var type = entry.getString("type");
        return switch (type) {
            case MESSAGE -> new Message();
            case STATUS -> new StatusChange(Status.valueOf(entry.getString("from")), Status.valueOf(entry.getString("to")),
                    entry.getString("reason"), entry.getList("questions", String.class, List.of()), entry.getString("exclusion"));
            case INTERACTION -> readInteraction(entry);
            case ATTACHMENT -> new Attachment(entry.getString("attachment"), entry.getString("file"));
            default ->
                new FieldChange(Field.valueOf(type), entry.getString("from"), entry.getString("to"), entry.getString("reason"));
        };
    }

    private static Interaction readInteraction(Document entry) {
        var access = entry.getString("access");
        return new Interaction(InteractionChannel.valueOf(entry.getString("channel")),
                access == null ? null : RemoteAccess.valueOf(access), entry.getString("purpose"),
                entry.getDate("startedAt").toInstant(), entry.getDate("endedAt").toInstant(), entry.getString("consentBy"),
                entry.getString("notes"));
    }

    static Entry readEntry(Document entry) {
        var detail = readDetail(entry);
        return new Entry(entry.getString("id"), entry.getDate("at").toInstant(), entry.getString("by"), entry.getString("name"),
                Direction.valueOf(entry.getString("direction")), detail, entry.getInteger("position"),
                entry.getInteger("publicPosition"));
    }
}
