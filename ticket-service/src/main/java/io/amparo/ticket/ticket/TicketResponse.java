package io.amparo.ticket.ticket;

import io.amparo.events.Vocabulary;
import io.amparo.platform.web.Action;
import io.amparo.platform.web.OneOf;
import io.amparo.platform.web.Page;
import io.amparo.ticket.attachment.Attachment;
import io.amparo.ticket.ticket.Handling.Exclusion;
import io.amparo.ticket.ticket.Handling.Link;
import io.amparo.ticket.ticket.Handling.LinkType;
import io.amparo.ticket.ticket.Handling.QualifiedBug;
import io.amparo.ticket.ticket.Severity.Effect;
import io.amparo.ticket.ticket.Severity.Level;
import io.amparo.ticket.ticket.TimelineEntries.StoredEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as this caller may see it; a response to a customer contains no internal entries.
 *
 * @param openedBy the person of the vendor who opened it on behalf of the contact; null for the contact
 * @param owner who coordinates the ticket for the vendor (R9.O3); null until somebody takes it
 * @param sla null until the clocks are assigned, if no quote was available at the opening, and for a kind without clocks
 * @param noClocks why no SLA clock runs (R5.6); null if clocks run or will be assigned
 * @param questions what the vendor waits for while the status is WAITING_CUSTOMER; null if nothing was asked
 * @param autoCloseAt when it is closed if the customer does not answer (R9.C9); null unless it waits for the customer
 * @param reopenUntil until when the customer may reopen it; null unless it is resolved
 * @param links those to tickets that the caller may read; null if there are none
 * @param qualifiedBug the bug that causes it, if the vendor has qualified it (R5.3)
 * @param exclusion why it was declined; null if it was not
 * @param timeline the newest entries, oldest first
 * @param timelineNext cursor of the entries before, for the list of messages; null if there are none
 * @param attachments the files that the caller sees, oldest first; null if there are none
 * @param fields values of the fields that the policy defines; null if there are none
 * @param externalRefs the ticket in other systems; null if there are none
 * @param metadata texts for the vendor's staff; null for others, and if there are none
 * @param actions what this caller may do now
 */
record TicketResponse(String number, Kind kind, Status status, Priority priority, Customer customer, Person contact,
        @Nullable Person openedBy, @Nullable Person owner, String product, String version, String subject, String description,
        @Nullable String environment, @Nullable Effect effect, Level impact, Level urgency, @Nullable String evidence,
        Instant openedAt, Instant updatedAt, @Nullable EntitlementResponse entitlement, @Nullable SlaResponse sla,
        @Nullable NoClocksResponse noClocks, @Nullable List<String> questions, @Nullable Instant autoCloseAt,
        @Nullable Instant reopenUntil, @Nullable List<LinkResponse> links, @Nullable BugResponse qualifiedBug,
        @Nullable ExclusionResponse exclusion, List<TimelineEntryResponse> timeline, @Nullable String timelineNext,
        @Nullable List<AttachmentResponse> attachments, @Nullable Map<String, String> fields,
        @Nullable List<ExternalRefJson> externalRefs, @Nullable Map<String, String> metadata, List<Action> actions) {

    record Customer(String id, String name) {}

    /** {@code id}: person id, or the service that made a change. */
    record Person(String id, String name) {}

    /** Another ticket that belongs to this one. */
    record LinkResponse(LinkType type, String number, String href) {}

    /** A qualified bug (R5.3); {@code deliveredRelease}: the release that has the fix. */
    record BugResponse(String bug, @Nullable String fixVersion, Instant qualifiedAt, @Nullable String deliveredRelease) {}

    /** Why the ticket was declined (R8.2), and until when the customer may appeal. */
    record ExclusionResponse(@OneOf(Vocabulary.Exclusion.class) String code, String clause, String explanation,
            Instant appealUntil, @Nullable String appeal) {}

    record EntitlementResponse(@OneOf(Vocabulary.DecisionOutcome.class) String decision,
            @OneOf(Vocabulary.EntitlementSource.class) String via, @Nullable String clause, List<String> warnings) {}

    /** Why no SLA clock runs, in the language of the caller. */
    record NoClocksResponse(NoClocks code, String text) {}

    /**
     * @param visibleLinks the links to tickets that the caller sees
     * @param newest the newest entries of the timeline that the caller sees, newest first
     */
    static TicketResponse of(Ticket ticket, List<Link> visibleLinks, @Nullable SlaResponse sla,
            @Nullable NoClocksResponse noClocks, Page<StoredEntry> newest, List<Attachment> attachments, List<Action> actions,
            boolean forStaff) {
        var contact = ticket.requester().contact();
        var openedBy = ticket.requester().openedBy();
        var owner = ticket.handling().owner();
        var questions = ticket.handling().questions();
        var links = visibleLinks.stream()
                .map(link -> new LinkResponse(link.type(), link.number(), TicketPaths.ticket(link.number()))).toList();
        var content = ticket.content();
        var product = content.product();
        var severity = content.severity();
        var grant = ticket.grant();
        var timeline = ticket.timeline();
        var annotations = ticket.handling().annotations();
        var fields = Annotations.fieldsOf(ticket);
        var refs = annotations.externalRefs().stream().map(ExternalRefJson::of).toList();
        return new TicketResponse(ticket.number(), ticket.kind(), ticket.status(), ticket.priority(), customer(ticket),
                person(contact), openedBy == null ? null : person(openedBy), owner == null ? null : person(owner), product.id(),
                product.version(), content.subject(), content.description(), product.environment(), ticket.handling().effect(),
                severity.impact(), severity.urgency(), content.evidence(), timeline.openedAt(), timeline.updatedAt(),
                grant == null ? null : new EntitlementResponse("GRANTED", grant.via(), grant.clause(), grant.warnings()), sla,
                noClocks, questions.isEmpty() ? null : questions, closeAt(ticket, false), closeAt(ticket, true),
                links.isEmpty() ? null : links, bug(ticket.handling().bug()), exclusion(ticket.handling().exclusion()),
                newest.items().reversed().stream().map(entry -> TimelineEntryResponse.of(ticket.number(), entry, forStaff))
                        .toList(),
                newest.next(), attachments.isEmpty() ? null : attachments.stream().map(AttachmentResponse::of).toList(),
                fields.isEmpty() ? null : fields, refs.isEmpty() ? null : refs,
                forStaff && !annotations.metadata().isEmpty() ? annotations.metadata() : null, actions);
    }

    private static @Nullable BugResponse bug(@Nullable QualifiedBug bug) {
        return bug == null ? null : new BugResponse(bug.bug(), bug.fixVersion(), bug.qualifiedAt(), bug.deliveredIn());
    }

    private static @Nullable ExclusionResponse exclusion(@Nullable Exclusion exclusion) {
        return exclusion == null
                ? null
                : new ExclusionResponse(exclusion.code(), exclusion.clause(), exclusion.explanation(), exclusion.appealUntil(),
                        exclusion.appeal());
    }

    private static @Nullable Instant closeAt(Ticket ticket, boolean resolved) {
        var silence = ticket.handling().silence();
        return silence == null || silence.isResolved() != resolved ? null : silence.closeAt();
    }

    private static Person person(Ticket.Person person) {
        return new Person(person.id(), person.name());
    }

    private static Customer customer(Ticket ticket) {
        return new Customer(ticket.requester().customerId(), ticket.requester().customerName());
    }
}
