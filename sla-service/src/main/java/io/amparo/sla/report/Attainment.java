package io.amparo.sla.report;

import io.amparo.sla.report.ClockOutcome.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * SLA attainment: the number of clocks per outcome.
 *
 * @param percentage met clocks among those met or missed, with two decimals and rounded down, so that 100 means all of them; null
 *     if there are none
 */
public record Attainment(long met, long missed, long running, long cancelled, @Nullable BigDecimal percentage) {
    private static final int HUNDREDTHS = 2;

    public static Attainment of(Collection<Outcome> outcomes) {
        return of(Collections.frequency(outcomes, Outcome.MET), Collections.frequency(outcomes, Outcome.MISSED),
                Collections.frequency(outcomes, Outcome.RUNNING), Collections.frequency(outcomes, Outcome.CANCELLED));
    }

    public static Attainment of(long met, long missed, long running, long cancelled) {
        return new Attainment(met, missed, running, cancelled,
                met + missed == 0
                        ? null
                        : BigDecimal.valueOf(100 * met).divide(BigDecimal.valueOf(met + missed), HUNDREDTHS, RoundingMode.DOWN));
    }
}
