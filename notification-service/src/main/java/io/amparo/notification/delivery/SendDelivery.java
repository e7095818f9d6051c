package io.amparo.notification.delivery;

import io.amparo.notification.delivery.Outcome.Accepted;
import io.amparo.notification.delivery.Outcome.Refused;
import io.amparo.notification.delivery.Outcome.Unavailable;
import java.time.Clock;
import java.util.function.Function;

/**
 * Makes one attempt at a delivery whose lease is held, and writes down what came of it. A crash between the two sends the mail
 * once more when the lease is over, under the same Message-ID.
 */
final class SendDelivery {
    private final Deliveries deliveries;
    private final Function<Delivery, Outcome> mailServer;
    private final Patience patience;
    private final Clock clock;

    SendDelivery(Deliveries deliveries, Function<Delivery, Outcome> mailServer, Patience patience, Clock clock) {
        this.deliveries = deliveries;
        this.mailServer = mailServer;
        this.patience = patience;
        this.clock = clock;
    }

    Patience patience() {
        return patience;
    }

    void handle(Delivery leased) {
        // Held up for so long that another may have found it due: it is theirs.
        if (leased.isDue(clock.instant())) return;
        var outcome = mailServer.apply(leased);
        var now = clock.instant();
        // What is told of a settled delivery follows from the event that it tells of.
        switch (outcome) {
            case Accepted() -> deliveries.update(leased.id(), leased.message().cause(), delivery -> delivery.accepted(now));
            case Refused(var reason) ->
                deliveries.update(leased.id(), leased.message().cause(), delivery -> delivery.refused(reason, now));
            case Unavailable(var reason) -> deliveries.update(leased.id(), "unavailable/" + leased.attempts(),
                    delivery -> delivery.unavailable(leased.attempts(), reason, now, patience));
        }
    }
}
