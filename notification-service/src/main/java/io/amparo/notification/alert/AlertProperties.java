package io.amparo.notification.alert;

import io.amparo.notification.alert.AlertGroup.Timing;
import io.amparo.notification.alert.AlertQueue.Schedule;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of breach alerts.
 *
 * @param window time in which edges of one cause or customer form a group
 * @param settle least time before the mail of a group, so that it covers what arrives together
 * @param acknowledgement how long an acknowledgement lasts by default
 * @param sweep how late an expiry and a retry are
 * @param retention how long a resolved group is kept
 * @param timeout time limit of a request to a channel
 * @param concurrency requests to one channel at the same time
 * @param update least time between two messages about an open alert, which differ in the count only
 * @param resend interval in which an Alertmanager gets the open alerts once more; less than its {@code resolve_timeout}
 * @param retryBackoff time before the first retry; it is doubled up to a minute
 * @param retryFor time after which a message that a channel does not accept is given up
 */
@Validated
@ConfigurationProperties("amparo.alerts")
record AlertProperties(@NotNull @DefaultValue("2m") Duration window, @NotNull @DefaultValue("10s") Duration settle,
        @NotNull @DefaultValue("30m") Duration acknowledgement, @NotNull @DefaultValue("5s") Duration sweep,
        @NotNull @DefaultValue("180d") Duration retention, @NotNull @DefaultValue("10s") Duration timeout,
        @DefaultValue("4") @Min(1) @Max(64) int concurrency, @NotNull @DefaultValue("5s") Duration update,
        @NotNull @DefaultValue("1m") Duration resend, @NotNull @DefaultValue("1s") Duration retryBackoff,
        @NotNull @DefaultValue("24h") Duration retryFor, @DefaultValue @Size(max = 20) List<@Valid Channel> channels) {
    private static final Duration MAX_BACKOFF = Duration.ofMinutes(1);

    /** Format of the requests to a channel. */
    enum Format {
        /** Events API v2 of PagerDuty. */
        PAGERDUTY,
        /** API v2 of the Prometheus Alertmanager. */
        ALERTMANAGER
    }

    /**
     * A receiver of alerts.
     *
     * @param url address to which the requests are posted
     * @param key routing key of PagerDuty; bearer token of an Alertmanager, empty for none
     * @param rungs escalation targets whose edges are sent; empty for all
     */
    record Channel(@NotNull @Pattern(regexp = "[a-z0-9-]{1,40}") String name, @NotNull Format format,
            @NotNull @Pattern(regexp = "https?://.+", message = "must be an http(s) address") String url,
            @DefaultValue("") String key, @DefaultValue Set<String> rungs) {
        @AssertTrue(message = "must have the routing key, for example from AMPARO_ALERTS_CHANNELS_0_KEY")
        boolean isComplete() {
            return format != Format.PAGERDUTY || !key.isBlank();
        }

        @AssertTrue(message = "must have an address with a host")
        boolean isAddress() {
            try {
                return url == null || new URI(url).getHost() != null;
            } catch (URISyntaxException e) {
                return false;
            }
        }

        boolean accepts(Alert alert) {
            return rungs.isEmpty() || alert.edge().rungs().isEmpty() || alert.edge().rungs().stream().anyMatch(rungs::contains);
        }

        /** A key is a secret. */
        @Override
        public String toString() {
            return name;
        }
    }

    @AssertTrue(message = "names of channels must differ")
    boolean isDistinct() {
        return channels.stream().map(Channel::name).distinct().count() == channels.size();
    }

    Timing timing() {
        return new Timing(window, settle, retention);
    }

    /** An attempt that takes longer than its time limit has crashed. Only an Alertmanager forgets alerts. */
    Schedule schedule(Channel channel) {
        var forgets = channel.format() == Format.ALERTMANAGER;
        return new Schedule(timeout.multipliedBy(3), retryBackoff, MAX_BACKOFF, retryFor, forgets ? Duration.ZERO : update,
                forgets ? resend : null);
    }
}
