package io.amparo.events.customer;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import io.amparo.events.TextOf;
import io.amparo.events.Vocabulary.Exclusion;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of entitlement-service about customers. Each carries the whole customer, on a compacted topic. */
public sealed interface CustomerEvent extends DomainEvent {

    /**
     * A named contact (R5.4).
     *
     * @param id person id, by which all other events name this contact; it stays when the address changes
     * @param name full name
     * @param zone IANA time zone in which the contact reads instants
     * @param administrator whether this contact may name and remove contacts
     */
    record Contact(String id, String email, String name, String language, String zone, boolean administrator) {}

    /**
     * A person whom the customer has invited to become a contact. Until they accept, they are no contact and have no access.
     *
     * @param id person id that the person has as a contact, after accepting
     * @param name full name
     * @param zone IANA time zone in which the person reads instants
     * @param inviter name of who invited
     * @param token last part of the address at which the person accepts; grants nothing without the verified e-mail address
     * @param mailing number of the mail about the invitation, from 1; it grows when the invitation is repeated
     * @param expiresAt instant until which the person can accept
     */
    record InvitedContact(String id, String email, String name, String language, String zone, String inviter, String token,
            int mailing, Instant expiresAt) {}

    /**
     * A contracted Advisor package (R6.1).
     *
     * @param code code of the package in the support policy
     * @param units contracted units; null if the package is not consumed by units
     */
    record AdvisorPackage(String code, @Nullable Integer units, LocalDate validFrom, LocalDate validTo) {}

    /**
     * A product version that the customer has installed.
     *
     * @param version the installed release
     */
    record Installation(String productId, String version) {}

    /**
     * Support beyond the end of life of a product (R10.3).
     *
     * @param until its last day, included
     */
    record RemainingMaintenance(String productId, LocalDate until) {}

    /**
     * The current state of a customer.
     *
     * @param name name of the company
     * @param validFrom first day of the contract, included
     * @param validTo last day of the contract, included
     * @param language language of the company, as BCP 47 tag
     * @param zone IANA time zone of the company
     * @param contacts the people whom the customer has named to open tickets
     * @param packages the contracted Advisor packages
     * @param installations the installed product versions
     * @param waivers exclusions that the contract waives (R8.3)
     * @param remainingMaintenance the agreed support beyond an end of life
     * @param changedAt instant of the last change
     * @param by who changed the terms; null if no person did
     * @param reason the reason that this person gave
     * @param serves ids of the customers for whom the contacts of this company act too, in ascending order; missing in records of
     *     an older version, which have none
     * @param invitations the people who are invited and no contacts yet; null for none
     */
    @EventType("io.amparo.customer.ContractChanged.v1")
    record ContractChanged(String customerId, String name, String edition, LocalDate validFrom, LocalDate validTo, String slaPlan,
            String language, String zone, List<Contact> contacts, List<AdvisorPackage> packages, List<Installation> installations,
            @TextOf(Exclusion.class) List<String> waivers, List<RemainingMaintenance> remainingMaintenance, Instant changedAt,
            @Nullable String by, @Nullable String reason, @Nullable List<String> serves,
            @Nullable List<InvitedContact> invitations) implements CustomerEvent {
        /** Creates a state of a company without served customers and invitations. */
        public ContractChanged(String customerId, String name, String edition, LocalDate validFrom, LocalDate validTo,
                String slaPlan, String language, String zone, List<Contact> contacts, List<AdvisorPackage> packages,
                List<Installation> installations, List<String> waivers, List<RemainingMaintenance> remainingMaintenance,
                Instant changedAt, @Nullable String by, @Nullable String reason) {
            this(customerId, name, edition, validFrom, validTo, slaPlan, language, zone, contacts, packages, installations,
                    waivers, remainingMaintenance, changedAt, by, reason, List.of(), null);
        }

        /** Creates a state that was not changed by a person. */
        public ContractChanged(String customerId, String name, String edition, LocalDate validFrom, LocalDate validTo,
                String slaPlan, String language, String zone, List<Contact> contacts, List<AdvisorPackage> packages,
                List<Installation> installations, List<String> waivers, List<RemainingMaintenance> remainingMaintenance,
                Instant changedAt) {
            this(customerId, name, edition, validFrom, validTo, slaPlan, language, zone, contacts, packages, installations,
                    waivers, remainingMaintenance, changedAt, null, null);
        }

        /** Returns the served customers; empty also for a record of an older version. */
        public List<String> servedCustomers() {
            return serves == null ? List.of() : serves;
        }

        /** The customer's id. */
        @Override
        public String key() {
            return customerId;
        }

        /** Returns the state without the people of the customer, for consumers that store only the terms. */
        public ContractChanged withoutContacts() {
            return new ContractChanged(customerId, name, edition, validFrom, validTo, slaPlan, language, zone, List.of(),
                    packages, installations, waivers, remainingMaintenance, changedAt, by, reason);
        }
    }
}
