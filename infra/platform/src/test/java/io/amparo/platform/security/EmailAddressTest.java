package io.amparo.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({"' Ana@Acme.Example ', ana@acme.example", "ANA@ACME.EXAMPLE, ana@acme.example",
            "jos\u0065\u0301@acme.example, jos\u00e9@acme.example", "ana@B\u00dcCHER.example, ana@xn--bcher-kva.example",
            "ana@xn--BCHER-kva.example, ana@xn--bcher-kva.example", "ana@acme\u3002example, ana@acme.example"})
    void spellings_of_one_mailbox_have_the_same_folded_form(String spelling, String folded) {
        assertThat(EmailAddress.fold(spelling)).isEqualTo(folded);
        assertThat(EmailAddress.fold(folded)).isEqualTo(folded);
    }

    @Test
    void different_mailboxes_stay_different() {
        assertThat(EmailAddress.fold("ana+x@acme.example")).isNotEqualTo(EmailAddress.fold("ana@acme.example"));
        assertThat(EmailAddress.fold("ana@acme.example")).isNotEqualTo(EmailAddress.fold("ana@acme.example.br"));
    }

    @Test
    void what_is_no_address_is_folded_to_itself() {
        assertThat(EmailAddress.fold("opmon-probe")).isEqualTo("opmon-probe");
        assertThat(EmailAddress.fold("a@" + "x".repeat(70) + ".example")).startsWith("a@xxx");
        assertThat(EmailAddress.domainOf("Ana@Acme.EXAMPLE")).isEqualTo("acme.example");
    }
}
