package io.amparo.ticket.entitlement;

import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.Alternative;
import io.amparo.platform.web.ApiException.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The decision of entitlement-service on a request to open a ticket. */
public sealed interface Entitlement {

    /** The customer whose contract covers the ticket. */
    record Customer(String id, String name) {}

    /** The named contact for whom the ticket is opened (R5.4). */
    record Contact(String id, String name, String language) {}

    /** A warning that does not prevent the grant, such as a newer major release (R9.C5). */
    record Warning(String code, @Nullable String text) {}

    /** The ticket may be opened; {@code slaPlan} is null if the kind has no Professional Support clocks. */
    record Granted(Customer customer, Contact contact, String via, @Nullable String clause, List<Warning> warnings,
            @Nullable String slaPlan) implements Entitlement {}

    /** The ticket may not be opened. */
    record Denied(List<Reason> reasons, List<Alternative> alternatives) implements Entitlement {
        /** Returns the 403 with the reasons and alternatives. */
        public ApiException toException() {
            return ApiException.denied(reasons.isEmpty() ? "not-entitled" : reasons.getFirst().code(), reasons, alternatives);
        }
    }

    /** entitlement-service is unavailable; the decision arrives later as an EntitlementDecided event. */
    record Unknown() implements Entitlement {}
}
