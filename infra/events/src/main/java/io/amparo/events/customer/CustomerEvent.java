package io.amparo.events.customer;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of entitlement-service about customers. Each carries the whole customer, on a compacted topic. */
public sealed interface CustomerEvent extends DomainEvent {

    /**
     * A named contact (R5.4).
     *
     * @param language BCP 47 tag
     * @param zone IANA time zone
     * @param administrator whether this contact may name and remove contacts
     */
    record Contact(String email, String name, String language, String zone, boolean administrator) {}

    /**
     * A contracted Advisor package (R6.1).
     *
     * @param units contracted units; null if the package is not consumed by units
     */
    record AdvisorPackage(String code, @Nullable Integer units, LocalDate validFrom, LocalDate validTo) {}

    /** A product version that the customer has installed. */
    record Installation(String productId, String version) {}

    /** Support beyond the end of life of a product (R10.3); {@code until} is its last day. */
    record RemainingMaintenance(String productId, LocalDate until) {}

    /**
     * The current state of a customer.
     *
     * @param edition PRO or PREMIUM
     * @param validTo last day of the contract, included
     * @param slaPlan id of the SLA plan of the contract
     * @param waivers codes of exclusions that the contract waives (R8.3)
     * @param by who changed the terms; null if no person did
     * @param reason the reason that this person gave
     */
    @EventType("io.amparo.customer.ContractChanged.v1")
    record ContractChanged(String customerId, String name, String edition, LocalDate validFrom, LocalDate validTo, String slaPlan,
            String language, String zone, List<Contact> contacts, List<AdvisorPackage> packages, List<Installation> installations,
            List<String> waivers, List<RemainingMaintenance> remainingMaintenance, Instant changedAt, @Nullable String by,
            @Nullable String reason) implements CustomerEvent {
        /** Creates a state that was not changed by a person. */
        public ContractChanged(String customerId, String name, String edition, LocalDate validFrom, LocalDate validTo,
                String slaPlan, String language, String zone, List<Contact> contacts, List<AdvisorPackage> packages,
                List<Installation> installations, List<String> waivers, List<RemainingMaintenance> remainingMaintenance,
                Instant changedAt) {
            this(customerId, name, edition, validFrom, validTo, slaPlan, language, zone, contacts, packages, installations,
                    waivers, remainingMaintenance, changedAt, null, null);
        }

        @Override
        public String key() {
            return customerId;
        }
    }
}
