package io.amparo.events.policy;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import io.amparo.events.TextOf;
import io.amparo.events.Vocabulary.DutyEffect;
import io.amparo.events.Vocabulary.FieldType;
import io.amparo.events.Vocabulary.SeverityLevel;
import io.amparo.events.Vocabulary.TicketKind;
import io.amparo.events.Vocabulary.TicketSide;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of entitlement-service about the support policy. Versions are immutable; the key contains the version. */
public sealed interface PolicyEvent extends DomainEvent {

    /**
     * A text of the policy in one language.
     *
     * @param text the text
     */
    record PolicyText(String language, String text) {}

    /**
     * Terms in one language that suggest an exclusion, or the vendor's product.
     *
     * @param terms words, and groups of words; {@code a|b} is either of two, {@code a + b} both of them near each other
     */
    record PolicyTerms(String language, List<String> terms) {}

    /**
     * An edition that a contract may have.
     *
     * @param code code of the edition, which contracts name
     * @param names name in each language
     * @param services codes of the services that it includes
     * @param includedIncidents incidents that a contract includes; null for any number
     */
    record PolicyEdition(String code, List<PolicyText> names, List<String> services, @Nullable Integer includedIncidents) {}

    /**
     * A service of the vendor.
     *
     * @param code code of the service
     * @param names name in each language
     * @param openToAll whether every user of any product may use it, also without a contract
     * @param ticketKind kind of ticket by which it is used; null for a service without tickets
     */
    record PolicyService(String code, List<PolicyText> names, String clause, boolean openToAll,
            @TextOf(TicketKind.class) @Nullable String ticketKind) {}

    /**
     * An Advisor package (R6.1).
     *
     * @param code code of the package, which contracts name
     * @param names name in each language
     * @param countsUnits whether its deliveries consume contracted units
     * @param effects what it changes (R6.3): SLA_CALENDAR, PHONE_CHANNEL, DEFAULT_ASSIGNEE, SERVES_OTHERS, UNITS,
     *     MACHINE_INCIDENTS, DELIVERY, or TICKET_KIND: with a kind of ticket; a consumer ignores what it does not know
     */
    record PolicyPackage(String code, List<PolicyText> names, String clause, boolean countsUnits, List<String> effects) {}

    /**
     * A consultancy service, delivered by hours (R7.1).
     *
     * @param code code of the service
     * @param names name in each language
     */
    record PolicyConsultancy(String code, List<PolicyText> names, String clause) {}

    /**
     * An exclusion from support (R8.1).
     *
     * @param code code of the exclusion, X01 and so on
     * @param names name in each language
     * @param terms in each language, what in the text of a ticket suggests it
     */
    record PolicyExclusion(String code, List<PolicyText> names, String clause, List<PolicyTerms> terms) {}

    /**
     * A duty of the vendor or the customer.
     *
     * @param code code of the duty: O1 and so on for the vendor, C1 and so on for the customer
     * @param party who has it
     * @param texts what it demands, in each language
     * @param effect what happens if it is not met; an unknown state has no effect
     */
    record PolicyDuty(String code, @TextOf(TicketSide.class) String party, String clause, List<PolicyText> texts,
            @TextOf(DutyEffect.class) String effect) {}

    /**
     * A choice of a field.
     *
     * @param code value of the field
     * @param labels its label in each language
     */
    record PolicyChoice(String code, List<PolicyText> labels) {}

    /**
     * A field of a ticket that the vendor defines, besides those of the API.
     *
     * @param code name of the field
     * @param type what its value is
     * @param required whether a request must have it
     * @param labels its label in each language
     * @param choices the values of a CHOICE; empty for other types
     * @param maxLength characters that a TEXT may have; null for other types
     */
    record PolicyField(String code, @TextOf(FieldType.class) String type, boolean required, List<PolicyText> labels,
            List<PolicyChoice> choices, @Nullable Integer maxLength) {}

    /**
     * A kind of ticket, with what entitles to it.
     *
     * @param names name in each language
     * @param requiredFields fields that a request must have (R1.2), by their names in the API
     * @param extraFields further fields that a form offers
     * @param fields further fields that the vendor defines; null if the policy has none
     */
    record PolicyTicketKind(String kind, List<PolicyText> names, String via, String clause, List<String> requiredFields,
            List<String> extraFields, @Nullable List<PolicyField> fields) {
        /** Creates a kind without fields that the vendor defines. */
        public PolicyTicketKind(String kind, List<PolicyText> names, String via, String clause, List<String> requiredFields,
                List<String> extraFields) {
            this(kind, names, via, clause, requiredFields, extraFields, null);
        }
    }

    /**
     * An entry of the priority matrix.
     *
     * @param impact how many are affected
     * @param urgency how soon it must be solved
     */
    record PriorityRule(@TextOf(SeverityLevel.class) String impact, @TextOf(SeverityLevel.class) String urgency,
            String priority) {}

    /**
     * A clause that decisions cite.
     *
     * @param clause code of the clause
     * @param texts its name in each language
     */
    record PolicyClause(String clause, List<PolicyText> texts) {}

    /**
     * A version of the support policy was published. The one with the latest {@code publishedAt} is effective, for all policies
     * together; an earlier one stays for the decisions that name it.
     *
     * @param policyId id of the policy, the same in all its versions
     * @param version version of the policy, from 1
     * @param vendor name of the vendor
     * @param zone IANA time zone in which the vendor's days begin
     * @param editions the editions that a contract may have
     * @param services the services
     * @param packages the Advisor packages
     * @param consultancyServices the services that are delivered by hours
     * @param exclusions what is excluded from support (R8.4)
     * @param productTerms in each language, what in the text of a ticket suggests the vendor's product; null if the policy has
     *     none
     * @param duties the duties of both sides
     * @param ticketKinds the kinds of ticket
     * @param priorities the priority matrix: an entry for each pair of impact and urgency
     * @param clauses all clauses that decisions cite
     */
    @EventType("io.amparo.policy.PolicyPublished.v1")
    record PolicyPublished(String policyId, int version, String vendor, String zone, List<PolicyEdition> editions,
            List<PolicyService> services, List<PolicyPackage> packages, List<PolicyConsultancy> consultancyServices,
            List<PolicyExclusion> exclusions, @Nullable List<PolicyTerms> productTerms, List<PolicyDuty> duties,
            List<PolicyTicketKind> ticketKinds, List<PriorityRule> priorities, List<PolicyClause> clauses,
            Instant publishedAt) implements PolicyEvent {
        /** {@code <policy>/<version>}. */
        @Override
        public String key() {
            return policyId + "/" + version;
        }
    }
}
