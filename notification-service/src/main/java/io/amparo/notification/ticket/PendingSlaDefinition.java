package io.amparo.notification.ticket;

import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.RelatedResource;
import io.amparo.notification.delivery.RequestDelivery.Command;
import io.amparo.notification.template.LocalizedCode;
import io.amparo.notification.template.MailModel;
import io.amparo.platform.store.EventOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SLA definition that was not yet known when the receipt was sent (R1.3). The ticket and its SLA clocks arrive on two topics, in
 * either order; the mail is sent when both are known.
 */
record PendingSlaDefinition(String ticketId, @Nullable Opened opened, @Nullable Definition definition) {

    /** A ticket whose receipt announced that the definition follows. */
    record Opened(Recipient contact, String subject) {}

    /** The definition assigned by the SLA engine. */
    record Definition(EventOrigin origin, Instant assignedAt, String number, String priority, Targets targets) {}

    /**
     * The SLA targets of a ticket, with the plan and the calendar that define them.
     *
     * @param pauses which statuses pause which clocks; null if unknown, as in events of older builds
     */
    record Targets(String plan, int planVersion, String calendar, String zone, List<Promise> promises,
            @Nullable List<Pause> pauses) {

        MailModel addTo(MailModel model) {
            var targets = model.with("plan", plan).with("planVersion", planVersion).with("calendar", calendar)
                    .with("calendarZone", zone).with("promises", promises.stream().map(Promise::toFacts).toList());
            if (pauses == null) return targets;
            return pauses.isEmpty()
                    ? targets.with("neverPauses", true)
                    : targets.with("hasPauses", true).with("pauses", pauses.stream().map(Pause::toFacts).toList());
        }
    }

    /** A ticket status that pauses clocks, for at most {@code longest}. */
    record Pause(String status, List<String> metrics, @Nullable Duration longest) {

        Map<String, Object> toFacts() {
            return MailModel.of("pause").with("status", new LocalizedCode("pause", status)).with("longest", longest)
                    .with("metrics",
                            metrics.stream().map(metric -> Map.of("paused", new LocalizedCode("metric", metric))).toList())
                    .facts();
        }
    }

    record Promise(String metric, Duration budget, @Nullable Instant dueAt) {

        Map<String, Object> toFacts() {
            return MailModel.of("promise").with("metric", new LocalizedCode("metric", metric)).with("budget", budget)
                    .with("dueAt", dueAt).facts();
        }
    }

    static PendingSlaDefinition of(String ticketId) {
        return new PendingSlaDefinition(ticketId, null, null);
    }

    PendingSlaDefinition with(Opened ticket) {
        return new PendingSlaDefinition(ticketId, ticket, definition);
    }

    /** Keeps the first definition: later ones change the running clocks, not the promise made when the ticket was opened. */
    PendingSlaDefinition with(Definition assigned) {
        return definition == null ? new PendingSlaDefinition(ticketId, opened, assigned) : this;
    }

    /** Returns the mail to send; empty while the ticket or the definition is missing. */
    Optional<Command> mail() {
        if (opened == null || definition == null) return Optional.empty();
        var model = MailModel.of("sla-definition").with("number", definition.number()).with("subject", opened.subject())
                .with("priority", definition.priority());
        return Optional.of(new Command(definition.origin(), definition.assignedAt(), opened.contact(),
                RelatedResource.ticket(ticketId, definition.number()), null, definition.targets().addTo(model)));
    }
}
