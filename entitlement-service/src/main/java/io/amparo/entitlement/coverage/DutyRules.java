package io.amparo.entitlement.coverage;

import static io.amparo.entitlement.coverage.Alternative.alternative;

import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.coverage.Finding.Denial;
import io.amparo.entitlement.coverage.Finding.Warning;
import io.amparo.entitlement.policy.DutyEvidence;
import io.amparo.entitlement.policy.PolicyReference;
import io.amparo.entitlement.policy.SupportPolicy.Duty;
import io.amparo.events.Vocabulary.DutyEffect;
import io.amparo.events.Vocabulary.TicketSide;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The effects of the customer's duties (requirements, section 9), as the policy sets them. Only a duty that is known not to be
 * met has one; unknown never blocks. A duty of the vendor is only recorded: its customer must not suffer from it. PAUSE is a
 * warning here, because the clocks of a ticket pause while that ticket waits for the customer (R9.C9).
 */
final class DutyRules {
    private DutyRules() {}

    static Stream<Finding> findings(CoverageFacts coverage) {
        var customer = coverage.customer();
        return customer == null
                ? Stream.empty()
                : coverage.policy().duties().stream()
                        .filter(duty -> duty.party() == TicketSide.CUSTOMER && coverage.notMet().contains(duty.code()))
                        .flatMap(duty -> findings(duty, customer, coverage));
    }

    private static Stream<Finding> findings(Duty duty, Customer customer, CoverageFacts coverage) {
        var reason = Reason.of("duty-not-met", duty.clause(), PolicyReference.duty(duty.code()));
        return switch (duty.effect()) {
            case NONE -> Stream.empty();
            // Consultancy may be what it takes to meet the duty, such as an upgrade.
            case REFUSE -> coverage.isByHours()
                    ? Stream.empty()
                    : Stream.of(new Denial(reason, List.of(whoCanMeetIt(duty, customer, coverage))));
            // The warning about the version of the ticket cites the same clause (R9.C5).
            case WARN,
                    PAUSE ->
                duty.evidence() == DutyEvidence.NEWEST_MAJOR && coverage.isOnOlderMajor()
                        ? Stream.empty()
                        : Stream.of(new Warning(reason));
        };
    }

    private static Alternative whoCanMeetIt(Duty duty, Customer customer, CoverageFacts coverage) {
        var names = customer.administrators().isEmpty() ? customer.name() : String.join(", ", customer.administrators());
        return alternative("meet-duty", "/api/v1/customers/" + customer.id() + "/obligations/" + duty.code(), names,
                coverage.policy().vendor().name());
    }

    /**
     * Whether a version with a newer major one gets a warning: not if the policy only records the duty, or refuses the ticket.
     */
    static boolean warnsOfNewerMajor(CoverageFacts coverage) {
        return coverage.policy().dutyShownBy(DutyEvidence.NEWEST_MAJOR)
                .map(duty -> switch (Objects.requireNonNull(duty.effect())) {
                    case NONE -> false;
                    case REFUSE -> !coverage.notMet().contains(duty.code());
                    case WARN, PAUSE -> true;
                }).orElse(true);
    }
}
