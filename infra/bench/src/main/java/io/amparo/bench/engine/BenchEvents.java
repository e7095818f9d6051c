package io.amparo.bench.engine;

import io.amparo.events.DomainEvent;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.slamigration.SlaMigrationEvent.SlaRescheduleRequested;
import io.amparo.events.sladefinition.SlaDefinitionEvent.CalendarPublished;
import io.amparo.events.sladefinition.SlaDefinitionEvent.Objective;
import io.amparo.events.sladefinition.SlaDefinitionEvent.SlaPlanPublished;
import io.amparo.events.sladefinition.SlaDefinitionEvent.Window;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.Promise;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Events of the benchmark customers, plan, calendar and tickets. Each ticket has two clocks: first response and resolution. */
final class BenchEvents {
    /** Budget of the clocks that fall due during the measurement. */
    static final Duration SHORT_BUDGET = Duration.ofHours(1);
    private static final int CUSTOMERS = 1_000;
    static final String ID = "bench";
    private static final String PRODUCT = "bench-9";
    private static final String CALENDAR = "CALENDAR", PLAN_CALENDAR = ID + "/0", NEXT_CALENDAR = ID + "/2";
    private static final Instant PUBLISHED_AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final LocalDate CONTRACT_START = LocalDate.parse("2020-01-01"), CONTRACT_END = LocalDate.parse("2099-12-31");
    private static final List<String> WEEK = List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY");
    private static final List<String> WEEKEND = List.of("SATURDAY", "SUNDAY");
    private static final Person CONTACT = new Person("bench-contact", "Bench", "en");

    /** Which clocks of a ticket fall due within {@link #SHORT_BUDGET}: none, the first response, or both. */
    enum DueProfile {
        NONE_DUE("P3", Duration.ofDays(3), Duration.ofDays(10), List.of(50, 75, 90)),
        FIRST_RESPONSE_DUE("P2", SHORT_BUDGET, Duration.ofDays(10), List.of()),
        BOTH_DUE("P1", SHORT_BUDGET, SHORT_BUDGET, List.of());

        private final String priority;
        private final Duration firstResponse, resolution;
        private final List<Integer> warnings;

        DueProfile(String priority, Duration firstResponse, Duration resolution, List<Integer> warnings) {
            this.priority = priority;
            this.firstResponse = firstResponse;
            this.resolution = resolution;
            this.warnings = warnings;
        }

        private Stream<Objective> objectives() {
            return Stream.of(objective("FIRST_RESPONSE", firstResponse), objective("RESOLUTION", resolution));
        }

        private Objective objective(String metric, Duration budget) {
            return new Objective("INCIDENT", priority, metric, budget.toString(), ID, 1, List.of("WAITING_CUSTOMER"), warnings,
                    null, null);
        }
    }

    /** Returns both calendar versions, the plan, the product and the customers. */
    static Stream<DomainEvent> masterData() {
        return Stream.concat(Stream.of(calendar(1), calendar(2), plan()), customers());
    }

    /** Returns the product and the customers. */
    static Stream<DomainEvent> customers() {
        return Stream.concat(Stream.of(new ProductChanged(PRODUCT, PRODUCT, "9", List.of(), null, null, PUBLISHED_AT)),
                IntStream.range(0, CUSTOMERS).mapToObj(BenchEvents::customer));
    }

    static SlaPlanPublished plan() {
        return new SlaPlanPublished(ID, 1, ID, Stream.of(DueProfile.values()).flatMap(DueProfile::objectives).toList(),
                PUBLISHED_AT, null, null, null);
    }

    /** Odd versions are always open, even versions have office hours. */
    static CalendarPublished calendar(int version) {
        boolean alwaysOpen = version % 2 == 1;
        var windows = alwaysOpen
                ? List.of(new Window(Stream.concat(WEEK.stream(), WEEKEND.stream()).toList(), "00:00", "24:00"))
                : List.of(new Window(WEEK, "08:00", "12:00"), new Window(WEEK, "13:30", "18:00"));
        return new CalendarPublished(ID, version, ID, "America/Sao_Paulo", windows,
                alwaysOpen ? List.of() : List.of("br-national"), List.of(), List.of(), PUBLISHED_AT);
    }

    private static ContractChanged customer(int customer) {
        return new ContractChanged(customerId(customer), "Customer " + customer, "PREMIUM", CONTRACT_START, CONTRACT_END, ID,
                "en", "America/Sao_Paulo", List.of(), List.of(), List.of(), List.of(), List.of(), PUBLISHED_AT);
    }

    static TicketOpened ticketOpened(int ticket, DueProfile profile, Instant openedAt) {
        var promises = List.of(
                new Promise("FIRST_RESPONSE", profile.firstResponse.toString(), openedAt.plus(profile.firstResponse)),
                new Promise("RESOLUTION", profile.resolution.toString(), openedAt.plus(profile.resolution)));
        return new TicketOpened(ticketId(ticket), "T-2026-%06d".formatted(ticket), customerId(ticket), "Customer", CONTACT,
                "INCIDENT", profile.priority, PRODUCT, "9.2", "Ticket %d of the bench".formatted(ticket), openedAt, "EDITION",
                new SlaDefinition(ID, 1, ID, "America/Sao_Paulo", promises));
    }

    /** Requests that the ticket counts by the next calendar version from the given instant on. */
    static SlaRescheduleRequested rescheduleRequested(int ticket, Instant at) {
        return new SlaRescheduleRequested("bench", ticketId(ticket), customerId(ticket), CALENDAR, PLAN_CALENDAR, NEXT_CALENDAR,
                CONTACT.id(), "benchmark", at);
    }

    static String ticketId(int ticket) {
        return "bench-" + ticket;
    }

    private static String customerId(int ticket) {
        return "bench-" + ticket % CUSTOMERS;
    }

    private BenchEvents() {}
}
