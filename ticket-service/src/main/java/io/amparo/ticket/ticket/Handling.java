package io.amparo.ticket.ticket;

import io.amparo.events.Vocabulary.BugCriterion;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.ticket.attachment.Attachments;
import io.amparo.ticket.ticket.Severity.Effect;
import io.amparo.ticket.ticket.Ticket.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What people have decided about a ticket since it was opened. The request that opened it stays as it was.
 *
 * @param effect what qualifies it as an incident (R5.2)
 * @param owner who coordinates it for the vendor (R9.O3); null until the first one takes it, from then on there is exactly one
 * @param questions what the vendor waits for (R9.O2); empty unless the ticket waits for the customer
 * @param escalations how often the customer has escalated it, which is limited
 * @param links other tickets that belong to it
 * @param bug the bug that causes it, if it is qualified (R5.3)
 * @param exclusion why it was declined (R8.2); null if it was not, or the customer's appeal was accepted
 * @param attachments what its files come to, which is limited
 * @param silence how long it waits for the customer; null if it does not
 * @param annotations what staff and integrations have attached to it
 */
record Handling(Kind kind, @Nullable Effect effect, Priority priority, @Nullable Person owner, List<String> questions,
        int escalations, List<Link> links, @Nullable QualifiedBug bug, @Nullable Exclusion exclusion,
        AttachmentTotals attachments, @Nullable SilenceDeadline silence, Annotations annotations) {

    /** How another ticket belongs to this one. Both tickets have a link, of inverse types. */
    enum LinkType {
        SPLIT_FROM, SPLIT_TO, RELATED, DUPLICATE_OF, DUPLICATED_BY, FOLLOW_UP_OF, FOLLOWED_UP_BY;

        LinkType inverse() {
            return switch (this) {
                case SPLIT_FROM -> SPLIT_TO;
                case SPLIT_TO -> SPLIT_FROM;
                case RELATED -> RELATED;
                case DUPLICATE_OF -> DUPLICATED_BY;
                case DUPLICATED_BY -> DUPLICATE_OF;
                case FOLLOW_UP_OF -> FOLLOWED_UP_BY;
                case FOLLOWED_UP_BY -> FOLLOW_UP_OF;
            };
        }

        boolean isSplit() {
            return this == SPLIT_FROM || this == SPLIT_TO;
        }

        /** Returns whether the ticket with such a link to another one decides on it; the other one follows. */
        boolean isLed(String ticketId, String otherId) {
            return switch (this) {
                case SPLIT_FROM, DUPLICATE_OF, FOLLOW_UP_OF -> true;
                case SPLIT_TO, DUPLICATED_BY, FOLLOWED_UP_BY -> false;
                case RELATED -> ticketId.compareTo(otherId) < 0;
            };
        }
    }

    /**
     * @param customerId customer of the other ticket, which may be another one
     * @param messageIds the messages that went along with a split (R5.5)
     * @param by who has linked the tickets
     * @param isByVendor whether for the vendor; otherwise for the customer
     * @param entryId id of its timeline entry, the same in both tickets
     */
    record Link(LinkType type, String ticketId, String number, String customerId, List<String> messageIds, Person by,
            boolean isByVendor, String entryId) {
        Link {
            messageIds = List.copyOf(messageIds);
        }

        /** Returns the link of the other ticket to the one that has this link. */
        Link inverse(Ticket ticket) {
            return new Link(type.inverse(), ticket.id(), ticket.number(), ticket.customerId(), messageIds, by, isByVendor,
                    entryId);
        }

        Author author() {
            return new Author(by, isByVendor, false);
        }

        boolean isLedBy(String id) {
            return type.isLed(id, ticketId);
        }
    }

    /**
     * A bug that the vendor has qualified (R5.3).
     *
     * @param bug name of the bug, which several tickets share
     * @param approvedBy person id of who has qualified it
     * @param fixVersion release that will fix it; null while it is not known
     * @param deliveredIn release that has the fix; null until it is published
     */
    record QualifiedBug(String bug, List<BugCriterion> criteria, String reason, String approvedBy, @Nullable String fixVersion,
            Instant qualifiedAt, @Nullable String deliveredIn) {
        QualifiedBug {
            criteria = List.copyOf(criteria);
        }

        /** Returns the release for which a ticket waits; null if it is unknown, or has been delivered. */
        @Nullable
        ReleaseVersion awaited() {
            return fixVersion == null || deliveredIn != null ? null : ReleaseVersion.parse(fixVersion).orElse(null);
        }

        QualifiedBug deliveredIn(String release) {
            return new QualifiedBug(bug, criteria, reason, approvedBy, fixVersion, qualifiedAt, release);
        }
    }

    /**
     * An exclusion of the policy that a person has found to apply (R8.2).
     *
     * @param policy version of the policy, which the decision keeps (R8.4)
     * @param appealUntil instant until which the customer may appeal
     * @param appeal null until the customer appeals
     * @param isAppealDecided whether a manager has rejected the appeal
     */
    record Exclusion(String code, String clause, String policy, String explanation, Instant appealUntil, @Nullable String appeal,
            boolean isAppealDecided) {

        Exclusion appealed(String reason) {
            return new Exclusion(code, clause, policy, explanation, appealUntil, reason, false);
        }

        Exclusion rejected() {
            return new Exclusion(code, clause, policy, explanation, appealUntil, appeal, true);
        }
    }

    /** @param bytes size of all together */
    record AttachmentTotals(int count, long bytes) {
        static final AttachmentTotals NONE = new AttachmentTotals(0, 0);

        boolean hasRoomFor(long size) {
            return count < Attachments.MAX_COUNT && bytes + size <= Attachments.MAX_BYTES;
        }
    }

    Handling {
        questions = List.copyOf(questions);
        links = List.copyOf(links);
    }

    static Handling of(Ticket.Content content) {
        return new Handling(content.kind(), content.severity().effect(), content.severity().priority(), null, List.of(), 0,
                List.of(), null, null, AttachmentTotals.NONE, null, Annotations.NONE);
    }

    Handling withKind(Kind changed, @Nullable Effect changedEffect) {
        return new Handling(changed, changedEffect, priority, owner, questions, escalations, links, bug, exclusion, attachments,
                silence, annotations);
    }

    Handling withPriority(Priority changed) {
        return new Handling(kind, effect, changed, owner, questions, escalations, links, bug, exclusion, attachments, silence,
                annotations);
    }

    Handling withOwner(@Nullable Person changed) {
        return new Handling(kind, effect, priority, changed, questions, escalations, links, bug, exclusion, attachments, silence,
                annotations);
    }

    Handling withQuestions(List<String> asked) {
        return new Handling(kind, effect, priority, owner, asked, escalations, links, bug, exclusion, attachments, silence,
                annotations);
    }

    Handling withEscalation() {
        return new Handling(kind, effect, priority, owner, questions, escalations + 1, links, bug, exclusion, attachments,
                silence, annotations);
    }

    /** Two tickets have one link: a new one replaces another. */
    Handling withLink(Link added) {
        return new Handling(kind, effect, priority, owner, questions, escalations, Stream
                .concat(links.stream().filter(link -> !link.ticketId().equals(added.ticketId())), Stream.of(added)).toList(), bug,
                exclusion, attachments, silence, annotations);
    }

    Handling withoutLink(String otherId) {
        return new Handling(kind, effect, priority, owner, questions, escalations,
                links.stream().filter(link -> !link.ticketId().equals(otherId)).toList(), bug, exclusion, attachments, silence,
                annotations);
    }

    Handling withBug(@Nullable QualifiedBug changed) {
        return new Handling(kind, effect, priority, owner, questions, escalations, links, changed, exclusion, attachments,
                silence, annotations);
    }

    Handling withExclusion(@Nullable Exclusion changed) {
        return new Handling(kind, effect, priority, owner, questions, escalations, links, bug, changed, attachments, silence,
                annotations);
    }

    Handling withAttachment(long size) {
        return new Handling(kind, effect, priority, owner, questions, escalations, links, bug, exclusion,
                new AttachmentTotals(attachments.count() + 1, attachments.bytes() + size), silence, annotations);
    }

    /** Returns the same with the wait for an answer starting anew, if the ticket waits for one. */
    Handling restartingSilence(Instant now) {
        return silence == null || silence.isResolved() ? this : withSilence(new SilenceDeadline(now, false, 0));
    }

    Handling withSilence(@Nullable SilenceDeadline changed) {
        return new Handling(kind, effect, priority, owner, questions, escalations, links, bug, exclusion, attachments, changed,
                annotations);
    }

    Handling withAnnotations(Annotations changed) {
        return new Handling(kind, effect, priority, owner, questions, escalations, links, bug, exclusion, attachments, silence,
                changed);
    }

    /** Returns the release with the fix of the bug, for which the ticket waits; null for none. */
    @Nullable
    ReleaseVersion awaitedFix() {
        return bug == null ? null : bug.awaited();
    }

    Optional<Link> link(LinkType type) {
        return links.stream().filter(link -> link.type() == type).findFirst();
    }

    Optional<Link> linkTo(String otherId) {
        return links.stream().filter(link -> link.ticketId().equals(otherId)).findFirst();
    }
}
