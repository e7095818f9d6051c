package io.amparo.notification.webhook;

import io.amparo.notification.webhook.WebhookDisabling.Reason;
import io.amparo.notification.webhook.WebhookReplay.State;
import io.amparo.notification.webhook.event.PublicEvents;
import io.amparo.platform.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that receives events.
 *
 * @param customerId customer whose events it gets; null for one of the vendor, which gets the events of all
 * @param owner person id of who created it
 * @param eventTypes types, or whole contexts such as {@code io.amparo.ticket.*}
 * @param secrets the newest first
 * @param disabling null while it is active
 * @param failingSince first failure since the last success; null if there was none
 * @param replay the last one; null for none
 */
record Webhook(String id, @Nullable String customerId, String owner, String url, Set<String> eventTypes,
        @Nullable String description, List<Key> secrets, Instant createdAt, @Nullable WebhookDisabling disabling,
        @Nullable Instant failingSince, @Nullable WebhookReplay replay) {
    /** Secrets that sign at the same time; a rotation beyond drops the oldest. */
    private static final int MAX_SECRETS = 3;
    /** Longest time that the first attempt of a message needs. */
    private static final Duration ATTEMPT = Duration.ofMinutes(1);

    /**
     * A secret.
     *
     * @param stored its text as the store has it, encrypted if there is a key
     * @param expiresAt instant from which the secret signs no more; null for the newest
     */
    record Key(String stored, @Nullable Instant expiresAt) {
        boolean isValidAt(Instant now) {
            return expiresAt == null || now.isBefore(expiresAt);
        }
    }

    Webhook {
        eventTypes = Set.copyOf(eventTypes);
        secrets = List.copyOf(secrets);
    }

    static Webhook create(String id, @Nullable String customerId, String owner, String url, Set<String> eventTypes,
            @Nullable String description, String secret, Instant now) {
        return new Webhook(id, customerId, owner, url, eventTypes, description, List.of(new Key(secret, null)), now, null, null,
                null);
    }

    private Webhook with(@Nullable WebhookDisabling newDisabling, @Nullable Instant newFailingSince,
            @Nullable WebhookReplay newReplay) {
        return new Webhook(id, customerId, owner, url, eventTypes, description, secrets, createdAt, newDisabling, newFailingSince,
                newReplay);
    }

    WebhookState state() {
        return disabling == null ? WebhookState.ACTIVE : WebhookState.DISABLED;
    }

    boolean isActive() {
        return disabling == null;
    }

    /** Whether an event is recorded for this endpoint: of a disabled one as long as its records are kept. */
    boolean records(String type, Instant eventAt, Instant now, Duration retention) {
        return PublicEvents.includes(eventTypes, type) && !eventAt.isBefore(createdAt)
                && (disabling == null || disabling.at().plus(retention).isAfter(now));
    }

    /** Returns the secrets that sign now, as they are stored, the newest first. */
    List<String> validSecrets(Instant now) {
        return secrets.stream().filter(key -> key.isValidAt(now)).map(Key::stored).toList();
    }

    /** The owner must learn of a disabling, and a replay must go on. */
    Change<Webhook, Void> toChange(Instant now) {
        var isDue = disabling != null && !disabling.notified() || replay != null && replay.isRunning();
        return new Change<>(this, List.of(), isDue ? now : null);
    }

    Webhook changed(String newUrl, Set<String> newEventTypes, @Nullable String newDescription) {
        return new Webhook(id, customerId, owner, newUrl, newEventTypes, newDescription, secrets, createdAt, disabling,
                failingSince, replay);
    }

    /** Adds a secret; the present ones sign for the overlap at most. */
    Webhook rotated(String secret, Duration overlap, Instant now) {
        var end = now.plus(overlap);
        var previous = secrets.stream().filter(key -> key.isValidAt(now) && now.isBefore(end))
                .map(key -> key.expiresAt() == null ? new Key(key.stored(), end) : key);
        return new Webhook(id, customerId, owner, url, eventTypes, description,
                Stream.concat(Stream.of(new Key(secret, null)), previous).limit(MAX_SECRETS).toList(), createdAt, disabling,
                failingSince, replay);
    }

    Webhook activated() {
        return with(null, null, replay);
    }

    /** Disables the endpoint, once. A replay ends. */
    Webhook disabled(Reason reason, Instant now) {
        if (disabling != null) return this;
        var stopped = replay != null && replay.isRunning() ? replay.ended(State.STOPPED) : replay;
        return with(new WebhookDisabling(reason, now, reason == Reason.OWNER), failingSince, stopped);
    }

    Webhook ownerNotified() {
        return disabling == null
                ? this
                : with(new WebhookDisabling(disabling.reason(), disabling.at(), true), failingSince, replay);
    }

    Webhook succeeded() {
        return failingSince == null ? this : with(disabling, null, replay);
    }

    /**
     * Records a failed attempt. The endpoint is disabled if nothing has succeeded for too long, or since the first attempt of a
     * message that has no attempt left.
     *
     * @param exhaustedSince first attempt of such a message; null if the message has attempts left
     */
    Webhook failed(@Nullable Instant exhaustedSince, Duration disableAfter, Instant now) {
        var since = failingSince == null ? now : failingSince;
        var failing = with(disabling, since, replay);
        var isExhausted = exhaustedSince != null && !since.isAfter(exhaustedSince.plus(ATTEMPT));
        return isExhausted || !since.plus(disableAfter).isAfter(now) ? failing.disabled(Reason.FAILING, now) : failing;
    }

    Webhook with(WebhookReplay newReplay) {
        return with(disabling, failingSince, newReplay);
    }
}
