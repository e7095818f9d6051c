package io.amparo.entitlement.coverage;

import static java.util.stream.Collectors.summingInt;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.entitlement.TestCatalogue;
import io.amparo.entitlement.TestClockConfig;
import io.amparo.entitlement.ledger.Balances;
import io.amparo.entitlement.ledger.ChangeLots;
import io.amparo.entitlement.ledger.LotEntries;
import io.amparo.entitlement.ledger.LotEntries.StoredEntry;
import io.amparo.entitlement.ledger.LotKind;
import io.amparo.entitlement.ledger.LotTerms;
import io.amparo.entitlement.ledger.Lots;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.ServiceTest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Decisions on many tickets at the same time. {@code -Dreservations=10000} is the full size. */
@Tag("R5.7")
@ServiceTest({"amparo.demo=true", "POLICY_FILE=src/test/resources/policy/northwind-3.json"})
@Import(TestClockConfig.class)
class ManyReservationsIT {
    private static final int TICKETS = Integer.getInteger("reservations", 400);
    private static final int CONCURRENT = 32;
    private static final String CUSTOMER = "borealis";
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    DecideEntitlement decideEntitlement;
    @Autowired
    ChangeLots changeLots;
    @Autowired
    Lots lots;
    @Autowired
    LotEntries entries;
    @Autowired
    Balances balances;

    private static <T> List<T> concurrently(int calls, IntFunction<T> call) throws Exception {
        try (var callers = Executors.newFixedThreadPool(CONCURRENT, Thread.ofVirtual().factory())) {
            var results = new ArrayList<T>();
            for (var result : callers
                    .invokeAll(IntStream.range(0, calls).<Callable<T>>mapToObj(n -> () -> call.apply(n)).toList()))
                results.add(result.get());
            return results;
        }
    }

    private boolean isGranted(String ticketId) {
        var query = new EntitlementQuery("carla@borealis.example", Kind.INCIDENT, "opmon-9", "9.2", null);
        return decideEntitlement.handle(new DecideEntitlement.Command(query, null, ticketId)).granted();
    }

    @Test
    void half_as_many_vouchers_as_tickets_grant_exactly_half_of_them() throws Exception {
        TestCatalogue.publish(kafka, api);
        var terms = LotTerms.of(CUSTOMER, LotKind.VOUCHER, null, TODAY, TODAY.plusDays(30), ZoneId.of("America/Sao_Paulo"));
        int missing = TICKETS / 2 - balances.vouchers(CUSTOMER, TODAY);
        concurrently(missing, n -> changeLots.open("many-" + n, terms, 1, null, null));
        assertThat(balances.vouchers(CUSTOMER, TODAY)).isEqualTo(TICKETS / 2);

        var begin = System.nanoTime();
        var decided = concurrently(TICKETS, n -> isGranted("many-" + n));
        System.out.printf("%d decisions on %d single incidents took %.1f s%n", TICKETS, TICKETS / 2,
                (System.nanoTime() - begin) / 1e9);

        assertThat(decided.stream().filter(granted -> granted)).hasSize(TICKETS / 2);
        assertThat(balances.vouchers(CUSTOMER, TODAY)).isZero();
        assertThat(lots.totals(CUSTOMER, LotKind.VOUCHER)).isEqualTo(new Lots.Totals(0, TICKETS / 2));
        var stored = entries.between(CUSTOMER, LotKind.VOUCHER, Instant.EPOCH, END, 2 * TICKETS);
        assertThat(stored).hasSize(TICKETS).allMatch(each -> each.entry().balance() >= 0);
        assertThat(stored.stream().collect(Collectors.groupingBy(StoredEntry::lotId, summingInt(each -> each.entry().amount())))
                .values()).hasSize(TICKETS / 2).containsOnly(0);
    }
}
