package io.amparo.notification.webhook.event;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.amparo.notification.webhook.event.PublicEvent.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The allow list of webhooks: an event type that is not here, and a field that is not here, leaves the suite by no webhook. A
 * customer gets what a contact may read in the API: no internal note, no reason that was written for colleagues, no name of an
 * escalation level. Whole customers, invitations, the forum and results of persons are not here at all.
 */
public final class PublicEvents {
    private static final String ANY = "*";
    private static final String TICKET = "ticketId number customerId ";

    private static final Map<String, PublicEvent> BY_TYPE = Stream
            .of(ticket("TicketReceived", "contact kind priority product version subject receivedAt", ""),
                    ticket("TicketOpened", "customerName contact kind priority product version subject openedAt via sla", ""),
                    ticket("TicketRefused", "contact subject reason refusedAt", ""),
                    ticket("PublicReplySent", "messageId agent contact subject body wholeBody sentAt", ""),
                    ticket("CustomerReplied", "messageId contact repliedAt", ""),
                    ticket("StatusChanged", "from to by changedAt", "reason"),
                    ticket("PriorityChanged", "from to by changedAt", "reason"),
                    ticket("OwnerChanged", "subject from to by changedAt", "reason"),
                    ticket("KindChanged", "from to by reason changedAt", ""),
                    ticket("InteractionRecorded", "interactionId channel access purpose startedAt endedAt consentBy recordedAt",
                            "agent"),
                    ticket("TicketEscalated", "contact subject reason escalatedAt", "owner"),
                    ticket("AttachmentAdded", "attachmentId mediaType size by addedAt", "internal"),
                    ticket("TicketResolved", "contact subject resolvedAt", ""),
                    ticket("CustomerReminded", "contact subject questions autoCloseAt remindedAt", ""),
                    ticket("TicketReopened", "by reopenedAt", "reason"), ticket("TicketClosed", "by closedAt", ""),
                    ticket("TicketSplit", "splitTicketId splitNumber by splitAt", "messageIds"),
                    ticket("TicketAnnotated", "externalRefs by changedAt", ""),
                    ticket("TicketLinked", "type linkedTicketId linkedNumber by linkedAt", "linkedCustomerId"),
                    ticket("TicketUnlinked", "type linkedTicketId linkedNumber by unlinkedAt", "linkedCustomerId"),
                    ticket("TicketDeclined", "contact subject exclusion clause reason declinedAt", "by"),
                    ticket("ExclusionAppealed", "contact subject exclusion reason appealedAt", ""),
                    ticket("AppealDecided", "contact subject accepted reason decidedAt", "by"),
                    ticket("BugQualified", "bug fixVersion qualifiedAt", "criteria by reason"),
                    ticket("BugDisqualified", "bug disqualifiedAt", "by reason"),
                    ticket("FixDelivered", "contact subject bug release deliveredAt", ""),
                    vendor("ticket.InternalNoteAdded", TICKET + "messageId agent addedAt"), sla(
                            "SlaAssigned",
                            "subject kind priority plan planVersion calendar zone clocks assignedAt promised pauseRules", ""),
                    sla("SlaBreached", "subject priority plan metric cycle dueAt firedAt retroactive", "recipients tzdata"),
                    sla("SlaMet", "metric cycle dueAt late consumed metAt", "tzdata"),
                    sla("SlaCycleStarted", "clocks startedAt", ""), sla("SlaPaused", "status clocks pausedAt", ""),
                    sla("SlaResumed", "clocks resumedAt", ""),
                    sla("SlaRescheduled",
                            "subject metric cycle from to term rescheduledAt state budget consumed plan planVersion calendar "
                                    + "zone pauseRules",
                            "value by reason withdrawn withdrawnRecipients tzdata"),
                    sla("SlaCancelled", "metric cycle code cancelledAt", "withdrawn"),
                    vendor("sla.SlaWarned",
                            TICKET + "subject priority plan metric cycle percent warnAt dueAt firedAt recipients retroactive"),
                    vendor("alert.AlertOpened",
                            TICKET + "alertId edgeKey groupId plan metric cycle percent dueAt recipients openedAt"),
                    vendor("alert.AlertAcknowledged", TICKET + "alertId groupId by snoozed until acknowledgedAt"),
                    vendor("alert.AlertResolved", TICKET + "alertId groupId resolution resolvedAt"), eol(
                            "EolAnnounced",
                            "announcementId productId productName endOfLife reason successor migrationPath announcedAt",
                            "justification announcedBy approvedBy"),
                    eol("EolRescheduled",
                            "announcementId productId productName previousEndOfLife endOfLife reason successor "
                                    + "migrationPath announcedAt",
                            "justification announcedBy approvedBy"),
                    eol("EolNoticeDue",
                            "announcementId productId productName endOfLife notice successor migrationPath noticeAt daysLeft",
                            "covers"),
                    eol("EolReached", "announcementId productId productName endOfLife reachedAt successor migrationPath",
                            "covers"),
                    eol("ReleasePublished", "productId productName version releasedOn newestOfMajor publishedAt", ""),
                    event("eol.RemainingMaintenanceEnded", Scope.CUSTOMER, "productId productName customerId until endedAt", ""),
                    vendor("knowledge.ArticlePublished", "itemId slug kind language title productId audience publishedAt"),
                    vendor("knowledge.ArticleArchived", "itemId slug archivedAt"),
                    vendor("knowledge.CoursePublished", "itemId courseVersion language title productId publishedAt"),
                    vendor("knowledge.CourseArchived", "itemId archivedAt"))
            .collect(toUnmodifiableMap(PublicEvent::type, event -> event));

    private PublicEvents() {}

    private static PublicEvent ticket(String name, String fields, String vendorFields) {
        return event("ticket." + name, Scope.CUSTOMER, TICKET + fields, vendorFields);
    }

    private static PublicEvent sla(String name, String fields, String vendorFields) {
        return event("sla." + name, Scope.CUSTOMER, TICKET + fields, vendorFields);
    }

    private static PublicEvent eol(String name, String fields, String vendorFields) {
        return event("eol." + name, Scope.EVERYBODY, fields, vendorFields);
    }

    private static PublicEvent vendor(String name, String fields) {
        return event(name, Scope.VENDOR, "", fields);
    }

    private static PublicEvent event(String name, Scope audience, String fields, String vendorFields) {
        return new PublicEvent("io.amparo." + name + ".v1", audience, words(fields), words(vendorFields));
    }

    private static Set<String> words(String text) {
        return text.isBlank() ? Set.of() : Set.of(text.strip().split(" "));
    }

    static Map<String, PublicEvent> all() {
        return BY_TYPE;
    }

    public static Optional<PublicEvent> find(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    /** Returns what an endpoint can subscribe to: each type, and {@code io.amparo.<context>.*} for all types of a context. */
    public static List<String> selectable(boolean vendor) {
        var selectable = new TreeSet<String>();
        BY_TYPE.values().stream().filter(event -> event.isFor(vendor)).map(PublicEvent::type).forEach(type -> {
            selectable.add(type);
            selectable.add(contextOf(type));
        });
        return List.copyOf(selectable);
    }

    /** Whether a subscription to these types, or to whole contexts, includes a type. */
    public static boolean includes(Set<String> selected, String type) {
        return selected.contains(type) || selected.contains(contextOf(type));
    }

    private static String contextOf(String type) {
        return type.substring(0, type.indexOf('.', "io.amparo.".length()) + 1) + ANY;
    }
}
