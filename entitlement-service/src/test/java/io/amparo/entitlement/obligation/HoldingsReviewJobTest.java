package io.amparo.entitlement.obligation;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.amparo.entitlement.DemoCustomers;
import io.amparo.entitlement.catalogue.Product;
import io.amparo.entitlement.catalogue.ProductLine;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.contract.Held;
import io.amparo.entitlement.contract.Holdings;
import io.amparo.entitlement.policy.LoadedPolicies;
import io.amparo.events.Vocabulary.DutyEffect;
import io.amparo.events.Vocabulary.DutyState;
import io.amparo.events.customer.CustomerEvent.Installation;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.local.backend.EmbeddedStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.TraceContext;
import io.amparo.testkit.SettableClock;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The review of all customers, by the policy of Northwind, whose C2 is about the newest major release. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class HoldingsReviewJobTest {
    private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
    private static final ProductLine OPMON = new ProductLine(List.of(product("opmon-8", "8.9"), product("opmon-9", "9.2")));

    private final SettableClock clock = new SettableClock(NOON);
    private final EmbeddedStore store = EmbeddedStore.start(null, 0);
    private final MongoClient client = MongoClients.create(store.uri());
    private final Outbox outbox = new Outbox(client.getDatabase("obligation"),
            (_, _, _, _, _, _, _, _) -> new ProducerRecord<>("entitlements", "key", new byte[0]),
            new TraceContext(Tracer.NOOP, Propagator.NOOP), clock);
    private final Customers customers = new Customers(outbox);
    private final Obligations obligations = new Obligations(outbox);
    private final ReviewRuns runs = new ReviewRuns(outbox);
    private final HoldingsReviewJob job = new HoldingsReviewJob(runs, customers,
            new ReviewHoldings(obligations, customers, HoldingsReviewJobTest::lineOf, LoadedPolicies::northwind, clock),
            () -> ZoneId.of("UTC"), clock);

    private static Product product(String id, String version) {
        return new Product(id, id, "opmon",
                List.of(new DatedVersion(ReleaseVersion.parse(version).orElseThrow(), LocalDate.of(2026, 1, 5))), null, null);
    }

    private static ProductLine lineOf(String product) {
        if (product.equals("broken")) throw new IllegalStateException("broken");
        return OPMON;
    }

    @BeforeEach
    void schedule() {
        job.schedule();
    }

    @AfterEach
    void close() {
        client.close();
        store.close();
    }

    private void store(Customer customer, String product) {
        var installed = Holdings.NONE.withInstallations(List.of(new Held<>("i", new Installation(product, "8.9"))));
        customers.insert(customer.id(), "test", new Change<>(customer.withHoldings(installed), List.of(), null));
    }

    @Test
    @Tag("R9.C5")
    void a_customer_that_fails_does_not_stop_the_others() {
        store(DemoCustomers.acme(), "broken");
        store(DemoCustomers.borealis(), "opmon-8");

        job.reviewPage();

        assertThat(obligations.of("acme")).isEmpty();
        assertThat(obligations.of("borealis")).containsOnlyKeys("C2");
        assertThat(obligations.notMet("borealis", NOON)).containsExactly("C2");
        assertThat(runs.due(NOON, 1)).as("the run has ended").isEmpty();
    }

    @Test
    void a_run_begins_when_every_instance_knows_the_change() {
        job.reviewPage();
        job.request("product/opmon-9/1");

        assertThat(runs.due(NOON.plus(Duration.ofMillis(4_999)), 1)).isEmpty();
        assertThat(runs.due(NOON.plus(Duration.ofSeconds(5)), 1)).hasSize(1);
    }

    @Test
    void a_decision_knows_the_duties_that_were_not_met_at_its_instant() {
        var note = new Assessment(DutyState.NOT_MET, "seen", "fabio", NOON, null, null);
        var later = new Assessment(DutyState.MET, "corrected", "fabio", NOON.plusSeconds(60), null, null);
        for (var code : new String[]{"C1", "C2"}) {
            var first = Obligation.unknown("acme", code).assess(note, DutyEffect.WARN, NOON);
            obligations.insert(Obligation.id("acme", code), "test",
                    code.equals("C1") ? first : first.state().assess(later, DutyEffect.WARN, later.at()));
        }

        assertThat(obligations.notMet("acme", NOON)).containsExactlyInAnyOrder("C1", "C2");
        assertThat(obligations.notMet("acme", later.at())).containsExactly("C1");
        assertThat(obligations.notMet("acme", NOON.minusMillis(1))).isEmpty();
    }
}
