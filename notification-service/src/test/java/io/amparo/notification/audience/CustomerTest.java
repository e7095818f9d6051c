package io.amparo.notification.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.audience.Customer.Deputy;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CustomerTest {
    private static final ZoneId UTC = ZoneId.of("UTC");

    private static Customer acme(String... emails) {
        return new Customer("acme", "Acme", UTC,
                Arrays.stream(emails).map(email -> new Recipient(email, "acme", email, email, "en", UTC)).toList(), List.of(),
                List.of());
    }

    @Test
    void removed_contact_is_a_former_contact_until_named_once_more() {
        var removed = acme("ana@acme.example").after(acme("ana@acme.example", "bruno@acme.example"));

        assertThat(removed.formerContacts()).containsExactly("bruno@acme.example");
        assertThat(acme("bruno@acme.example").after(removed).formerContacts()).containsExactly("ana@acme.example");
        assertThat(acme("ana@acme.example").after(removed).formerContacts()).as("kept").containsExactly("bruno@acme.example");
    }

    @Test
    void a_deputy_has_access_only_during_the_absence() {
        var from = Instant.parse("2026-06-01T08:00:00Z");
        var to = from.plusSeconds(3_600);
        var acme = acme("ana@acme.example", "eva@acme.example").withDeputies(List.of(new Deputy("eva@acme.example", from, to)));

        assertThat(acme.contactsAt(from.minusMillis(1))).extracting(Recipient::id).containsExactly("ana@acme.example");
        assertThat(acme.contactsAt(from)).hasSize(2);
        assertThat(acme.contactsAt(to.minusMillis(1))).hasSize(2);
        assertThat(acme.contactsAt(to)).hasSize(1);
        assertThat(acme.after(acme).deputies()).isEqualTo(acme.deputies());
    }

    @Test
    void administrators_are_present_contacts_with_access() {
        var from = Instant.parse("2026-06-01T08:00:00Z");
        var eva = new Deputy("eva@acme.example", from, from.plusSeconds(3_600));
        var acme = acme("ana@acme.example", "bruno@acme.example", "eva@acme.example").withDeputies(List.of(eva))
                .withAdministrators(List.of("ana@acme.example", "eva@acme.example", "removed@acme.example"));

        assertThat(acme.administratorsAt(from)).extracting(Recipient::id).containsExactly("ana@acme.example", "eva@acme.example");
        assertThat(acme.administratorsAt(from.minusMillis(1))).extracting(Recipient::id).containsExactly("ana@acme.example");
    }

    @Test
    void the_oldest_former_contacts_are_forgotten() {
        var customer = acme("c0@acme.example");
        for (int n = 1; n <= 1_100; n++) customer = acme("c" + n + "@acme.example").after(customer);

        assertThat(customer.formerContacts()).hasSize(1_000).contains("c1099@acme.example").doesNotContain("c0@acme.example");
    }
}
