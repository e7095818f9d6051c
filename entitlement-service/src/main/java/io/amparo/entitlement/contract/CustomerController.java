package io.amparo.entitlement.contract;

import io.amparo.events.FieldLimits;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.IfMatch;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** HTTP API of customers. Staff and the company's own contacts read; the vendor's admin writes. */
@RestController
@RequestMapping("/api/v1/customers")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class CustomerController {

    /** A new customer, which has no contract until a period is added. */
    record NewCustomerRequest(
            @NotNull @Pattern(regexp = "(?!(imports|export)$)[a-z0-9-]+") @Size(max = FieldLimits.CUSTOMER_ID) String id,
            @NotBlank @Size(max = FieldLimits.NAME) String name, @NotNull @Pattern(regexp = "pt-BR|en|es") String language,
            @NotNull String zone, @NotNull @Min(1) @Max(FieldLimits.CONTACT_QUOTA) Integer contactQuota,
            @Nullable @Size(max = FieldLimits.DOMAINS) List<@NotBlank @Size(max = FieldLimits.DOMAIN) String> domains) {
        CreateCustomer.Command toCommand() {
            return new CreateCustomer.Command(id, name.strip(), language, requireZone(zone), contactQuota,
                    domains == null ? List.of() : domains);
        }
    }

    /** The changed customer. A quota below the number of contacts removes none of them. */
    record CustomerRequest(@NotBlank @Size(max = FieldLimits.NAME) String name,
            @NotNull @Pattern(regexp = "pt-BR|en|es") String language,
            @Schema(description = "IANA zone in which the days of the customer begin and end", example = "America/Sao_Paulo") @NotNull String zone,
            @NotNull @Min(1) @Max(FieldLimits.CONTACT_QUOTA) Integer contactQuota) {}

    /** The customers for whom the contacts of this company act too; an empty list ends all. */
    record ServedCompaniesRequest(
            @NotNull @Size(max = FieldLimits.SERVED_CUSTOMERS) List<@NotNull @Pattern(regexp = "[a-z0-9-]+") @Size(max = FieldLimits.CUSTOMER_ID) String> customers) {}

    /** The e-mail domains that only this customer uses. */
    record DomainsRequest(
            @NotNull @Size(max = FieldLimits.DOMAINS) List<@NotBlank @Size(max = FieldLimits.DOMAIN) String> domains) {}

    private final Customers customers;
    private final ReadableCustomers readableCustomers;
    private final CreateCustomer createCustomer;
    private final ChangeCustomer changeCustomer;
    private final ChangeServedCompanies changeServedCompanies;
    private final ChangeDomains changeDomains;
    private final Clock clock;

    CustomerController(Customers customers, ReadableCustomers readableCustomers, CreateCustomer createCustomer,
            ChangeCustomer changeCustomer, ChangeServedCompanies changeServedCompanies, ChangeDomains changeDomains,
            Clock clock) {
        this.customers = customers;
        this.readableCustomers = readableCustomers;
        this.createCustomer = createCustomer;
        this.changeCustomer = changeCustomer;
        this.changeServedCompanies = changeServedCompanies;
        this.changeDomains = changeDomains;
        this.clock = clock;
    }

    /** Lists all customers for staff, and for a contact the own company and those that it serves. */
    @GetMapping
    @Operation(summary = "List the customers that the caller may see, by id")
    Page<CustomerResponse> listCustomers(Caller caller, @Valid @ParameterObject Page.Request page) {
        var after = page.after() == null ? "" : page.after();
        var found = caller.mayReadAll()
                ? customers.page(after, page.limit() + 1)
                : customers.pageOf(caller.companiesAmong(null), after, page.limit() + 1);
        var now = clock.instant();
        return page.of(found, Versioned::id).map(each -> CustomerResponse.of(caller, each.state(), now));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Staff(Role.ADMIN)
    @Operation(summary = "Create a customer without a contract", description = "Other services know the customer from its first "
            + "period on.")
    ResponseEntity<CustomerResponse> createCustomer(Caller caller, IdempotencyKey key,
            @RequestBody @Valid NewCustomerRequest request) {
        var created = createCustomer.handle(request.toCommand());
        var location = UriComponentsBuilder.fromPath("/api/v1/customers/{id}").buildAndExpand(created.id()).toUri();
        return ResponseEntity.created(location).eTag(IfMatch.etag(created.version()))
                .body(CustomerResponse.of(caller, created.state(), clock.instant()));
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read a customer")
    ResponseEntity<CustomerResponse> getCustomer(Caller caller, @PathVariable String id) {
        return toResponse(caller, readableCustomers.find(caller, id));
    }

    @PutMapping("/{id}")
    @Staff(Role.ADMIN)
    @Operation(summary = "Change a customer")
    ResponseEntity<CustomerResponse> changeCustomer(Caller caller, @PathVariable String id, IfMatch ifMatch,
            @RequestBody @Valid CustomerRequest request) {
        var zone = requireZone(request.zone());
        return toResponse(caller, changeCustomer.handle(new ChangeCustomer.Command(id, request, caller.person(), null,
                ifMatch.version(),
                customer -> customer.withProfile(request.name().strip(), request.language(), zone, request.contactQuota()))));
    }

    @PutMapping("/{id}/served-companies")
    @Staff(Role.ADMIN)
    @Operation(summary = "Change for which other companies the contacts of a company act")
    ResponseEntity<CustomerResponse> changeServedCompanies(Caller caller, @PathVariable String id, IfMatch ifMatch,
            @RequestBody @Valid ServedCompaniesRequest request) {
        return toResponse(caller, changeServedCompanies
                .handle(new ChangeServedCompanies.Command(id, request.customers(), caller.person(), ifMatch.version())));
    }

    @PutMapping("/{id}/domains")
    @Staff(Role.ADMIN)
    @Operation(summary = "Record the e-mail domains of a customer", description = "Its administrators may name addresses at these "
            + "domains without an invitation. A domain belongs to one customer; domains of public mail providers are refused.")
    ResponseEntity<CustomerResponse> changeDomains(Caller caller, @PathVariable String id, IfMatch ifMatch,
            @RequestBody @Valid DomainsRequest request) {
        return toResponse(caller, changeDomains.handle(new ChangeDomains.Command(id, request.domains(), ifMatch.version())));
    }

    private ResponseEntity<CustomerResponse> toResponse(Caller caller, Versioned<Customer> found) {
        return CustomerResponse.entity(caller, found, clock.instant());
    }

    private static String requireZone(String zone) {
        if (!ZoneId.getAvailableZoneIds().contains(zone)) throw ApiException.invalid("zone", "malformed");
        return zone;
    }
}
