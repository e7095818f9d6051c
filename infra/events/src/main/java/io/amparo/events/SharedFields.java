package io.amparo.events;

import io.amparo.events.Vocabulary.ClockState;
import io.amparo.events.Vocabulary.Edition;
import io.amparo.events.Vocabulary.Email;
import io.amparo.events.Vocabulary.EntitlementSource;
import io.amparo.events.Vocabulary.EscalationTarget;
import io.amparo.events.Vocabulary.Exclusion;
import io.amparo.events.Vocabulary.Metric;
import io.amparo.events.Vocabulary.Priority;
import io.amparo.events.Vocabulary.Term;
import io.amparo.events.Vocabulary.TicketKind;
import java.time.Duration;

/**
 * What a component of this name means in every record of an event that does not describe it by {@code @param}, and what its text
 * contains. The generator of the contract reads this interface; nothing implements it.
 */
interface SharedFields {
    // Identities
    /** Id of the ticket. Every event of every topic about this ticket has it. */
    void ticketId();
    /** Number of the ticket that people know, such as T-2026-000123. */
    void number();
    /** Id of the customer's company. */
    void customerId();
    /** Name of the customer's company. */
    void customerName();
    /** Id of the product. */
    void productId();
    /** Id of the product that the ticket is about. */
    void product();
    /** Name of the product. */
    void productName();
    /** Id of the message in the timeline of the ticket. */
    void messageId();
    /** Id of the announcement of the end of life. */
    void announcementId();
    /** Id of the article, of the topic of the forum or of the course. */
    void itemId();
    /** Id of the post in its topic. */
    void postId();
    /** Id of the author of the post in the forum; an erasure of the person gives a new one. */
    void authorId();
    /** Id of the bug in the vendor's tracker. */
    void bug();

    // Instants
    /** Instant at which the ticket received its number. */
    void receivedAt();
    /** Instant at which the ticket was opened; its clocks start here. */
    void openedAt();
    /** Instant at which the decision was requested. */
    void requestedAt();
    /** Instant at which the ticket was refused. */
    void refusedAt();
    /** Instant at which the message was sent. */
    void sentAt();
    /** Instant at which the customer's message arrived. */
    void repliedAt();
    /** Instant at which the note was added. */
    void addedAt();
    /** Instant from which the change applies. */
    void changedAt();
    /** Instant at which the ticket was resolved. */
    void resolvedAt();
    /** Instant at which the ticket was reopened. */
    void reopenedAt();
    /** Instant at which the ticket was closed. */
    void closedAt();
    /** Instant at which the ticket was split. */
    void splitAt();
    /** Instant at which the ticket was declined. */
    void declinedAt();
    /** Instant at which the bug was qualified; the clock of its fix starts here. */
    void qualifiedAt();
    /** Instant at which the qualification ended. */
    void disqualifiedAt();
    /** Instant at which the fix was available. */
    void deliveredAt();
    /** Instant at which this version was published. */
    void publishedAt();
    /** Instant at which the end of life was announced or rescheduled. */
    void announcedAt();

    // People
    /** Contact of the customer who opened the ticket. */
    void contact();
    /** Person of the vendor who wrote the message. */
    void agent();
    /** Person id of who caused the change, or name of the service; null if no person did. */
    void by();
    /** Reason of the change, as text for people; null if none was given. */
    void reason();
    /** E-mail address of the person. */
    @TextOf(Email.class)
    void email();
    /** Language of the person or text, as BCP 47 tag: pt-BR, en or es. */
    void language();
    /** E-mail address of the recipient. */
    @TextOf(Email.class)
    void recipient();
    /** Person id of the second person, who approved it. */
    void approvedBy();

    // Tickets
    /** Kind of the ticket. */
    @TextOf(TicketKind.class)
    void kind();
    /** Priority of the ticket. */
    @TextOf(Priority.class)
    void priority();
    /** Release version of the product, such as 9.2. */
    void version();
    /** Subject line of the ticket. */
    void subject();
    /** Clause of the support policy that is the basis. */
    void clause();
    /** Exclusion that applies. */
    @TextOf(Exclusion.class)
    void exclusion();
    /** What entitles to the ticket; empty or null if nothing is known yet. */
    @TextOf(EntitlementSource.class)
    void via();

    // SLA
    /** What the SLA target measures. */
    @TextOf(Metric.class)
    void metric();
    /** Number of the run of this metric on this ticket, from 1. */
    void cycle();
    /** State of the clock after this event. */
    @TextOf(ClockState.class)
    void state();
    /** The clocks that this event is about, as they are after it. */
    void clocks();
    /** Id of the SLA plan that applies to the ticket. */
    void plan();
    /** Version of the SLA plan, from 1. */
    void planVersion();
    /** Id of the SLA plan of the contract. */
    void slaPlan();
    /** Id of the SLA plan. */
    void planId();
    /** Id of the calendar of open time. */
    void calendar();
    /** Id of the calendar of open time. */
    void calendarId();
    /** Version of the calendar, from 1. */
    void calendarVersion();
    /** IANA time zone, such as America/Sao_Paulo. */
    void zone();
    /** Version of the time zone data on which the due instants are based, such as 2026c; null if none was recorded. */
    void tzdata();
    /** Statuses of the ticket that pause its clocks from now on, by its SLA plan; null if unknown. */
    void pauseRules();
    /** Open time that the SLA target allows, as ISO 8601 duration. */
    @TextOf(Duration.class)
    void budget();
    /** Open time that the clock has consumed, as ISO 8601 duration. */
    @TextOf(Duration.class)
    void consumed();
    /** Instant at which the clock breaches if nothing happens before; null during a pause without end. */
    void dueAt();
    /** Instant at which the engine emitted this event; after a downtime it is later than the instant that was due. */
    void firedAt();
    /** Rung in percent of the budget; 100 is the breach. */
    void percent();
    /** Who is informed, besides the agents who always are; null for nobody. */
    @TextOf(EscalationTarget.class)
    void recipients();
    /** Id of the event of the same evaluation that informs people about this rung; null if this event does. */
    void announcedIn();
    /** Further rungs about which this event informs people, the most severe first; null for none. */
    void announces();
    /** True if the clock had reached it at or before the latest SlaWatermark: it comes from a fact that arrived later. */
    void retroactive();
    /** Type of the fact. */
    @TextOf(Term.class)
    void term();
    /** Value of the fact, in the form of its type: gold/2 for a plan, P2 for a priority. */
    void value();

    // Contracts, products and articles
    /** Edition of the contract. */
    @TextOf(Edition.class)
    void edition();
    /** First day, included. */
    void validFrom();
    /** Last day, included. */
    void validTo();
    /** First day without support. */
    void endOfLife();
    /** Id of the product that replaces this one; null for none. */
    void successor();
    /** How a customer moves to the successor, as text for people; null if none was given. */
    void migrationPath();
    /** Why the notice is shorter than 12 months; null if it is not. */
    void justification();
    /** Last part of the address of the article. */
    void slug();
}
