package io.amparo.ticket.entitlement;

import io.amparo.platform.Adapter;
import io.amparo.platform.remote.ResilientCall;
import io.amparo.platform.remote.ResilientCallFactory;
import io.amparo.platform.remote.UpstreamProblemException;
import io.amparo.platform.web.ApiException.Alternative;
import io.amparo.platform.web.ApiException.Reason;
import io.amparo.ticket.entitlement.Entitlement.Contact;
import io.amparo.ticket.entitlement.Entitlement.Customer;
import io.amparo.ticket.entitlement.Entitlement.Warning;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient;

/** Calls entitlement-service with the caller's token to decide whether a ticket may be opened. */
@Adapter
public final class EntitlementClient {
    private static final Map<String, String> FIELD_NAMES = Map.of("email", "contact", "contact", "contact", "ticketId",
            "Idempotency-Key");

    private record DecisionRequest(@Nullable String ticketId, @Nullable String email, @Nullable String contact, String kind,
            String product, String version, @Nullable String customer) {}

    private record DecisionResponse(String decision, @Nullable String via, @Nullable String clause,
            @Nullable List<Reason> reasons, @Nullable List<Warning> warnings, @Nullable List<Alternative> alternatives,
            @Nullable Customer customer, @Nullable Contact contact, @Nullable String slaPlan) {}

    private final ResilientCall resilientCall;
    private final RestClient http;

    EntitlementClient(ResilientCallFactory resilientCalls, String url) {
        this.resilientCall = resilientCalls.create("entitlement");
        this.http = resilientCalls.restClient(url);
    }

    /**
     * Returns the decision; the same ticket id gets the same grant, so that a retry consumes nothing twice. The decision is
     * unknown if entitlement-service fails, or does not know this caller or this request yet (403, 404).
     *
     * @param person contact id or e-mail address of the person for whom the ticket is opened
     * @param customerId customer of the ticket; null for the company of the person
     * @throws UpstreamProblemException if it rejects the request itself, with the field names of the request to open a ticket
     */
    public Entitlement decide(String ticketId, String person, String kind, String product, String version,
            @Nullable String customerId) {
        return call(ticketId, person, kind, product, version, customerId);
    }

    /** Returns what would be decided; nothing is stored or consumed. */
    public Entitlement preview(String person, String kind, String product, String version, String customerId) {
        return call(null, person, kind, product, version, customerId);
    }

    private Entitlement call(@Nullable String ticketId, String person, String kind, String product, String version,
            @Nullable String customerId) {
        var isAddress = person.indexOf('@') >= 0;
        var request = new DecisionRequest(ticketId, isAddress ? person : null, isAddress ? null : person, kind, product, version,
                customerId);
        return resilientCall.call(
                () -> toEntitlement(Objects.requireNonNull(
                        http.post().uri("/api/v1/entitlement-decisions").body(request).retrieve().body(DecisionResponse.class))),
                FIELD_NAMES, _ -> new Entitlement.Unknown());
    }

    private static Entitlement toEntitlement(DecisionResponse response) {
        if (!response.decision().equals("GRANTED"))
            return new Entitlement.Denied(orEmpty(response.reasons()), orEmpty(response.alternatives()));
        return new Entitlement.Granted(Objects.requireNonNull(response.customer()), Objects.requireNonNull(response.contact()),
                Objects.requireNonNullElse(response.via(), "EDITION"), response.clause(), orEmpty(response.warnings()),
                response.slaPlan());
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
