package io.amparo.entitlement.me;

import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.contract.Edition;
import io.amparo.entitlement.me.ServiceMatrix.ServiceAccess;
import io.amparo.entitlement.message.LocalizedMessages;
import io.amparo.platform.security.Caller;
import io.amparo.platform.store.Versioned;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of the signed-in caller: their company and their services. */
@RestController
class MeController {

    /** @param id the verified e-mail, or the client id of a machine */
    record Person(String id, String name) {}

    record Company(String id, String name) {}

    record ReasonJson(String code, String clause, String text) {}

    record ServiceResponse(String code, String name, String clause, boolean available, List<ReasonJson> reasons) {}

    record MeResponse(Person person, List<String> roles, @Nullable Company customer, @Nullable Edition edition,
            boolean administrator, String language, @Nullable String zone, List<ServiceResponse> services) {}

    private final Customers customers;
    private final LocalizedMessages messages;
    private final Clock clock;

    MeController(Customers customers, LocalizedMessages messages, Clock clock) {
        this.customers = customers;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/api/v1/me")
    @Operation(summary = "Read who the caller is and what the company may use")
    MeResponse getMe(Caller caller) {
        var company = caller.company();
        var customer = company == null ? null : customers.find(company.id()).map(Versioned::state).orElse(null);
        var contact = customer == null ? null : customer.contact(caller.person()).orElse(null);
        var roles = caller.roles().stream().map(role -> role.name().toLowerCase(Locale.ROOT).replace('_', '-')).sorted().toList();
        return new MeResponse(new Person(caller.person(), caller.name()), roles,
                customer == null ? null : new Company(customer.id(), customer.name()),
                customer == null ? null : customer.contract().edition(), contact != null && contact.administrator(),
                contact == null ? LocaleContextHolder.getLocale().toLanguageTag() : contact.language(),
                contact == null ? null : contact.zone(), services(caller, customer));
    }

    private List<ServiceResponse> services(Caller caller, @Nullable Customer customer) {
        var day = customer == null ? LocalDate.ofInstant(clock.instant(), clock.getZone()) : customer.dayOf(clock.instant());
        return (caller.isStaff() ? ServiceMatrix.forStaff() : ServiceMatrix.forCustomer(customer, day)).stream()
                .map(this::toResponse).toList();
    }

    private ServiceResponse toResponse(ServiceAccess access) {
        var reason = new ReasonJson(access.code(), access.clause(), messages.get("reason." + access.code(), access.details()));
        return new ServiceResponse(access.service(), messages.get("service." + access.service()), access.clause(),
                access.available(), List.of(reason));
    }
}
