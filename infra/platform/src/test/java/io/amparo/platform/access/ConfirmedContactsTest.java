package io.amparo.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.platform.access.ConfirmedContacts.Answer;
import io.amparo.platform.access.ConfirmedContacts.Source;
import io.amparo.platform.security.Company;
import io.amparo.platform.security.NamedContact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfirmedContactsTest {
    private static final String BRUNO = "bruno@acme.example";
    private static final NamedContact CONTACT = new NamedContact("acme-bruno", List.of(new Company("acme", false)));
    private static final Duration CONFIRMED = Duration.ofSeconds(60);
    private static final Duration CACHE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofHours(1);
    private static final Duration INSTANT = Duration.ofMillis(1);

    private final MovingClock clock = new MovingClock();
    private final FakePositions positions = new FakePositions();
    private final ProjectionConfirmation confirmation = new ProjectionConfirmation("amparo.customers", positions,
            Duration.ofSeconds(20), CONFIRMED, clock);
    private final Map<String, NamedContact> projection = new HashMap<>(Map.of(BRUNO, CONTACT));
    private final Map<String, NamedContact> entitlement = new HashMap<>(Map.of("token", CONTACT));
    private final List<Source> sources = new ArrayList<>();
    private boolean entitlementAvailable = true;
    private int asked;
    private ConfirmedContacts contacts;

    @BeforeEach
    void create() {
        contacts = new ConfirmedContacts(email -> Optional.ofNullable(projection.get(email)), confirmation, token -> {
            asked++;
            return entitlementAvailable ? Optional.of(new Answer(entitlement.get(token))) : Optional.empty();
        }, CACHE, GRACE, clock, sources::add);
    }

    private Optional<NamedContact> find() {
        return contacts.find(BRUNO, "token");
    }

    private void stopBrokerAfterConfirmation() {
        confirmation.check();
        positions.available = false;
        clock.advance(CONFIRMED);
    }

    @Test
    void a_confirmed_projection_decides_and_nobody_is_asked() {
        confirmation.check();
        entitlement.clear();
        clock.advance(CONFIRMED.minus(INSTANT));

        assertThat(find()).contains(CONTACT);
        projection.clear();
        assertThat(find()).isEmpty();
        assertThat(asked).isZero();
        assertThat(sources).containsExactly(Source.PROJECTION, Source.PROJECTION);
    }

    @Test
    void a_removed_contact_loses_access_90_seconds_after_the_last_confirmation_at_the_latest() {
        stopBrokerAfterConfirmation();
        assertThat(find()).contains(CONTACT);
        entitlement.clear();

        clock.advance(CACHE.minus(INSTANT));
        assertThat(find()).contains(CONTACT);
        clock.advance(INSTANT);
        assertThat(find()).isEmpty();
        assertThat(asked).isEqualTo(2);
        assertThat(sources).containsOnly(Source.ENTITLEMENT);
    }

    @Test
    void an_instance_that_was_never_confirmed_asks_entitlement() {
        projection.clear();

        assertThat(find()).contains(CONTACT);
    }

    @Test
    void without_both_the_projection_counts_for_an_hour_after_its_confirmation() {
        stopBrokerAfterConfirmation();
        entitlementAvailable = false;

        clock.advance(GRACE.minus(CONFIRMED).minus(INSTANT));
        assertThat(find()).contains(CONTACT);
        assertThat(contacts.find("nobody@acme.example", "other")).isEmpty();
        clock.advance(INSTANT);
        assertThatThrownBy(this::find).isInstanceOf(UnconfirmedAccessException.class);
        assertThat(sources).containsExactly(Source.GRACE, Source.GRACE, Source.NONE);
    }

    @Test
    void without_both_the_grace_period_of_a_started_instance_begins_at_its_start() {
        entitlementAvailable = false;

        clock.advance(GRACE.minus(INSTANT));
        assertThat(find()).contains(CONTACT);
        clock.advance(INSTANT);
        assertThatThrownBy(this::find).isInstanceOf(UnconfirmedAccessException.class);
    }

    @Test
    void who_was_removed_does_not_return_when_entitlement_is_away_too() {
        stopBrokerAfterConfirmation();
        entitlement.clear();
        assertThat(find()).isEmpty();
        entitlementAvailable = false;

        clock.advance(GRACE.minus(INSTANT));
        assertThat(find()).isEmpty();
        clock.advance(INSTANT);
        assertThatThrownBy(this::find).isInstanceOf(UnconfirmedAccessException.class);
    }

    @Test
    void who_was_confirmed_by_entitlement_keeps_access_for_an_hour_after_it() {
        stopBrokerAfterConfirmation();
        clock.advance(GRACE);
        assertThat(find()).contains(CONTACT);
        entitlementAvailable = false;

        clock.advance(GRACE.minus(INSTANT));
        assertThat(find()).contains(CONTACT);
        assertThatThrownBy(() -> contacts.find("ana@acme.example", "other")).as("not asked in time")
                .isInstanceOf(UnconfirmedAccessException.class);
    }

    @Test
    void a_deputy_loses_access_at_the_end_although_the_answer_is_valid() {
        entitlement.put("token", CONTACT.until(clock.instant().plus(INSTANT)));

        assertThat(find()).isPresent();
        clock.advance(INSTANT);
        assertThat(find()).isEmpty();
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void a_newly_confirmed_projection_decides_immediately() {
        stopBrokerAfterConfirmation();
        entitlement.clear();
        assertThat(find()).isEmpty();

        positions.available = true;
        confirmation.check();
        assertThat(find()).contains(CONTACT);
    }
}
