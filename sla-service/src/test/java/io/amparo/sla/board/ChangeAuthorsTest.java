package io.amparo.sla.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.board.ChangeAuthors.Author;
import io.amparo.sla.board.ChangeAuthors.Side;
import io.amparo.sla.customer.ContractTerms;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.customer.Customer.Contact;
import io.amparo.sla.ledger.Facts;
import io.amparo.sla.ledger.TicketFact;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeAuthorsTest {
    /** Bruno is a contact, Eva was one. */
    private static final Customer ACME = new Customer("acme", "Acme",
            new ContractTerms("gold", ZoneId.of("UTC"), List.of(), List.of()),
            List.of(new Contact("acme-bruno", "bruno@acme.example", "Bruno Lima", false)), List.of("acme-eva"), List.of(),
            Instant.EPOCH, null, null);

    /** Cobalt, whose contact is Diego, serves Acme; Delta, whose contact is Paul, does not. */
    private static Optional<Customer> company(String person) {
        return switch (person) {
            case "cobalt-diego" -> Optional.of(other("cobalt", person, List.of("acme")));
            case "delta-paul" -> Optional.of(other("delta", person, List.of()));
            default -> Optional.empty();
        };
    }

    private static Customer other(String id, String person, List<String> serves) {
        return new Customer(id, id, ACME.terms(),
                List.of(new Contact(person, "p@" + id + ".example", "Name of " + person, false)), List.of(), serves,
                Instant.EPOCH, null, null);
    }

    static ChangeAuthors forStaff() {
        return new ChangeAuthors(ACME, ChangeAuthorsTest::company, true);
    }

    private static ChangeAuthors forCustomer() {
        return new ChangeAuthors(ACME, ChangeAuthorsTest::company, false);
    }

    private static TicketFact change(String term, String value, String by) {
        return Facts.fact("c", Instant.EPOCH, term, value, by, "because");
    }

    @Test
    void staff_get_every_person_and_every_reason() {
        assertThat(forStaff().of("acme-bruno")).isEqualTo(new Author("acme-bruno", Side.CUSTOMER, "Bruno Lima"));
        assertThat(forStaff().of("acme-eva")).isEqualTo(new Author("acme-eva", Side.CUSTOMER, null));
        assertThat(forStaff().of("user-FABIO")).isEqualTo(new Author("user-FABIO", Side.VENDOR, null));
        assertThat(forStaff().of(null)).isEqualTo(new Author(null, null, null));
        assertThat(forStaff().reason(change("PRIORITY", "P2", "user-FABIO"))).isEqualTo("because");
    }

    @Test
    void customer_gets_contacts_and_of_others_only_the_side() {
        assertThat(forCustomer().of("acme-bruno")).isEqualTo(new Author("acme-bruno", Side.CUSTOMER, "Bruno Lima"));
        assertThat(forCustomer().of("acme-eva")).isEqualTo(new Author(null, Side.CUSTOMER, null));
        assertThat(forCustomer().of("user-FABIO")).isEqualTo(new Author(null, Side.VENDOR, null));
        assertThat(forCustomer().of(null)).isEqualTo(new Author(null, null, null));
    }

    @Test
    void a_contact_of_a_serving_company_is_on_the_side_of_the_customer() {
        assertThat(forCustomer().of("cobalt-diego")).isEqualTo(new Author("cobalt-diego", Side.CUSTOMER, "Name of cobalt-diego"));
        assertThat(forCustomer().of("delta-paul")).as("served it before").isEqualTo(new Author(null, Side.CUSTOMER, null));
        assertThat(forStaff().of("delta-paul")).isEqualTo(new Author("delta-paul", Side.CUSTOMER, null));
    }

    @Test
    void nobody_is_attributed_to_a_side_while_the_customer_is_unknown() {
        assertThat(new ChangeAuthors(null, ChangeAuthorsTest::company, true).of("user-FABIO"))
                .isEqualTo(new Author("user-FABIO", null, "user-FABIO"));
        assertThat(new ChangeAuthors(null, ChangeAuthorsTest::company, false).of("user-FABIO"))
                .isEqualTo(new Author(null, null, null));
        assertThat(new ChangeAuthors(null, ChangeAuthorsTest::company, false).reason(change("STATUS", "CLOSED", "user-FABIO")))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"PRIORITY, P2, user-FABIO, false", "STATUS, WAITING_CUSTOMER, user-FABIO, false",
            "PLAN, gold/2, user-IARA, false", "STATUS, DECLINED, user-FABIO, true", "STATUS, REFUSED, , true",
            "STATUS, REOPENED, acme-bruno, true", "STATUS, RESOLVED, acme-eva, true", "PLAN, gold/2, , false"})
    void customer_gets_own_reasons_and_those_of_a_refusal(String term, String value, String by, boolean shown) {
        assertThat(forCustomer().reason(change(term, value, by))).isEqualTo(shown ? "because" : null);
    }
}
