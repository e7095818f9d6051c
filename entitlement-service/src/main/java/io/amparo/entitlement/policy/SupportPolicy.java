package io.amparo.entitlement.policy;

import io.amparo.events.Vocabulary.DutyEffect;
import io.amparo.events.Vocabulary.EntitlementSource;
import io.amparo.events.Vocabulary.Priority;
import io.amparo.events.Vocabulary.SeverityLevel;
import io.amparo.events.Vocabulary.TicketSide;
import io.amparo.platform.web.ApiException;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One version of the support policy of a vendor: what the editions include, what packages change, what is excluded, who has which
 * duty. A version never changes; another content is another version (R8.4).
 *
 * @param id id of the policy; its versions share it
 * @param version version of the policy, from 1
 * @param priorities the matrix: one entry for each pair of impact and urgency
 */
public record SupportPolicy(String id, int version, Vendor vendor, List<Edition> editions, List<ServiceOffer> services,
        List<AdvisorPackage> packages, List<ConsultancyOffer> consultancyServices, List<Exclusion> exclusions, List<Duty> duties,
        List<TicketKindRule> ticketKinds, List<PriorityRule> priorities, SingleIncident singleIncident, HoursRule hours,
        RuleClauses rules, List<Clause> clauses) {

    /**
     * The vendor.
     *
     * @param zone IANA time zone in which the vendor's days begin
     * @param productTerms what in the text of a ticket suggests the vendor's product, against an exclusion; null for none
     */
    public record Vendor(String name, String zone, @Nullable LocalizedTerms productTerms) {}

    /**
     * An edition of a contract.
     *
     * @param services codes of the services that it includes
     * @param includedIncidents incidents that a period of a contract includes; null for any number. A further one takes a paid
     *     incident (R5.7)
     */
    public record Edition(String code, LocalizedText name, List<String> services, @Nullable Integer includedIncidents) {
        public Edition {
            services = List.copyOf(services);
        }
    }

    /**
     * A service (requirements, section 0).
     *
     * @param openToAll whether every user of any product may use it, also without a contract
     * @param ticketKind kind of ticket by which it is used; null for a service without tickets
     */
    public record ServiceOffer(String code, LocalizedText name, String clause, boolean openToAll, @Nullable String ticketKind) {}

    /**
     * An Advisor package (R6.1).
     *
     * @param countsUnits whether a contract has a number of units, which deliveries consume
     * @param effects what the package changes (R6.3): SLA_CALENDAR, PHONE_CHANNEL, DEFAULT_ASSIGNEE, SERVES_OTHERS, UNITS,
     *     MACHINE_INCIDENTS, DELIVERY, or TICKET_KIND: with a kind of ticket
     */
    public record AdvisorPackage(String code, LocalizedText name, String clause, boolean countsUnits, List<String> effects) {
        public AdvisorPackage {
            effects = List.copyOf(effects);
        }

        public boolean has(String effect) {
            return effects.contains(effect);
        }
    }

    /** A consultancy service, delivered by hours (R7.1). */
    public record ConsultancyOffer(String code, LocalizedText name, String clause) {}

    /**
     * An exclusion from support (R8.1).
     *
     * @param terms what in the text of a ticket suggests it
     */
    public record Exclusion(String code, LocalizedText name, String clause, LocalizedTerms terms) {}

    /**
     * A duty of a side (requirements, section 9).
     *
     * @param effect what happens if it is not met; an unknown state never has an effect
     * @param evidence what shows by itself whether it is met; null if only people assess it. That of NEWEST_MAJOR has the same
     *     clause as {@link RuleClauses#newestMajor}
     */
    public record Duty(String code, TicketSide party, String clause, LocalizedText text, DutyEffect effect,
            @Nullable DutyEvidence evidence) {}

    /**
     * A kind of ticket, with what entitles to it.
     *
     * @param requiredFields fields that a request must have (R1.2)
     * @param extraFields further fields that a form offers
     * @param fields further fields that the vendor defines; null for none
     */
    public record TicketKindRule(String code, LocalizedText name, EntitlementSource via, String clause,
            List<String> requiredFields, List<String> extraFields, @Nullable List<SupportPolicyField> fields) {
        public TicketKindRule {
            requiredFields = List.copyOf(requiredFields);
            extraFields = List.copyOf(extraFields);
            fields = fields == null ? null : List.copyOf(fields);
        }

        List<SupportPolicyField> definedFields() {
            return fields == null ? List.of() : fields;
        }

        public boolean requires(String field) {
            return requiredFields.contains(field);
        }

        /** Professional Support is what the edition includes; packages and hours entitle to other services (R5.6). */
        public boolean isProfessionalSupport() {
            return via == EntitlementSource.EDITION;
        }
    }

    /** An entry of the priority matrix. */
    public record PriorityRule(SeverityLevel impact, SeverityLevel urgency, Priority priority) {}

    /**
     * Pay per single incident (R5.7).
     *
     * @param editions codes of the editions that may order it
     * @param voucherValidity validity of a voucher, as ISO 8601 period
     */
    public record SingleIncident(boolean enabled, List<String> editions, String voucherValidity) {
        public SingleIncident {
            editions = List.copyOf(editions);
        }

        public Period voucherPeriod() {
            return Period.parse(voucherValidity);
        }
    }

    /**
     * Rules of the consultancy hours (R7.2).
     *
     * @param roundingMinutes minutes to whose multiple the consumed time is rounded up
     * @param lotValidity validity of purchased hours, as ISO 8601 period
     */
    public record HoursRule(int roundingMinutes, String lotValidity) {
        public Period lotPeriod() {
            return Period.parse(lotValidity);
        }
    }

    /**
     * The clauses that the rules of a decision cite.
     *
     * @param contract only customers with an active contract (R1.1)
     * @param contacts only named contacts (R5.4)
     * @param releases only supported versions (R5.1)
     * @param newestMajor warning about a newer major version (R9.C5)
     * @param endOfLife no support after the end of life (R10.2)
     */
    public record RuleClauses(String contract, String contacts, String releases, String newestMajor, String endOfLife) {}

    /** A clause that decisions cite, with its name. */
    public record Clause(String code, LocalizedText text) {}

    public SupportPolicy {
        editions = List.copyOf(editions);
        services = List.copyOf(services);
        packages = List.copyOf(packages);
        consultancyServices = List.copyOf(consultancyServices);
        exclusions = List.copyOf(exclusions);
        duties = List.copyOf(duties);
        ticketKinds = List.copyOf(ticketKinds);
        priorities = List.copyOf(priorities);
        clauses = List.copyOf(clauses);
    }

    /** Returns what names this version: {@code <id>/<version>}. */
    public String reference() {
        return reference(id, version);
    }

    static String reference(String id, int version) {
        return id + "/" + version;
    }

    public Optional<Edition> edition(String code) {
        return find(editions, Edition::code, code);
    }

    public Optional<ServiceOffer> service(String code) {
        return find(services, ServiceOffer::code, code);
    }

    public Optional<AdvisorPackage> advisorPackage(String code) {
        return find(packages, AdvisorPackage::code, code);
    }

    public Optional<Exclusion> exclusion(String code) {
        return find(exclusions, Exclusion::code, code);
    }

    public Optional<Duty> duty(String code) {
        return find(duties, Duty::code, code);
    }

    /** Returns the duty about which this evidence shows something; at most one. */
    public Optional<Duty> dutyShownBy(DutyEvidence evidence) {
        for (var duty : duties) if (duty.evidence() == evidence) return Optional.of(duty);
        return Optional.empty();
    }

    public Optional<TicketKindRule> ticketKind(String code) {
        return find(ticketKinds, TicketKindRule::code, code);
    }

    public Optional<Clause> clause(String code) {
        return find(clauses, Clause::code, code);
    }

    /** A loop, because a decision asks some ten times, and a stream costs more than a short list. */
    private static <T> Optional<T> find(List<T> all, Function<T, String> codeOf, String code) {
        for (var each : all) if (codeOf.apply(each).equals(code)) return Optional.of(each);
        return Optional.empty();
    }

    /** @throws ApiException 422 that names the field and the editions of the policy */
    public Edition requireEdition(String field, String code) {
        return edition(code).orElseThrow(() -> ApiException.invalidOneOf(field, codes(editions, Edition::code)));
    }

    /** @throws ApiException 422 that names the field and the packages of the policy */
    public AdvisorPackage requirePackage(String field, String code) {
        return advisorPackage(code).orElseThrow(() -> ApiException.invalidOneOf(field, codes(packages, AdvisorPackage::code)));
    }

    /** @throws ApiException 422 that names the field and the consultancy services of the policy */
    public ConsultancyOffer requireConsultancyService(String field, String code) {
        return find(consultancyServices, ConsultancyOffer::code, code)
                .orElseThrow(() -> ApiException.invalidOneOf(field, codes(consultancyServices, ConsultancyOffer::code)));
    }

    /** @throws ApiException 422 that names the field and the exclusions of the policy */
    public Exclusion requireExclusion(String field, String code) {
        return exclusion(code).orElseThrow(() -> ApiException.invalidOneOf(field, codes(exclusions, Exclusion::code)));
    }

    /** @throws ApiException 422 that names the field and the kinds of ticket of the policy */
    public TicketKindRule requireTicketKind(String field, String code) {
        return ticketKind(code).orElseThrow(() -> ApiException.invalidOneOf(field, codes(ticketKinds, TicketKindRule::code)));
    }

    private static <T> List<String> codes(List<T> all, Function<T, String> codeOf) {
        return all.stream().map(codeOf).toList();
    }

    /** Returns the editions that include a service by which tickets of this kind are opened. */
    public List<Edition> editionsFor(String ticketKind) {
        return editions.stream().filter(edition -> includes(edition, ticketKind)).toList();
    }

    /** Returns whether the edition includes a service by which tickets of this kind are opened. */
    public boolean includes(String edition, String ticketKind) {
        return edition(edition).filter(found -> includes(found, ticketKind)).isPresent();
    }

    private boolean includes(Edition edition, String ticketKind) {
        for (var service : services)
            if (ticketKind.equals(service.ticketKind()) && edition.services().contains(service.code())) return true;
        return false;
    }

    /** Whether an edition includes a number of incidents, so that each one is counted. */
    public boolean countsIncidents() {
        return editions.stream().map(Edition::includedIncidents).anyMatch(number -> number != null && number > 0);
    }

    /** Returns the packages that entitle to tickets of this kind. */
    public List<AdvisorPackage> packagesFor(String ticketKind) {
        return packages.stream().filter(each -> each.has("TICKET_KIND:" + ticketKind)).toList();
    }

    /** Returns the priority of a ticket. */
    public Priority priority(SeverityLevel impact, SeverityLevel urgency) {
        return priorities.stream().filter(rule -> rule.impact() == impact && rule.urgency() == urgency).findFirst().orElseThrow()
                .priority();
    }
}
