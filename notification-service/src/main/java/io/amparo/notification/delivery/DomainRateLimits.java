package io.amparo.notification.delivery;

import io.amparo.platform.Adapter;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Limits how many mails an instance sends to one destination domain, because a provider refuses or delays what comes faster. A
 * mail beyond the limit gets the time of its turn and is not limited once more. Mails of campaigns have turns of their own, so
 * that a ticket does not wait behind an announcement.
 */
@Adapter
final class DomainRateLimits {
    /** Domains with a limiter of their own; the one that was used longest ago begins anew. */
    static final int MAX_DOMAINS = 1_000;
    /** Longest time until a turn. A mail after that asks once more. */
    private static final Duration MAX_WAIT = Duration.ofHours(1);
    /** Share of the mails to a domain that campaigns may send, beside the others. */
    private static final double CAMPAIGN_SHARE = 0.8;
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final RateLimiterConfig config;
    private final RateLimiterConfig campaigns;
    private final Map<String, RateLimiter> limiters = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RateLimiter> eldest) {
            return size() > MAX_DOMAINS;
        }
    };

    /** @param perSecond mails per second to one domain */
    DomainRateLimits(int perSecond) {
        config = config(perSecond);
        campaigns = config(Math.max(1, (int) (perSecond * CAMPAIGN_SHARE)));
    }

    private static RateLimiterConfig config(int perSecond) {
        return RateLimiterConfig.custom().limitForPeriod(perSecond).limitRefreshPeriod(PERIOD).timeoutDuration(MAX_WAIT).build();
    }

    /** Reserves a turn, unless the delivery has one. */
    Turn reserve(Delivery delivery) {
        var address = delivery.addressee().email();
        if (address == null || delivery.series().hasTurn()) return new Turn(Duration.ZERO, true);
        var domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        var wait = limiter(domain, delivery.message().campaign() != null).reservePermission();
        return wait < 0 ? new Turn(MAX_WAIT, false) : new Turn(Duration.ofNanos(wait), true);
    }

    /** @param isReserved false if all turns of the next hour have an owner */
    record Turn(Duration delay, boolean isReserved) {}

    private synchronized RateLimiter limiter(String domain, boolean isCampaign) {
        return limiters.computeIfAbsent(isCampaign ? domain + " campaigns" : domain,
                name -> RateLimiter.of(name, isCampaign ? campaigns : config));
    }
}
