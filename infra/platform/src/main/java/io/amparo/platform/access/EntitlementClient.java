package io.amparo.platform.access;

import io.amparo.platform.Adapter;
import io.amparo.platform.access.ConfirmedContacts.Answer;
import io.amparo.platform.remote.ResilientCall;
import io.amparo.platform.remote.ResilientCallFactory;
import io.amparo.platform.security.Company;
import io.amparo.platform.security.NamedContact;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient;

/** Asks entitlement-service with the caller's token for the companies of the caller. */
@Adapter
final class EntitlementClient implements ConfirmedContacts.Entitlement {

    private record CompaniesResponse(String person, List<Company> companies, @Nullable Instant activeTo) {}

    private final ResilientCall resilientCall;
    private final RestClient http;

    EntitlementClient(ResilientCallFactory resilientCalls, URI url) {
        this.resilientCall = resilientCalls.create("access");
        this.http = resilientCalls.restClient(url.toString());
    }

    @Override
    public Optional<Answer> ask(String token) {
        return resilientCall.tryCall(() -> toAnswer(Objects.requireNonNull(http.get().uri("/api/v1/me/companies")
                .headers(headers -> headers.setBearerAuth(token)).retrieve().body(CompaniesResponse.class))));
    }

    private static Answer toAnswer(CompaniesResponse response) {
        return new Answer(response.companies().isEmpty()
                ? null
                : new NamedContact(response.person(), response.companies(), response.activeTo()));
    }
}
