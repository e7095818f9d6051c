package io.amparo.notification.delivery;

import io.amparo.notification.suppression.Suppressions;
import java.time.Clock;

/**
 * Records what the mail server of a recipient has reported. Idempotent, also if the instance crashes between its two writes and
 * the report is read once more.
 */
public final class RecordReceipt {

    /** A report about the delivery with this id. */
    public record Command(String deliveryId, Receipt receipt) {}

    private final Deliveries deliveries;
    private final Suppressions suppressions;
    private final Clock clock;

    RecordReceipt(Deliveries deliveries, Suppressions suppressions, Clock clock) {
        this.deliveries = deliveries;
        this.suppressions = suppressions;
        this.clock = clock;
    }

    /** @return false if there is no such delivery */
    public boolean handle(Command command) {
        var id = command.deliveryId();
        if (deliveries.find(id).isEmpty()) return false;
        var receipt = command.receipt();
        deliveries.update(id, "receipt/" + receipt.status() + "/" + receipt.at(),
                delivery -> delivery.received(receipt, clock.instant()));
        var stored = deliveries.find(id).orElseThrow().state();
        var known = stored.receipt();
        var address = stored.addressee().email();
        if (address != null && receipt.concernsAddress() && known != null && known.concernsAddress())
            suppressions.add(address, known.code(), id, known.at());
        return true;
    }
}
