package io.amparo.testkit;

import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.customer.CustomerEvent.Installation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Customers of the demonstration data, as events of entitlement-service. */
public final class TestCustomers {
    private static final String SAO_PAULO = "America/Sao_Paulo";

    private TestCustomers() {}

    /** Acme Telecom, PREMIUM, on plan premium-24x7. Ana is an administrator, Bruno is a contact, Erika is not a contact. */
    public static ContractChanged acme() {
        return acmeWithPlan("premium-24x7");
    }

    public static ContractChanged acmeWithPlan(String slaPlan) {
        return new ContractChanged("acme", "Acme Telecom", "PREMIUM", LocalDate.of(2026, 1, 1), LocalDate.of(2027, 12, 31),
                slaPlan, "pt-BR", SAO_PAULO, List.of(contact(Persona.ANA, "pt-BR", true), contact(Persona.BRUNO, "pt-BR", false)),
                List.of(new AdvisorPackage("incidente-24x7", null, LocalDate.of(2026, 1, 1), LocalDate.of(2027, 12, 31))),
                List.of(new Installation("opmon-9", "9.2"), new Installation("opmon-8", "8.9")), List.of(), List.of(),
                Instant.EPOCH);
    }

    /** Borealis Bank, PRO, on plan standard. The language of Carla is English. */
    public static ContractChanged borealis() {
        return new ContractChanged("borealis", "Borealis Bank", "PRO", LocalDate.of(2026, 3, 1), LocalDate.of(2027, 2, 28),
                "standard", "en", SAO_PAULO, List.of(contact(Persona.CARLA, "en", true)), List.of(),
                List.of(new Installation("opmon-8", "8.9")), List.of(), List.of(), Instant.EPOCH);
    }

    /** Returns the same customer with another id and without contacts. */
    public static ContractChanged withId(ContractChanged customer, String id) {
        return new ContractChanged(id, customer.name(), customer.edition(), customer.validFrom(), customer.validTo(),
                customer.slaPlan(), customer.language(), customer.zone(), List.of(), customer.packages(),
                customer.installations(), customer.waivers(), customer.remainingMaintenance(), customer.changedAt(),
                customer.by(), customer.reason(), customer.serves(), null);
    }

    /** Cobalt Foods, whose contact Diego acts also for the customers that it serves. */
    public static ContractChanged cobaltServing(String... customers) {
        var borealis = borealis();
        return new ContractChanged("cobalt", "Cobalt Foods", borealis.edition(), borealis.validFrom(), borealis.validTo(),
                borealis.slaPlan(), "es", SAO_PAULO, List.of(contact(Persona.DIEGO, "es", true)), List.of(),
                borealis.installations(), List.of(), List.of(), Instant.EPOCH, null, null, List.of(customers), null);
    }

    private static Contact contact(Persona person, String language, boolean administrator) {
        return new Contact(person.id(), person.email(), person.fullName(), language, SAO_PAULO, administrator);
    }
}
