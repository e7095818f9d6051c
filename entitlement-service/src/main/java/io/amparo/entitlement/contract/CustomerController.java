package io.amparo.entitlement.contract;

import io.amparo.events.FieldLimits;
import io.amparo.events.Vocabulary;
import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.Installation;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.Action;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IfMatch;
import io.amparo.platform.web.OneOf;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of customers and contracts. Staff and the company's own contacts read; the vendor's admin writes. */
@RestController
@RequestMapping("/api/v1/customers")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class CustomerController {

    /** A contract in a response, without the contact quota. */
    record ContractResponse(Edition edition, LocalDate validFrom, LocalDate validTo, String slaPlan) {
        static ContractResponse of(Contract contract) {
            return new ContractResponse(contract.edition(), contract.validFrom(), contract.validTo(), contract.slaPlan());
        }
    }

    /** The new contract; {@code reason} accompanies the due dates that the change moves. */
    record ContractRequest(@NotNull Edition edition, @NotNull LocalDate validFrom, @NotNull LocalDate validTo,
            @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9-]*") @Size(max = FieldLimits.PLAN_ID) String slaPlan,
            @Size(max = FieldLimits.CLOCK_CHANGE_REASON) @Nullable String reason) {}

    /** The customers for whom the contacts of this company act too; an empty list ends all. */
    record ServedCompaniesRequest(
            @NotNull @Size(max = FieldLimits.SERVED_CUSTOMERS) List<@NotNull @Pattern(regexp = "[a-z0-9-]+") @Size(max = FieldLimits.CUSTOMER_ID) String> customers) {}

    /** The e-mail domains that only this customer uses. */
    record DomainsRequest(
            @NotNull @Size(max = FieldLimits.DOMAINS) List<@NotBlank @Size(max = FieldLimits.DOMAIN) String> domains) {}

    record CustomerResponse(String id, String name, String language, String zone,
            @Schema(description = "E-mail domains at which a contact needs no invitation") List<String> domains,
            ContractResponse contract, int contactQuota, List<Contact> contacts, List<AdvisorPackage> packages,
            List<Installation> installations, @OneOf(Vocabulary.Exclusion.class) List<String> waivers,
            List<RemainingMaintenance> remainingMaintenance, int consultancyMinutes,
            @Schema(description = "Ids of the customers for whom the contacts of this company act too") List<String> serves,
            List<Action> actions) {
        static CustomerResponse of(Customer customer, List<Action> actions) {
            var holdings = customer.holdings();
            return new CustomerResponse(customer.id(), customer.name(), customer.language(), customer.zone(), customer.domains(),
                    ContractResponse.of(customer.contract()), customer.contract().contactQuota(), customer.contacts(),
                    holdings.packages(), holdings.installations(), holdings.waivers(), holdings.remainingMaintenance(),
                    holdings.remainingMinutes(), customer.serves(), actions);
        }
    }

    private final Customers customers;
    private final ChangeContract changeContract;
    private final ChangeServedCompanies changeServedCompanies;
    private final ChangeDomains changeDomains;

    CustomerController(Customers customers, ChangeContract changeContract, ChangeServedCompanies changeServedCompanies,
            ChangeDomains changeDomains) {
        this.customers = customers;
        this.changeContract = changeContract;
        this.changeServedCompanies = changeServedCompanies;
        this.changeDomains = changeDomains;
    }

    /** Lists all customers for staff, and for a contact the own company and those that it serves. */
    @GetMapping
    @Operation(summary = "List the customers that the caller may see, by id")
    Page<CustomerResponse> listCustomers(Caller caller, @Valid @ParameterObject Page.Request page) {
        var after = page.after() == null ? "" : page.after();
        var found = caller.mayReadAll()
                ? customers.page(after, page.limit() + 1)
                : customers.pageOf(caller.companiesAmong(null), after, page.limit() + 1);
        return page.of(found, Versioned::id).map(each -> CustomerResponse.of(each.state(), actions(caller, each.id())));
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read a customer")
    ResponseEntity<CustomerResponse> getCustomer(Caller caller, @PathVariable String id) {
        return toResponse(caller, findReadable(caller, id));
    }

    @GetMapping("/{id}/contract")
    @Operation(summary = "Read the contract of a customer")
    ResponseEntity<ContractResponse> getContract(Caller caller, @PathVariable String id) {
        var found = findReadable(caller, id);
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version())).body(ContractResponse.of(found.state().contract()));
    }

    @PutMapping("/{id}/contract")
    @Staff(Role.ADMIN)
    @Operation(summary = "Change the contract of a customer")
    ResponseEntity<CustomerResponse> changeContract(Caller caller, @PathVariable String id, IfMatch ifMatch,
            @RequestBody @Valid ContractRequest request) {
        if (request.validTo().isBefore(request.validFrom())) throw ApiException.invalid("validTo", "before-begin");
        return toResponse(caller, changeContract.handle(new ChangeContract.Command(id, request.edition(), request.validFrom(),
                request.validTo(), request.slaPlan(), caller.person(), request.reason(), ifMatch.version())));
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

    private Versioned<Customer> findReadable(Caller caller, String id) {
        if (!caller.mayReadAll() && !caller.isContactOf(id)) throw ApiException.notFound();
        return customers.find(id).orElseThrow(ApiException::notFound);
    }

    private static ResponseEntity<CustomerResponse> toResponse(Caller caller, Versioned<Customer> found) {
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version()))
                .body(CustomerResponse.of(found.state(), actions(caller, found.id())));
    }

    private static List<Action> actions(Caller caller, String id) {
        var path = "/api/v1/customers/" + id;
        var editContract = new Action("EDIT_CONTRACT", "PUT", path + "/contract", null, null);
        var editDomains = new Action("EDIT_DOMAINS", "PUT", path + "/domains", null, null);
        var inviteContact = new Action("INVITE_CONTACT", "POST", path + "/contacts", null, null);
        var editServed = new Action("EDIT_SERVED_COMPANIES", "PUT", path + "/served-companies", null, null);
        if (caller.hasAnyRole(Role.ADMIN)) return List.of(editContract, editDomains, inviteContact, editServed);
        return caller.isAdministratorOf(id) ? List.of(inviteContact) : List.of();
    }
}
