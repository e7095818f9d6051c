package io.amparo.events.customer;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What entitlement-service tells of customers: always the whole customer, on a compacted topic. */
public sealed interface CustomerEvent extends DomainEvent {

    /**
     * A named contact (R5.4); {@code administrator}: may name and remove contacts. Language is a BCP 47 tag, zone an IANA zone.
     */
    record Contact(String email, String name, String language, String zone, boolean administrator) {}

    /** A contracted Advisor package (R6.1); {@code units} where it is consumed by units. */
    record AdvisorPackage(String code, @Nullable Integer units, LocalDate validFrom, LocalDate validTo) {}

    record Installation(String productId, String version) {}

    /** Support that outlives a product's end of life, that day included (R10.3). */
    record RemainingMaintenance(String productId, LocalDate until) {}

    /**
     * The customer as others need it.
     *
     * @param edition PRO or PREMIUM
     * @param validTo last day of the contract, included
     * @param slaPlan id of the SLA plan that the contract picks
     * @param waivers codes of exclusions that the contract waives (R8.3)
     * @param by who changed what was agreed, where somebody did
     * @param reason what they gave as the reason
     */
    @EventType("io.amparo.customer.ContractChanged.v1")
    record ContractChanged(String customerId, String name, String edition, LocalDate validFrom, LocalDate validTo, String slaPlan,
            String language, String zone, List<Contact> contacts, List<AdvisorPackage> packages, List<Installation> installations,
            List<String> waivers, List<RemainingMaintenance> remainingMaintenance, Instant changedAt, @Nullable String by,
            @Nullable String reason) implements CustomerEvent {
        /** What nobody in particular has changed. */
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
