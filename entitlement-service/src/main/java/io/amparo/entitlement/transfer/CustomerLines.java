package io.amparo.entitlement.transfer;

import io.amparo.entitlement.policy.SupportPolicy;
import io.amparo.entitlement.policy.SupportPolicy.Edition;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.DomainCheck;
import io.amparo.entitlement.contract.Held;
import io.amparo.entitlement.contract.Holdings;
import io.amparo.entitlement.contract.Period;
import io.amparo.events.FieldLimits;
import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.platform.Ids;
import io.amparo.platform.security.EmailAddress;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Applies the lines of one customer to its state, in their order. A line that is there already changes nothing: an import can be
 * repeated.
 *
 * @param domainCheck which domains a customer may have
 * @param policy defines the editions and the packages
 * @param isPublishedPlan whether a plan is published
 * @param isTaken whether a customer cannot have this e-mail address or domain, because another one has it
 */
record CustomerLines(DomainCheck domainCheck, SupportPolicy policy, Predicate<String> isPublishedPlan,
        BiPredicate<String, String> isTaken) {
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1," + FieldLimits.CUSTOMER_ID + "}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    /** Kept, because each call copies the names of all zones. */
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());
    private static final List<String> LANGUAGES = List.of("pt-BR", "en", "es");

    /**
     * The result of the lines of one customer.
     *
     * @param customer the customer after the lines; null if there is none
     */
    record Applied(@Nullable Customer customer, List<LineError> errors) {}

    /** @param existing the stored customer; null if there is none */
    Applied apply(@Nullable Customer existing, List<CsvLine> lines, Instant now) {
        var errors = new ArrayList<LineError>();
        var customer = existing;
        for (var line : lines) {
            try {
                customer = apply(customer, line, now);
            } catch (LineException e) {
                errors.add(e.at(line.number()));
            } catch (ApiException e) {
                var field = e.errors().isEmpty() ? "customer" : e.errors().getFirst().field();
                var code = e.errors().isEmpty() ? e.code() : e.errors().getFirst().code();
                errors.add(
                        new LineException(field, code, e.errors().isEmpty() ? new Object[0] : e.errors().getFirst().arguments())
                                .at(line.number()));
            }
        }
        return new Applied(customer, errors);
    }

    private Customer apply(@Nullable Customer customer, CsvLine line, Instant now) {
        var type = line.text("type", FieldLimits.CUSTOMER_ID);
        if (type.equals(CsvLine.Type.CUSTOMER.toString())) return customer(customer, line);
        if (customer == null) throw new LineException("customer", "no-customer");
        if (type.equals(CsvLine.Type.PERIOD.toString())) return period(customer, line);
        if (type.equals(CsvLine.Type.CONTACT.toString())) return contact(customer, line, now);
        if (type.equals(CsvLine.Type.PACKAGE.toString())) return advisorPackage(customer, line);
        throw new LineException("type", "one-of",
                String.join(", ", Arrays.stream(CsvLine.Type.values()).map(Object::toString).toList()));
    }

    private Customer customer(@Nullable Customer existing, CsvLine line) {
        var id = line.text("customer", FieldLimits.CUSTOMER_ID);
        if (!ID.matcher(id).matches() || id.equals("imports") || id.equals("export"))
            throw new LineException("customer", "malformed");
        var zone = oneOf(line, "zone", ZONES, null);
        var language = oneOf(line, "language", LANGUAGES, null);
        var name = line.text("name", FieldLimits.NAME);
        int quota = line.number("contactQuota", FieldLimits.CONTACT_QUOTA);
        var customer = existing == null
                ? Customer.create(id, name, language, zone, quota)
                : existing.withProfile(name, language, zone, quota);
        if (!line.has("domains")) return customer;
        var domains = Stream.of(line.text("domains", FieldLimits.DOMAINS * FieldLimits.DOMAIN).split("\\s+"))
                .map(DomainCheck::fold).distinct().sorted().toList();
        if (domains.size() > FieldLimits.DOMAINS) throw new LineException("domains", "malformed");
        domains.stream().flatMap(domain -> domainCheck.violation(domain).stream()).findFirst().ifPresent(code -> {
            throw new LineException("domains", code);
        });
        domains.stream().filter(domain -> isTaken.test(id, domain)).findFirst().ifPresent(taken -> {
            throw new LineException("domains", "domain-taken");
        });
        return customer.changeDomains(domains).state();
    }

    private static String oneOf(CsvLine line, String column, Collection<String> allowed, @Nullable String otherwise) {
        var value = otherwise != null && !line.has(column) ? otherwise : line.text(column, FieldLimits.NAME);
        if (!allowed.contains(value)) throw new LineException(column, "malformed");
        return value;
    }

    private Customer period(Customer customer, CsvLine line) {
        var from = line.day("validFrom");
        var to = line.day("validTo");
        if (to.isBefore(from)) throw new LineException("validTo", "before-begin");
        var plan = line.text("slaPlan", FieldLimits.PLAN_ID);
        if (!isPublishedPlan.test(plan)) throw new LineException("slaPlan", "unknown-plan");
        var edition = oneOf(line, "edition", policy.editions().stream().map(Edition::code).toList(), null);
        var periods = customer.periods();
        var same = periods.all().stream().filter(period -> period.validFrom().equals(from)).findFirst();
        return customer.withPeriods(periods.with(same.map(period -> period.withTerms(edition, plan, from, to))
                .orElseGet(() -> new Period(Ids.uuidOf("period/" + customer.id() + "/" + from), edition, plan, from, to))));
    }

    private Customer contact(Customer customer, CsvLine line, Instant now) {
        var address = line.text("email", FieldLimits.EMAIL);
        if (!EMAIL.matcher(address).matches()) throw new LineException("email", "malformed");
        var email = EmailAddress.fold(address);
        var known = customer.contactWithEmail(email);
        var contact = new Contact(known.map(Contact::id).orElseGet(() -> Ids.uuidOf("contact/" + customer.id() + "/" + email)),
                email, line.text("name", FieldLimits.NAME), oneOf(line, "language", LANGUAGES, customer.language()),
                oneOf(line, "zone", ZONES, customer.zone()), Boolean.parseBoolean(line.text("administrator", 5, "false")));
        if (known.isPresent()) {
            if (!known.get().equals(contact)) throw new LineException("email", "contact-exists");
            return customer;
        }
        if (isTaken.test(customer.id(), email)) throw new LineException("email", "contact-taken");
        customer.requirePlaceFor(contact, now);
        return customer.withPeople(Stream.concat(customer.contacts().stream(), Stream.of(contact)).toList(),
                customer.invitations().withoutEmail(email));
    }

    private Customer advisorPackage(Customer customer, CsvLine line) {
        var code = line.text("code", FieldLimits.PACKAGE_CODE);
        var offered = policy.advisorPackage(code).orElseThrow(() -> new LineException("code", "unknown-package"));
        if (line.has("units") && !offered.countsUnits()) throw new LineException("units", "no-units");
        var from = line.day("validFrom");
        var to = line.day("validTo");
        if (to.isBefore(from)) throw new LineException("validTo", "before-begin");
        var booked = new AdvisorPackage(code, line.has("units") ? line.number("units", FieldLimits.PACKAGE_UNITS) : null, from,
                to);
        var holdings = customer.holdings();
        return customer.withHoldings(find(holdings, booked)
                .map(same -> holdings.withPackages(Held.replace(holdings.packages(), new Held<>(same.id(), booked))))
                .orElseGet(() -> holdings.withPackages(Held.add(holdings.packages(),
                        new Held<>(Ids.uuidOf("package/" + customer.id() + "/" + code + "/" + from + "/" + to), booked),
                        FieldLimits.PACKAGES))));
    }

    private static Optional<Held<AdvisorPackage>> find(Holdings holdings, AdvisorPackage booked) {
        return holdings
                .packages().stream().filter(held -> held.value().code().equals(booked.code())
                        && held.value().validFrom().equals(booked.validFrom()) && held.value().validTo().equals(booked.validTo()))
                .findFirst();
    }
}
