package io.amparo.entitlement.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.entitlement.DemoCustomers;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.platform.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CustomerTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final InvitationPolicy POLICY = new InvitationPolicy(Duration.ofDays(14), 3, 20, Duration.ofDays(1),
            Duration.ofMinutes(1));
    private final Customer borealis = DemoCustomers.borealis();

    private static Contact contact(String email, boolean administrator) {
        return new Contact(email.toLowerCase(Locale.ROOT), email, "Somebody", "en", "America/Sao_Paulo", administrator);
    }

    @Test
    void every_change_emits_the_whole_customer() {
        var renewed = new Period("p", "PREMIUM", "premium-24x7", LocalDate.of(2026, 3, 1), LocalDate.of(2028, 2, 29));
        var change = borealis.change(customer -> customer.withPeriods(new Periods(List.of(renewed))), "iara", "Renewed", NOW);

        assertThat(change.events()).singleElement().isInstanceOfSatisfying(ContractChanged.class, changed -> {
            assertThat(changed.edition()).isEqualTo("PREMIUM");
            assertThat(changed.slaPlan()).isEqualTo("premium-24x7");
            assertThat(changed.by() + ": " + changed.reason()).isEqualTo("iara: Renewed");
            assertThat(changed.validTo()).isEqualTo(LocalDate.of(2028, 2, 29));
            assertThat(changed.contacts()).isEqualTo(borealis.contacts());
            assertThat(changed.installations()).isEqualTo(borealis.holdings().installedVersions());
        });
    }

    @Test
    @Tag("R5.4")
    void contacts_are_added_up_to_the_quota() {
        var two = borealis.nameContact(contact("Second@Borealis.example", false), NOW).state();
        assertThat(two.contactWithEmail("Second@borealis.example")).isPresent();
        assertThatThrownBy(() -> two.nameContact(contact("third@borealis.example", false), NOW)).hasMessage("contact-quota");
        assertThatThrownBy(() -> two.nameContact(contact("second@BOREALIS.example", true), NOW)).hasMessage("contact-exists");
    }

    @Test
    @Tag("R5.4")
    void only_the_vendor_may_remove_the_last_administrator() {
        var two = borealis.nameContact(contact("second@borealis.example", false), NOW).state();
        assertThat(two.removeContact("second@borealis.example", false, NOW).state().contacts()).isEqualTo(borealis.contacts());
        assertThatThrownBy(() -> two.removeContact("borealis-carla", false, NOW)).hasMessage("last-administrator");
        assertThat(two.removeContact("borealis-carla", true, NOW).state().administrators()).isEmpty();
    }

    @Test
    @Tag("R5.4")
    void a_customer_is_due_when_its_next_invitation_expires() {
        var invited = borealis.inviteContact(contact("Free@elsewhere.example", false), "token", "Carla", POLICY, NOW);
        var expiry = NOW.plus(POLICY.validFor());

        assertThat(invited.dueAt()).isEqualTo(expiry);
        assertThat(invited.state().change(customer -> customer, "iara", null, NOW).dueAt()).isEqualTo(expiry);
        assertThat(invited.state().tick(expiry.minusMillis(1))).returns(expiry, Change::dueAt).returns(List.of(), Change::events);
        var expired = invited.state().tick(expiry);
        assertThat(expired.dueAt()).as("end of the contract").isEqualTo(Instant.parse("2027-03-01T03:00:00Z"));
        assertThat(expired.events()).singleElement().isInstanceOfSatisfying(ContractChanged.class,
                changed -> assertThat(changed.invitations()).isNull());
        assertThat(invited.state().acceptInvitation("token", expiry).state().contacts()).isEqualTo(borealis.contacts());
    }

    @Test
    @Tag("R5.4")
    void naming_an_invited_person_uses_the_place_of_the_invitation() {
        var invited = borealis.inviteContact(contact("new@elsewhere.example", false), "token", "Carla", POLICY, NOW).state();

        var named = invited.nameContact(contact("New@elsewhere.example", true), NOW).state();

        assertThat(named.invitations().pending()).isEmpty();
        assertThat(named.contacts()).hasSize(2);
    }

    @Test
    @Tag("R6.3")
    void a_package_is_valid_on_its_first_and_its_last_day() {
        var acme = DemoCustomers.acme().holdings();

        assertThat(acme.hasPackage("visita-on-site", LocalDate.of(2025, 12, 31))).isFalse();
        assertThat(acme.hasPackage("visita-on-site", LocalDate.of(2026, 1, 1))).isTrue();
        assertThat(acme.hasPackage("visita-on-site", LocalDate.of(2027, 12, 31))).isTrue();
        assertThat(acme.hasPackage("visita-on-site", LocalDate.of(2028, 1, 1))).isFalse();
    }
}
