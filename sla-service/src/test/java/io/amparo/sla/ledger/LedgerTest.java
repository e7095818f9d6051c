package io.amparo.sla.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {
    private static final Instant OPENED = Instant.parse("2026-07-20T12:00:00Z");
    private static final Instant CLOSED = OPENED.plusSeconds(60);

    @ParameterizedTest
    @CsvSource({"SPLIT, m-1, true", "FIXED, 9.3, true", "STATUS, REOPENED, false"})
    void a_link_to_a_split_and_a_fix_do_not_reopen_an_ended_ticket(String term, String value, boolean ended) {
        var closed = TicketFactMapper.newLedger("t1", "T-2026-000001", "acme", "s", "INCIDENT", "P1", OPENED)
                .with(Facts.fact("closed", CLOSED, "STATUS", "CLOSED"));

        var later = closed.with(Facts.fact("later", CLOSED.plusSeconds(1), term, value));

        assertThat(later.endedAt().filter(CLOSED::equals).isPresent()).isEqualTo(ended);
    }
}
