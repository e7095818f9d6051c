package io.amparo.platform.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.amparo.platform.LogInterval;
import io.amparo.platform.security.ContactAccess;
import io.amparo.platform.security.ContactLookup;
import io.amparo.platform.security.NamedContact;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who is a named contact: by the projection while it is confirmed, else by entitlement-service. If that does not answer
 * either, the newest known answer counts for a grace period since it was confirmed; then it is unknown who is a contact, and the
 * caller gets 503. A deputy has no access after its end, however old the answer is.
 */
final class ConfirmedContacts implements ContactAccess {
    private static final Logger LOG = LoggerFactory.getLogger(ConfirmedContacts.class);
    private static final int MAX_ANSWERS = 10_000;

    /** What has decided about a caller. */
    enum Source {
        /** The projection, which is confirmed. */
        PROJECTION,
        /** An answer of entitlement-service that is valid. */
        ENTITLEMENT,
        /** The newest answer of either, because neither can be confirmed now. */
        GRACE,
        /** None: the caller gets 503. */
        NONE
    }

    /** @param contact null if the person is not a named contact */
    record Answer(@Nullable NamedContact contact) {}

    /** The contacts as entitlement-service knows them. */
    interface Entitlement {
        /** Asks for the contact to whom a token belongs. Returns empty if entitlement-service does not answer. */
        Optional<Answer> ask(String token);
    }

    private record KnownAnswer(Answer answer, Instant at) {}

    private final ContactLookup projection;
    private final ProjectionConfirmation confirmation;
    private final Entitlement entitlement;
    private final Duration validity;
    private final Duration grace;
    private final Clock clock;
    private final Consumer<Source> counter;
    private final Cache<String, KnownAnswer> answers;
    private final LogInterval interval = new LogInterval();

    /**
     * @param validity of an answer of entitlement-service
     * @param counter counts what has decided
     */
    ConfirmedContacts(ContactLookup projection, ProjectionConfirmation confirmation, Entitlement entitlement, Duration validity,
            Duration grace, Clock clock, Consumer<Source> counter) {
        this.projection = projection;
        this.confirmation = confirmation;
        this.entitlement = entitlement;
        this.validity = validity;
        this.grace = grace;
        this.clock = clock;
        this.counter = counter;
        this.answers = Caffeine.newBuilder().maximumSize(MAX_ANSWERS).expireAfterWrite(grace.plus(validity)).build();
    }

    @Override
    public Optional<NamedContact> find(String email, String token) {
        if (confirmation.isCurrent()) return decidedBy(Source.PROJECTION, projection.findByEmail(email));
        var known = answers.getIfPresent(email);
        if (known != null && isWithin(validity, known.at)) return decidedBy(Source.ENTITLEMENT, known.answer);
        var askedAt = clock.instant();
        var answer = entitlement.ask(token);
        if (answer.isEmpty()) return findUnconfirmed(email, known);
        answers.put(email, new KnownAnswer(answer.get(), askedAt));
        return decidedBy(Source.ENTITLEMENT, answer.get());
    }

    /** The newer source counts: who was removed according to entitlement-service is no contact because of an older projection. */
    private Optional<NamedContact> findUnconfirmed(String email, @Nullable KnownAnswer known) {
        var newer = known != null && known.at.isAfter(confirmation.lastConfirmed()) ? known : null;
        if (!confirmation.isStarting() && interval.isDue())
            LOG.warn(
                    "Entitlement-service does not answer, and the projection of contacts is unconfirmed since {}; contacts keep "
                            + "access for {} after their last confirmation, then get 503, which is logged once a minute",
                    confirmation.lastConfirmed(), grace);
        if (!isWithin(grace, newer == null ? confirmation.lastConfirmed() : newer.at)) {
            counter.accept(Source.NONE);
            throw new UnconfirmedAccessException();
        }
        return newer == null ? decidedBy(Source.GRACE, projection.findByEmail(email)) : decidedBy(Source.GRACE, newer.answer);
    }

    private Optional<NamedContact> decidedBy(Source source, Answer answer) {
        return decidedBy(source, Optional.ofNullable(answer.contact));
    }

    private Optional<NamedContact> decidedBy(Source source, Optional<NamedContact> contact) {
        counter.accept(source);
        return contact.filter(found -> found.hasAccessAt(clock.instant()));
    }

    private boolean isWithin(Duration time, Instant since) {
        return clock.instant().isBefore(since.plus(time));
    }
}
