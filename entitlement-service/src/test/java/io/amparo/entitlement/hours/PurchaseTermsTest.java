package io.amparo.entitlement.hours;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.entitlement.DemoCustomers;
import io.amparo.entitlement.ledger.LotKind;
import io.amparo.entitlement.policy.LoadedPolicies;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PurchaseTermsTest {
    /** 20 November in São Paulo, where Acme counts its days. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T02:00:00Z"), ZoneOffset.UTC);

    @Test
    @Tag("R5.7")
    @Tag("R7.2")
    void a_purchase_is_valid_as_long_as_the_policy_says() {
        var terms = new PurchaseTerms(LoadedPolicies::northwind, CLOCK);

        assertThat(terms.of(DemoCustomers.acme(), LotKind.VOUCHER, null, null).validTo()).isEqualTo(LocalDate.of(2027, 5, 19));
        assertThat(terms.of(DemoCustomers.acme(), LotKind.HOURS, null, null).validTo()).isEqualTo(LocalDate.of(2027, 11, 19));
    }
}
