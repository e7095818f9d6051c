package io.amparo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecurityMatrixRolesTest {
    private static final SecurityRow READ = SecurityRow.of("GET", "/a");
    private static final SecurityRow WRITE = SecurityRow.of("POST", "/a");

    @Test
    void role_that_no_caller_has_and_caller_without_a_role_differ() {
        var row = READ.allows(CallerKind.OWN_CONTACT, CallerKind.OWN_ADMINISTRATOR);

        assertThat(SecurityMatrix.difference(row, List.of("contact", "contract-administrator"))).isEmpty();
        assertThat(SecurityMatrix.difference(row, List.of("contact", "contract-administrator", "machine")))
                .containsExactly("machine");
        assertThat(SecurityMatrix.difference(row, List.of("contact"))).containsExactly("contract-administrator");
    }

    @Test
    void signed_in_includes_all_callers_and_the_reader_only_for_reads() {
        assertThat(SecurityMatrix.difference(WRITE.allows(CallerKind.signedIn()), List.of("signed-in"))).isEmpty();
        assertThat(SecurityMatrix.difference(READ.allows(CallerKind.signedIn()), List.of("signed-in"))).containsExactly("reader");
        assertThat(SecurityMatrix.difference(READ.allows(CallerKind.people()), List.of("signed-in"))).containsExactly("machine",
                "reader", "signed-in");
        assertThat(SecurityMatrix.difference(READ.allows(CallerKind.people()), List.of("person"))).isEmpty();
    }
}
