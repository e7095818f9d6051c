package io.amparo.entitlement.me;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.entitlement.DemoCustomers;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.me.ServiceMatrix.ServiceAccess;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceMatrixTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    private static @Nullable Customer customer(String id) {
        return switch (id) {
            case "acme" -> DemoCustomers.acme();
            case "borealis" -> DemoCustomers.borealis();
            case "cobalt" -> DemoCustomers.cobalt();
            default -> null;
        };
    }

    /** Columns: other users, ended contract, PRO, PREMIUM. */
    @ParameterizedTest
    @CsvSource({"support-portal, no, no, yes, yes", "knowledge-base, yes, yes, yes, yes", "forum, yes, yes, yes, yes",
            "distance-learning, yes, yes, yes, yes", "professional-support, no, no, yes, yes",
            "single-incident, no, no, yes, yes", "professional-advisor, no, no, no, yes", "consultancy, no, no, no, yes"})
    void services_depend_on_the_edition(String service, String others, String ended, String pro, String premium) {
        assertThat(available("nobody", service)).isEqualTo(others);
        assertThat(available("cobalt", service)).isEqualTo(ended);
        assertThat(available("borealis", service)).isEqualTo(pro);
        assertThat(available("acme", service)).isEqualTo(premium);
    }

    private static String available(String customer, String service) {
        return access(customer, service).available() ? "yes" : "no";
    }

    private static ServiceAccess access(String customer, String service) {
        return ServiceMatrix.forCustomer(customer(customer), DAY).stream().filter(each -> each.service().equals(service))
                .findFirst().orElseThrow();
    }

    @Test
    @Tag("R1.1")
    void an_unavailable_service_has_a_reason() {
        assertThat(access("nobody", "support-portal").code()).isEqualTo("edition-not-entitled");
        assertThat(access("cobalt", "consultancy").code()).isEqualTo("contract-expired");
        assertThat(access("borealis", "professional-advisor").code()).isEqualTo("needs-premium");
    }
}
