package io.amparo.ticket.ticket;

import io.amparo.platform.remote.UpstreamProblemException;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import io.amparo.ticket.entitlement.Entitlement.Denied;
import io.amparo.ticket.entitlement.Entitlement.Granted;
import io.amparo.ticket.entitlement.Entitlement.Unknown;
import io.amparo.ticket.entitlement.EntitlementClient;
import io.amparo.ticket.policy.FieldRule;
import io.amparo.ticket.policy.Policies;
import io.amparo.ticket.ticket.Severity.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks whether a ticket may have another kind (R5.2, R5.6). */
final class RetypeTicket {
    private final EntitlementClient entitlement;
    private final Policies policies;

    RetypeTicket(EntitlementClient entitlement, Policies policies) {
        this.entitlement = entitlement;
        this.policies = policies;
    }

    /**
     * Returns the values that the fields of the policy have in the other kind: the changed ones, and those that both kinds have.
     *
     * @throws ApiException 422 for each that is missing or breaks its rule, and for the effect if the kind needs one
     */
    Map<String, String> fields(Ticket ticket, Kind kind, @Nullable Effect effect, Map<String, String> changed) {
        var policy = policies.effective();
        var rules = policy.fields(kind.name());
        var fields = new HashMap<>(Annotations.fieldsOf(ticket));
        fields.keySet().retainAll(rules.stream().map(FieldRule::code).toList());
        fields.putAll(changed);
        var errors = new ArrayList<>(FieldRule.errors(rules, fields));
        if (policy.requiredFields(kind.name()).contains("effect") && effect == null && ticket.handling().effect() == null)
            errors.add(new FieldError("effect", "required"));
        if (!errors.isEmpty()) throw ApiException.invalid(errors);
        return fields;
    }

    /**
     * @throws ApiException 403 with the reasons and what can be bought, if the contact is not entitled to tickets of this kind
     * @throws UpstreamProblemException 503 if entitlement-service is unavailable
     */
    void requireEntitled(Ticket ticket, Kind kind) {
        if (ticket.kind() == kind) return;
        var product = ticket.content().product();
        switch (entitlement.preview(ticket.requester().contact().id(), kind.name(), product.id(), product.version(),
                ticket.customerId())) {
            case Granted _ -> { /* it may */ }
            case Denied denied -> throw denied.toException();
            case Unknown _ -> throw UpstreamProblemException.unavailable();
        }
    }
}
