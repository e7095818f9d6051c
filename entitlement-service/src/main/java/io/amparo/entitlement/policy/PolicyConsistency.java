package io.amparo.entitlement.policy;

import io.amparo.entitlement.policy.SupportPolicy.ConsultancyOffer;
import io.amparo.entitlement.policy.SupportPolicy.Clause;
import io.amparo.entitlement.policy.SupportPolicy.Duty;
import io.amparo.entitlement.policy.SupportPolicy.Edition;
import io.amparo.entitlement.policy.SupportPolicy.Exclusion;
import io.amparo.entitlement.policy.SupportPolicy.AdvisorPackage;
import io.amparo.entitlement.policy.SupportPolicy.ServiceOffer;
import io.amparo.entitlement.policy.SupportPolicy.TicketKindRule;
import io.amparo.events.Vocabulary.EntitlementSource;
import io.amparo.events.Vocabulary.FieldType;
import io.amparo.events.Vocabulary.SeverityLevel;
import java.time.DateTimeException;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Checks what a JSON Schema cannot express: unique codes, references that exist, a complete matrix, a known time zone. */
final class PolicyConsistency {
    private final SupportPolicy policy;
    private final List<String> violations = new ArrayList<>();

    private PolicyConsistency(SupportPolicy policy) {
        this.policy = policy;
    }

    /** Returns a sentence for each violation. */
    static List<String> violations(SupportPolicy policy) {
        var check = new PolicyConsistency(policy);
        check.codes();
        check.clauses();
        check.references();
        check.fields();
        check.matrix();
        check.times();
        return check.violations;
    }

    private void codes() {
        unique("editions", policy.editions(), Edition::code);
        unique("services", policy.services(), ServiceOffer::code);
        unique("packages", policy.packages(), AdvisorPackage::code);
        unique("consultancyServices", policy.consultancyServices(), ConsultancyOffer::code);
        unique("exclusions", policy.exclusions(), Exclusion::code);
        unique("duties", policy.duties(), Duty::code);
        unique("duties", policy.duties().stream().flatMap(duty -> Stream.ofNullable(duty.evidence())).toList(),
                DutyEvidence::name);
        unique("ticketKinds", policy.ticketKinds(), TicketKindRule::code);
        unique("clauses", policy.clauses(), Clause::code);
        unique("priorities", policy.priorities(), rule -> rule.impact() + " and " + rule.urgency());
    }

    private <T> void unique(String list, Collection<T> all, Function<T, String> codeOf) {
        var seen = new HashSet<String>();
        all.stream().map(codeOf).filter(code -> !seen.add(code)).forEach(code -> violations.add(list + " repeats " + code));
    }

    private void clauses() {
        var rules = policy.rules();
        Stream.of(policy.services().stream().map(ServiceOffer::clause), policy.packages().stream().map(AdvisorPackage::clause),
                policy.consultancyServices().stream().map(ConsultancyOffer::clause),
                policy.exclusions().stream().map(Exclusion::clause), policy.duties().stream().map(Duty::clause),
                policy.ticketKinds().stream().map(TicketKindRule::clause),
                Stream.of(rules.contract(), rules.contacts(), rules.releases(), rules.newestMajor(), rules.endOfLife()))
                .flatMap(each -> each).distinct()
                .forEach(code -> require(policy.clause(code).isPresent(), "clauses has no " + code));
    }

    private void references() {
        for (var edition : policy.editions()) {
            for (var code : edition.services())
                require(policy.service(code).isPresent(), "edition " + edition.code() + " includes the unknown service " + code);
        }
        for (var service : policy.services()) {
            var kind = service.ticketKind();
            require(kind == null || policy.ticketKind(kind).isPresent(),
                    "service " + service.code() + " is used by the unknown kind of ticket " + kind);
            require(kind == null == service.openToAll(),
                    "service " + service.code() + " is open to all and has tickets, or neither");
        }
        for (var kind : policy.ticketKinds())
            require(policy.services().stream().anyMatch(service -> kind.code().equals(service.ticketKind())),
                    "no service is used by the kind of ticket " + kind.code());
        for (var kind : policy.ticketKinds())
            require(kind.via() != EntitlementSource.PACKAGE || !policy.packagesFor(kind.code()).isEmpty(),
                    "no package has the effect TICKET_KIND:" + kind.code());
        for (var code : policy.singleIncident().editions())
            require(policy.edition(code).isPresent(), "singleIncident names the unknown edition " + code);
        for (var duty : policy.duties())
            require(duty.evidence() == null || duty.evidence().party() == duty.party(),
                    "duty " + duty.code() + " is not of the party that its evidence is about");
        // The warning about an older version and the duty are one rule.
        policy.dutyShownBy(DutyEvidence.NEWEST_MAJOR)
                .ifPresent(duty -> require(duty.clause().equals(policy.rules().newestMajor()),
                        "duty " + duty.code() + " has another clause than rules.newestMajor"));
        for (var each : policy.packages())
            require(each.countsUnits() == each.has("UNITS"), "package " + each.code() + " counts units without the effect UNITS");
    }

    private void fields() {
        for (var kind : policy.ticketKinds()) {
            unique("fields of " + kind.code(), kind.definedFields(), SupportPolicyField::code);
            for (var field : kind.definedFields()) {
                unique("choices of " + field.code(), field.choicesOrNone(), SupportPolicyField.Choice::code);
                require((field.type() == FieldType.CHOICE) != field.choicesOrNone().isEmpty(),
                        "field " + field.code() + " has choices without the type CHOICE, or none with it");
                require((field.type() == FieldType.TEXT) == (field.maxLength() != null),
                        "field " + field.code() + " has maxLength without the type TEXT, or none with it");
            }
        }
    }

    private void matrix() {
        for (var impact : SeverityLevel.values())
            for (var urgency : SeverityLevel.values())
                require(policy.priorities().stream().anyMatch(rule -> rule.impact() == impact && rule.urgency() == urgency),
                        "priorities has no entry for " + impact + " and " + urgency);
    }

    private void times() {
        parse("vendor.zone", policy.vendor().zone(), ZoneId::of);
        parse("singleIncident.voucherValidity", policy.singleIncident().voucherValidity(), Period::parse);
        parse("hours.lotValidity", policy.hours().lotValidity(), Period::parse);
    }

    private void parse(String field, String text, Function<String, ?> parser) {
        try {
            parser.apply(text);
        } catch (DateTimeException ignored) {
            violations.add(field + " is malformed: " + text);
        }
    }

    private void require(boolean condition, String violation) {
        if (!condition) violations.add(violation);
    }
}
