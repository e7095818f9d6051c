package io.amparo.notification.delivery;

import io.amparo.notification.audience.RecipientLookup;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * Begins another series of attempts at a delivery that has failed, was cancelled or has bounced, with the same Message-ID, so
 * that a mail which has arrived nevertheless is recognised as a duplicate. Idempotent by the id of the request.
 */
final class RetryDelivery {

    record Command(String deliveryId, String request) {}

    private final Deliveries deliveries;
    private final Addressees addressees;
    private final RecipientLookup recipients;
    private final Consumer<Delivery> triggerTicker;
    private final Clock clock;

    /** @param triggerTicker runs the ticker that sends the delivery */
    RetryDelivery(Deliveries deliveries, Addressees addressees, Consumer<Delivery> triggerTicker, Clock clock) {
        this.deliveries = deliveries;
        this.addressees = addressees;
        this.recipients = addressees.recipients();
        this.triggerTicker = triggerTicker;
        this.clock = clock;
    }

    /** @throws ApiException 404 for an unknown delivery, 409 for one that cannot be retried */
    Delivery handle(Command command) {
        var delivery = deliveries.find(command.deliveryId()).orElseThrow(ApiException::notFound).state();
        if (command.request().equals(delivery.series().request())) return delivery;
        refuse(delivery);
        var retried = deliveries.updateAndFind(delivery.id(), "retry/" + command.request(), null,
                current -> current.retried(command.request(), clock.instant())).state();
        // Another request was faster, or the mail server has confirmed the mail meanwhile.
        if (!command.request().equals(retried.series().request())) throw conflict("delivery-not-failed");
        triggerTicker.accept(retried);
        return retried;
    }

    private void refuse(Delivery delivery) {
        var message = delivery.message();
        if (recipients.isFormerContact(message.recipient())) throw conflict("recipient-removed");
        if (!delivery.isLost()) throw conflict("delivery-not-failed");
        // The text of a summary is deleted when the delivery ends.
        if (!message.isProof()) throw conflict("delivery-text-deleted");
        if (!addressees.isReachable(delivery, clock.instant())) throw conflict("recipient-suppressed");
    }

    private static ApiException conflict(String code) {
        return ApiException.conflict(code);
    }
}
