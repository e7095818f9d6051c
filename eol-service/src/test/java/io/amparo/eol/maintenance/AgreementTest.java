package io.amparo.eol.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.eol.product.EndsOfLife.EndOfLife;
import io.amparo.events.eol.EolEvent.RemainingMaintenanceEnded;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R10.3")
class AgreementTest {
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    private static final LocalDate UNTIL = LocalDate.of(2028, 6, 30);
    private static final Instant ENDS = Instant.parse("2028-07-01T03:00:00Z");
    private static final Optional<EndOfLife> ENDED = Optional.of(new EndOfLife("OpMon 8", LocalDate.of(2027, 12, 31)));
    private static final Agreement AGREED = new Agreement("acme", "opmon-8", null, SAO_PAULO, null).with(UNTIL, SAO_PAULO)
            .state();

    @Test
    void maintenance_ends_after_its_last_day_in_the_zone_of_the_customer() {
        assertThat(AGREED.with(UNTIL, SAO_PAULO).dueAt()).isEqualTo(ENDS);
        assertThat(AGREED.end(ENDS.minusMillis(1), ENDED).events()).isEmpty();

        var ended = AGREED.end(ENDS, ENDED);

        assertThat(ended.events()).containsExactly(new RemainingMaintenanceEnded("opmon-8", "OpMon 8", "acme", UNTIL, ENDS));
        assertThat(ended.dueAt()).isNull();
        assertThat(ended.state().end(ENDS.plusSeconds(1), ENDED).events()).isEmpty();
    }

    @Test
    void a_later_last_day_postpones_the_end_and_a_withdrawn_agreement_has_none() {
        var ended = AGREED.end(ENDS, ENDED).state();
        var extended = ended.with(UNTIL.plusMonths(6), SAO_PAULO);

        assertThat(extended.dueAt()).isEqualTo(Instant.parse("2028-12-31T03:00:00Z"));
        assertThat(extended.state().end(Instant.parse("2028-12-31T03:00:00Z"), ENDED).events()).hasSize(1);
        assertThat(AGREED.with(null, SAO_PAULO).dueAt()).isNull();
    }

    @Test
    void maintenance_within_the_life_of_the_product_ends_without_an_event() {
        assertThat(AGREED.end(ENDS, Optional.empty()).events()).isEmpty();
        assertThat(AGREED.end(ENDS, Optional.of(new EndOfLife("OpMon 8", UNTIL.plusDays(1)))).events()).isEmpty();
        assertThat(AGREED.end(ENDS, Optional.of(new EndOfLife("OpMon 8", UNTIL))).events()).hasSize(1);
    }
}
