package io.amparo.entitlement.me;

import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.contract.Period;
import io.amparo.entitlement.coverage.Access;
import io.amparo.entitlement.coverage.DecideEntitlement;
import io.amparo.entitlement.coverage.ReasonJson;
import io.amparo.entitlement.message.LocalizedMessages;
import io.amparo.entitlement.policy.PolicyTexts;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Role;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.OneOf;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of the signed-in caller: their company and their services. */
@RestController
class MeController {

    record Person(
            @Schema(description = "Names the caller everywhere in the API, and stays when the e-mail changes: the contact id of a "
                    + "named contact, for all others the `sub` of the token (for a machine its client id)", example = "acme-bruno") String id,
            @Schema(description = "The verified e-mail in lower case; null for a machine", example = "bruno@acme.example") @Nullable String email,
            String name) {}

    record Company(String id, String name) {}

    record CompanyAccessResponse(@Schema(example = "acme") String id, String name,
            @Schema(description = "Whether the company itself names the caller as its contact") boolean own,
            @Schema(description = "Whether the caller may name contacts of the company") boolean administrator) {}

    record MyCompaniesResponse(@Schema(description = "Person id of the caller", example = "acme-bruno") String person,
            @Schema(description = "When the access of a deputy ends; missing for all others") @Nullable Instant activeTo,
            @Schema(description = "The companies for which the caller acts as a named contact, the own one first; empty for all others") List<CompanyAccessResponse> companies) {}

    record ServiceResponse(@Schema(description = "The service, for programs", example = "professional-support") String code,
            @Schema(description = "Name in the language of the request") String name,
            @Schema(description = "Section of the support policy", example = "5") String clause,
            @Schema(description = "Whether the caller may use it now, with some supported product") boolean available,
            @Schema(description = "Why; the same reasons as those of an entitlement decision of the caller") List<ReasonJson> reasons) {}

    record MeResponse(Person person, @OneOf(Role.class) List<String> roles, @Nullable Company customer,
            @Schema(description = "Code of the edition in the support policy", example = "PREMIUM") @Nullable String edition,
            @Schema(description = "The companies for which the caller acts, the own one first") List<CompanyAccessResponse> companies,
            boolean administrator, String language, @Nullable String zone, List<ServiceResponse> services) {}

    private final Customers customers;
    private final DecideEntitlement decideEntitlement;
    private final PolicyTexts texts;
    private final Clock clock;

    MeController(Customers customers, DecideEntitlement decideEntitlement, PolicyTexts texts, Clock clock) {
        this.customers = customers;
        this.decideEntitlement = decideEntitlement;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping("/api/v1/me")
    @Operation(summary = "Read who the caller is and what the company may use")
    MeResponse getMe(Caller caller) {
        var company = caller.company();
        var customer = company == null ? null : customers.find(company.id()).map(Versioned::state).orElse(null);
        var contact = customer == null ? null : customer.contact(caller.person()).orElse(null);
        var messages = texts.by(null);
        var roles = caller.roles().stream().map(Role::claim).sorted().toList();
        return new MeResponse(new Person(caller.person(), caller.email(), caller.name()), roles,
                customer == null ? null : new Company(customer.id(), customer.name()),
                customer == null ? null : edition(customer), companies(caller), contact != null && contact.administrator(),
                contact == null ? LocaleContextHolder.getLocale().toLanguageTag() : contact.language(),
                contact == null ? null : contact.zone(),
                decideEntitlement.accessOf(caller.email() == null ? caller.person() : caller.email()).stream()
                        .map(access -> toResponse(access, messages)).toList());
    }

    @GetMapping("/api/v1/me/companies")
    @Operation(summary = "Read for which companies the caller acts now", description = "Other services ask with the token of their "
            + "caller while their own data about contacts is not confirmed.")
    MyCompaniesResponse getMyCompanies(Caller caller) {
        return new MyCompaniesResponse(caller.person(), endOfAccess(caller), companies(caller));
    }

    private @Nullable Instant endOfAccess(Caller caller) {
        return caller.company() == null
                ? null
                : customers.find(caller.company().id()).flatMap(found -> found.state().contact(caller.person()))
                        .map(Contact::activeTo).orElse(null);
    }

    private @Nullable String edition(Customer customer) {
        return customer.periods().termsOn(customer.dayOf(clock.instant())).map(Period::edition).orElse(null);
    }

    private List<CompanyAccessResponse> companies(Caller caller) {
        return caller.companies().stream()
                .flatMap(company -> customers.find(company.id()).stream().map(found -> new CompanyAccessResponse(company.id(),
                        found.state().name(), company.equals(caller.company()), company.administrator())))
                .toList();
    }

    private static ServiceResponse toResponse(Access access, LocalizedMessages messages) {
        var service = access.service();
        return new ServiceResponse(service.code(), messages.get("service." + service.code()), service.clause(),
                access.available(), access.reasons().stream().map(reason -> ReasonJson.of(reason, messages)).toList());
    }
}
