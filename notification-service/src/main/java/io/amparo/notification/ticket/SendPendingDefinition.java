package io.amparo.notification.ticket;

import io.amparo.notification.notice.Notify;
import io.amparo.platform.store.AggregateUpdate;
import io.amparo.platform.store.Change;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Joins a ticket and its SLA definition and mails the contact when both are known. Each step is idempotent. */
final class SendPendingDefinition {
    private final PendingSlaDefinitions definitions;
    private final Notify notifier;

    SendPendingDefinition(PendingSlaDefinitions definitions, Notify notifier) {
        this.definitions = definitions;
        this.notifier = notifier;
    }

    void handle(String ticketId, String cause, UnaryOperator<PendingSlaDefinition> change) {
        definitions.applyAll(List.of(AggregateUpdate.of(ticketId, cause, Optional.of(PendingSlaDefinition.of(ticketId)),
                pending -> Change.of(change.apply(pending), List.of()))));
        definitions.find(ticketId).flatMap(pending -> pending.state().mail()).ifPresent(notifier::handle);
    }
}
