package io.amparo.ticket.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import io.amparo.platform.ServiceProperties;
import io.amparo.testkit.CommandCounts;
import io.amparo.testkit.CommandCountsConfig;
import io.amparo.ticket.TicketServiceTest;
import io.amparo.ticket.sla.Sla.Objective;
import io.amparo.ticket.state.NextDue;
import io.amparo.ticket.ticket.TicketSummaries.Filter;
import io.amparo.ticket.ticket.TicketSummary.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/**
 * A page of many tickets costs the store as much as a page of few, also from the middle and of a company with few matching
 * tickets among many. {@code -Damparo.pages.tickets=100000} is the largest number; with it DocumentDB needs 40 ms for two words
 * of which each ticket has one.
 */
@TicketServiceTest
@Timeout(600)
@Import(CommandCountsConfig.class)
class TicketPagesIT {
    private static final int FEW = 1_000;
    private static final int MANY = Integer.getInteger("amparo.pages.tickets", 10_000);
    /** A page that reads all tickets, or all of a company, takes ten times as long for ten times as many. */
    private static final int MAX_FACTOR = 4;
    private static final int LIMIT = 25;
    private static final String COLLECTION = "ticket_summaries";
    private static final int INDEXES = 18;
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @Autowired
    TicketSummaries summaries;
    @Autowired
    CommandCounts commands;
    @Autowired
    MongoClient client;
    @Autowired
    ServiceProperties service;

    @Test
    void a_page_of_many_tickets_costs_as_much_as_a_page_of_few() {
        var stored = client.getDatabase(service.database()).getCollection(COLLECTION);
        await().until(() -> stored.listIndexes().into(new ArrayList<>()).size() >= INDEXES);
        insert(0, FEW);
        var costs = costs(FEW);
        for (int tickets = 10 * FEW; tickets <= MANY; tickets *= 10) {
            insert(tickets / 10, tickets);
            assertThat(costs(tickets)).allSatisfy(
                    (page, nanos) -> assertThat(nanos).as(page).isLessThan(MAX_FACTOR * Objects.requireNonNull(costs.get(page))));
        }
    }

    /** Returns the shortest durations of the pages in nanoseconds. */
    private Map<String, Long> costs(int tickets) {
        var costs = new LinkedHashMap<String, Long>();
        filters().forEach((name, filter) -> {
            var isVisibility = name.equals("all") || name.equals("company");
            for (var sort : isVisibility ? TicketSort.values() : new TicketSort[]{TicketSort.NEWEST}) {
                costs.put(name + " by " + sort, shortestNanos(filter, sort, null));
                costs.put(name + " by " + sort + ", from the middle",
                        shortestNanos(filter, sort, sort.key(summary(tickets / 2))));
            }
        });
        costs.forEach((page, nanos) -> System.out.printf("%,7d tickets: %,6d µs, page %s%n", tickets, nanos / 1_000, page));
        return costs;
    }

    private long shortestNanos(Filter filter, TicketSort sort, @Nullable String after) {
        commands.reset();
        assertThat(summaries.page(filter, sort, after, LIMIT)).isNotEmpty();
        assertThat(commands.count(COLLECTION, "find")).isLessThanOrEqualTo(2); // one for each status; keys and tickets
        long shortest = Long.MAX_VALUE;
        for (int n = 0; n < 50; n++) {
            long begin = System.nanoTime();
            summaries.page(filter, sort, after, LIMIT);
            shortest = Math.min(shortest, System.nanoTime() - begin);
        }
        return shortest;
    }

    private static Map<String, Filter> filters() {
        var company = Set.of("c3");
        var active = Set.of(Status.OPEN, Status.IN_PROGRESS);
        var filters = new LinkedHashMap<String, Filter>();
        filters.put("all", Filter.ALL);
        filters.put("active", new Filter(null, active, null, null, null, null, null, null));
        filters.put("company", new Filter(company, null, null, null, null, null, null, null));
        filters.put("active of company", new Filter(company, active, null, null, null, null, null, null));
        filters.put("open of company", new Filter(Set.of("open"), Status.ACTIVE, null, null, null, null, null, null));
        filters.put("few of company", new Filter(company, Set.of(Status.WAITING_VENDOR), null, null, null, null, null, null));
        filters.put("P1 of product", new Filter(null, null, null, Set.of(Priority.P1), Set.of("p1"), null, null, null));
        filters.put("view", Filter.ALL.within(null, Set.of("mine")));
        filters.put("rare word", new Filter(null, null, null, null, null, null, null, "customer7 collector"));
        return filters;
    }

    private void insert(int from, int to) {
        try (var writers = Executors.newFixedThreadPool(8)) {
            for (int n = from; n < to; n++) {
                var summary = summary(n);
                writers.execute(() -> summaries.show(summary));
            }
        }
    }

    /** Half of the tickets are those of four companies, of which a fifth is active; the others are those of one, all active. */
    private static TicketSummary summary(int n) {
        return new TicketSummary("ticket-" + n, 1, number(n), Kind.INCIDENT, status(n), Priority.values()[n / 2 % 4],
                n % 2 == 0 ? "open" : "c" + n / 10 % 4, "Company", null, "p" + n / 4 % 3, "9.2",
                "Collector stops after the update", NOW, NOW, next(n), null,
                new Terms(n % 40 < 30 || n > FEW ? List.of() : List.of("mine", "waiting"),
                        SearchWords.of(number(n), "Collector stops", "customer" + n % 1_000)));
    }

    /** A third of the tickets has a running clock. */
    private static NextDue next(int n) {
        return new NextDue(0, n % 3 > 0 ? null : new Objective("RESOLUTION", "RUNNING", "PT4H", null, NOW.plusSeconds(n / 9)));
    }

    private static Status status(int n) {
        if (n % 2 == 0) return n % 4 == 0 ? Status.OPEN : Status.IN_PROGRESS;
        return switch (n % 10) {
            case 1 -> Status.IN_PROGRESS;
            case 3 -> n < 300 ? Status.WAITING_VENDOR : Status.CLOSED;
            default -> Status.CLOSED;
        };
    }

    private static String number(int n) {
        return "T-2025-%06d".formatted(n);
    }
}
