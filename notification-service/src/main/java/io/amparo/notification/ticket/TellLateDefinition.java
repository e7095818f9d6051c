package io.amparo.notification.ticket;

import io.amparo.notification.delivery.RequestDelivery;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Hearing;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Joins a ticket and its SLA definition and mails the contact when both are known. Each step is idempotent. */
final class TellLateDefinition {
    private final LateDefinitions definitions;
    private final RequestDelivery deliveries;

    TellLateDefinition(LateDefinitions definitions, RequestDelivery deliveries) {
        this.definitions = definitions;
        this.deliveries = deliveries;
    }

    void handle(String ticketId, String cause, UnaryOperator<LateDefinition> learns) {
        definitions.hear(List.of(Hearing.of(ticketId, cause, Optional.of(LateDefinition.of(ticketId)),
                known -> Change.of(learns.apply(known), List.of()))));
        definitions.find(ticketId).flatMap(known -> known.state().mail()).ifPresent(deliveries::handle);
    }
}
