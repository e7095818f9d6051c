package io.amparo.entitlement.obligation;

import io.amparo.entitlement.policy.SupportPolicy.Duty;
import io.amparo.events.Vocabulary.DutyState;
import io.amparo.platform.Ids;
import io.amparo.platform.store.StaleVersionException;
import io.amparo.platform.store.Versioned;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Records the judgement of a person about a duty. Idempotent: the same judgement on the same version is recorded once. */
final class AssessDuty {

    /**
     * @param zone zone of the customer, in which {@code validTo} ends
     * @param by person id of the caller
     * @param expectedVersion the version that the caller read; 0 for a duty without anything recorded
     */
    record Command(String customerId, ZoneId zone, Duty duty, DutyState state, String note, @Nullable LocalDate validTo,
            String by, long expectedVersion) {
        String cause() {
            return "assessment/" + Ids.uuidOf(state + "\n" + note + "\n" + validTo + "\n" + by + "\n" + expectedVersion);
        }
    }

    private final Obligations obligations;
    private final Clock clock;

    AssessDuty(Obligations obligations, Clock clock) {
        this.obligations = obligations;
        this.clock = clock;
    }

    /** @throws StaleVersionException if something was recorded since */
    Versioned<Obligation> handle(Command command) {
        var now = clock.instant();
        var validTo = command.validTo();
        var assessment = new Assessment(command.state(), command.note(), command.by(), now, validTo,
                validTo == null ? null : validTo.plusDays(1).atStartOfDay(command.zone()).toInstant());
        var code = command.duty().code();
        var id = Obligation.id(command.customerId(), code);
        var effect = command.duty().effect();
        try {
            if (command.expectedVersion() == 0 && obligations.insert(id, command.cause(),
                    Obligation.unknown(command.customerId(), code).assess(assessment, effect, now)))
                return obligations.findSince(id, 1).orElseThrow();
            return obligations.updateAndFind(id, command.cause(), command.expectedVersion(),
                    current -> current.assess(assessment, effect, now));
        } finally {
            obligations.changed();
        }
    }
}
