package io.amparo.entitlement.contract;

import io.amparo.entitlement.contract.ContractController.ContractResponse;
import io.amparo.entitlement.contract.ContractController.PeriodResponse;
import io.amparo.events.Vocabulary;
import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.Installation;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
import io.amparo.platform.Adapter;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Role;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.Action;
import io.amparo.platform.web.IfMatch;
import io.amparo.platform.web.OneOf;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** A customer with its contract of today. */
@Adapter
record CustomerResponse(String id, String name, String language, String zone,
        @Schema(description = "E-mail domains at which a contact needs no invitation") List<String> domains,
        @Schema(description = "The period of today, otherwise the next one, otherwise the last one; missing without any") @Nullable ContractResponse contract,
        @Schema(description = "All periods of the contract in the order of their days") List<PeriodResponse> periods,
        int contactQuota, List<Contact> contacts, List<AdvisorPackage> packages, List<Installation> installations,
        @Schema(description = "Exclusions that are waived today") @OneOf(Vocabulary.Exclusion.class) List<String> waivers,
        List<RemainingMaintenance> remainingMaintenance,
        @Schema(description = "Ids of the customers for whom the contacts of this company act too") List<String> serves,
        List<Action> actions) {

    static CustomerResponse of(Caller caller, Customer customer, Instant now) {
        var holdings = customer.holdings();
        var today = customer.dayOf(now);
        return new CustomerResponse(customer.id(), customer.name(), customer.language(), customer.zone(), customer.domains(),
                customer.periods().termsOn(today).map(ContractResponse::of).orElse(null),
                customer.periods().all().stream().map(PeriodResponse::of).toList(), customer.contactQuota(), customer.contacts(),
                holdings.bookedPackages(), holdings.installedVersions(),
                customer.periodOn(today).map(period -> period.waivedOn(today)).orElse(List.of()), holdings.remainingMaintenance(),
                customer.serves(), actions(caller, customer.id()));
    }

    static ResponseEntity<CustomerResponse> entity(Caller caller, Versioned<Customer> found, Instant now) {
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version())).body(of(caller, found.state(), now));
    }

    private static List<Action> actions(Caller caller, String id) {
        var path = "/api/v1/customers/" + id;
        var actions = new ArrayList<Action>();
        boolean admin = caller.hasAnyRole(Role.ADMIN);
        if (admin) {
            actions.add(action("EDIT_CUSTOMER", "PUT", path));
            actions.add(action("EDIT_CONTRACT", "PUT", path + "/contract"));
            actions.add(action("ADD_PERIOD", "POST", path + "/periods"));
            actions.add(action("EDIT_DOMAINS", "PUT", path + "/domains"));
            actions.add(action("ADD_PACKAGE", "POST", path + "/packages"));
            actions.add(action("EDIT_SERVED_COMPANIES", "PUT", path + "/served-companies"));
        }
        if (admin || caller.isAdministratorOf(id)) {
            actions.add(action("INVITE_CONTACT", "POST", path + "/contacts"));
            actions.add(action("ADD_INSTALLATION", "POST", path + "/installations"));
        }
        return actions;
    }

    private static Action action(String code, String method, String href) {
        return new Action(code, method, href, null, null);
    }
}
