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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeAuthorsTest {
    /** Bruno is a contact, Eva was one. */
    private static final Customer ACME = new Customer("acme", "Acme",
            new ContractTerms("gold", ZoneId.of("UTC"), List.of(), List.of()),
            List.of(new Contact("acme-bruno", "bruno@acme.example", "Bruno Lima", false)), List.of("acme-eva"), Instant.EPOCH,
            null, null);

    static ChangeAuthors forStaff() {
        return new ChangeAuthors(ACME, true);
    }

    private static ChangeAuthors forCustomer() {
        return new ChangeAuthors(ACME, false);
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
    void nobody_is_attributed_to_a_side_while_the_customer_is_unknown() {
        assertThat(new ChangeAuthors(null, true).of("user-FABIO")).isEqualTo(new Author("user-FABIO", null, "user-FABIO"));
        assertThat(new ChangeAuthors(null, false).of("user-FABIO")).isEqualTo(new Author(null, null, null));
        assertThat(new ChangeAuthors(null, false).reason(change("STATUS", "CLOSED", "user-FABIO"))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"PRIORITY, P2, user-FABIO, false", "STATUS, WAITING_CUSTOMER, user-FABIO, false",
            "PLAN, gold/2, user-IARA, false", "STATUS, DECLINED, user-FABIO, true", "STATUS, REFUSED, , true",
            "STATUS, REOPENED, acme-bruno, true", "STATUS, RESOLVED, acme-eva, true", "PLAN, gold/2, , false"})
    void customer_gets_own_reasons_and_those_of_a_refusal(String term, String value, String by, boolean shown) {
        assertThat(forCustomer().reason(change(term, value, by))).isEqualTo(shown ? "because" : null);
    }
}
