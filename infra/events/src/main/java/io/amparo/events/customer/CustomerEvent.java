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
     * A named contact (R5.4), or a deputy of one for an absence.
     *
     * @param id person id, by which all other events name this contact; it stays when the address changes
     * @param name full name
     * @param zone IANA time zone in which the contact reads instants
     * @param administrator whether this contact may name and remove contacts
     * @param deputyFor person id of the contact whose absence this deputy covers; null for a named contact
     * @param activeFrom instant from which a deputy has access; null for a named contact
     * @param activeTo instant from which a deputy has no access any more; null for a named contact
     */
    record Contact(String id, String email, String name, String language, String zone, boolean administrator,
            @Nullable String deputyFor, @Nullable Instant activeFrom, @Nullable Instant activeTo) {
        /** Creates a named contact. */
        public Contact(String id, String email, String name, String language, String zone, boolean administrator) {
            this(id, email, name, language, zone, administrator, null, null, null);
        }

        /** Whether the person has access at an instant. */
        public boolean isActiveAt(Instant at) {
            return (activeFrom == null || !at.isBefore(activeFrom)) && (activeTo == null || at.isBefore(activeTo));
        }
    }

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
     * Days of a contract on which nothing is covered.
     *
     * @param from first day, included
     * @param to last day, included; null until the suspension is ended, at most until the end of the period
     * @param reason why the contract is suspended
     */
    record Suspension(LocalDate from, @Nullable LocalDate to, String reason) {}

    /**
     * An exclusion that a contract waives (R8.3).
     *
     * @param code code of the exclusion
     * @param from first day, included
     * @param to last day, included
     */
    record Waiver(@TextOf(Exclusion.class) String code, LocalDate from, LocalDate to) {}

    /**
     * One period of the contract of a customer. Periods of one customer never overlap; days between them are not covered.
     *
     * @param id id of the period, unique within the customer
     * @param validFrom first day, included
     * @param validTo last day, included
     * @param suspensions days on which nothing is covered; they count only within the period
     * @param waivers exclusions that the period waives; they count only within the period
     */
    record ContractPeriod(String id, String edition, String slaPlan, LocalDate validFrom, LocalDate validTo,
            List<Suspension> suspensions, List<Waiver> waivers) {}

    /**
     * The current state of a customer. It is published at every change, and at the beginning of each day in the customer's zone
     * on which a period, suspension, waiver, package or maintenance begins or has ended.
     *
     * @param name name of the company
     * @param edition edition of the period of the day of {@code changedAt}; without a period on that day of the next one, and
     *     after the last one of the last
     * @param slaPlan plan of the same period
     * @param validFrom first day of the same period, included
     * @param validTo last day of the same period, included
     * @param language language of the company, as BCP 47 tag
     * @param zone IANA time zone of the company
     * @param contacts the people whom the customer has named to open tickets
     * @param packages the contracted Advisor packages
     * @param installations the installed product versions
     * @param waivers exclusions that the contract waives on the day of {@code changedAt} (R8.3)
     * @param remainingMaintenance the agreed support beyond an end of life
     * @param changedAt instant from which this state is in force: of the last change, or the beginning of a day
     * @param by who changed the terms; null if no person did
     * @param reason the reason that this person gave
     * @param serves ids of the customers for whom the contacts of this company act too, in ascending order; missing in records of
     *     an older version, which have none
     * @param invitations the people who are invited and no contacts yet; null for none
     * @param periods all periods of the contract in ascending order; missing in records of an older version
     */
    @EventType("io.amparo.customer.ContractChanged.v1")
    record ContractChanged(String customerId, String name, String edition, LocalDate validFrom, LocalDate validTo, String slaPlan,
            String language, String zone, List<Contact> contacts, List<AdvisorPackage> packages, List<Installation> installations,
            @TextOf(Exclusion.class) List<String> waivers, List<RemainingMaintenance> remainingMaintenance, Instant changedAt,
            @Nullable String by, @Nullable String reason, @Nullable List<String> serves,
            @Nullable List<InvitedContact> invitations, @Nullable List<ContractPeriod> periods) implements CustomerEvent {
        /** Creates a state as records of an older version have it, without the periods. */
        public ContractChanged(String customerId, String name, String edition, LocalDate validFrom, LocalDate validTo,
                String slaPlan, String language, String zone, List<Contact> contacts, List<AdvisorPackage> packages,
                List<Installation> installations, List<String> waivers, List<RemainingMaintenance> remainingMaintenance,
                Instant changedAt, @Nullable String by, @Nullable String reason, @Nullable List<String> serves,
                @Nullable List<InvitedContact> invitations) {
            this(customerId, name, edition, validFrom, validTo, slaPlan, language, zone, contacts, packages, installations,
                    waivers, remainingMaintenance, changedAt, by, reason, serves, invitations, null);
        }

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

        /** Returns the state without people and periods, for consumers that store only the current terms. */
        public ContractChanged withoutContacts() {
            return new ContractChanged(customerId, name, edition, validFrom, validTo, slaPlan, language, zone, List.of(),
                    packages, installations, waivers, remainingMaintenance, changedAt, by, reason);
        }
    }
}
