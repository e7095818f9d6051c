package io.amparo.notification.delivery;

import io.amparo.notification.delivery.Outcome.Accepted;
import io.amparo.notification.delivery.Outcome.Deferred;
import io.amparo.notification.delivery.Outcome.Refused;
import io.amparo.notification.delivery.Outcome.Superseded;
import io.amparo.notification.delivery.Outcome.Unavailable;
import io.amparo.notification.delivery.Outcome.Unconfirmed;
import io.amparo.platform.LogInterval;
import io.amparo.platform.LogText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Logs each refused mail, and an unavailable mail server once: when it becomes unavailable, and when it is available again. */
final class MailLog {
    private static final Logger LOG = System.getLogger(MailLog.class.getName());
    /** Deliveries that wait for the mail server, up to this number. */
    private static final int MAX_COUNTED = 10_000;

    private final String server;
    private final Clock clock;
    private final Set<String> waiting = new HashSet<>();
    /** A server that refuses some mails temporarily, and accepts others, is no outage. */
    private final LogInterval interval = new LogInterval();
    private final LogInterval unconfirmedInterval = new LogInterval();
    private @Nullable Instant unavailableSince;
    private boolean logged;

    MailLog(String server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    synchronized void record(Delivery delivery, Outcome outcome) {
        switch (outcome) {
            case Refused(var reason) -> LOG.log(Level.WARNING,
                    "Mail server {0} refused delivery {1} ({2}) for good: {3}. Its recipient gets no mail and it is not retried. "
                            + "Next: correct the address of the contact, then send the notice once more",
                    server, delivery.id(), delivery.message().template(), LogText.of(reason));
            case Unavailable(var reason) -> {
                if (waiting.size() < MAX_COUNTED) waiting.add(delivery.id());
                if (unavailableSince != null) return;
                unavailableSince = clock.instant();
                logged = interval.isDue();
                if (logged)
                    LOG.log(Level.WARNING,
                            "Mail server {0} does not accept mails since {1}: {2}. Deliveries wait and are retried with growing delay. "
                                    + "Next: check the mail server, SMTP_URL and SMTP_STARTTLS",
                            server, unavailableSince, LogText.of(reason));
            }
            case Unconfirmed(var reason) -> {
                if (unconfirmedInterval.isDue())
                    LOG.log(Level.WARNING,
                            "Mail server {0} got delivery {1} ({2}) and did not confirm it: {3}. The mail may have arrived; it is sent "
                                    + "again with the same Message-ID, a few times and much later. Next: check why the mail server is "
                                    + "slow or ends connections",
                            server, delivery.id(), delivery.message().template(), LogText.of(reason));
            }
            case Deferred(_),Superseded() -> {
                /* another attempt sends this delivery */ }
            case Accepted() -> {
                if (unavailableSince == null) return;
                if (logged)
                    LOG.log(Level.INFO, "Mail server {0} accepts mails again after {1} s; {2} deliveries waited and are sent now",
                            server, Long.toString(Duration.between(unavailableSince, clock.instant()).toSeconds()),
                            Integer.toString(waiting.size()));
                unavailableSince = null;
                waiting.clear();
            }
        }
    }
}
