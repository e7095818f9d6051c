package io.amparo.notification.delivery;

import static io.amparo.notification.delivery.TestMail.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.notification.TestOutbox;
import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.Delivery.State;
import io.amparo.notification.delivery.Outcome.Accepted;
import io.amparo.notification.delivery.Outcome.Superseded;
import io.amparo.notification.delivery.Outcome.Unavailable;
import io.amparo.platform.store.DueAggregates;
import io.amparo.testkit.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestInstance;

/** A mail server that is away for an hour, and one that takes only so many mails a second. */
@TestInstance(Lifecycle.PER_METHOD)
class MailServerCircuitIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final int MAILS = 60;
    private static final int FAILURES = 5;
    private static final DeliveryRetrySchedule SCHEDULE = new DeliveryRetrySchedule(Duration.ofSeconds(30), Duration.ofSeconds(1),
            Duration.ofMinutes(1), Duration.ofDays(5), List.of(Duration.ofMinutes(15)));

    private final SettableClock clock = new SettableClock(NOW);
    private final Deliveries deliveries = new Deliveries(TestOutbox.create(clock));
    private final AtomicBoolean away = new AtomicBoolean(true);
    private final AtomicInteger attempts = new AtomicInteger();
    private final ConcurrentMap<String, Integer> accepted = new ConcurrentHashMap<>();
    private final MailServerCircuit circuit = new MailServerCircuit(FAILURES, Duration.ofMillis(300));
    @AutoClose
    private final LeaseRenewal renewal = new LeaseRenewal(deliveries, SCHEDULE, Duration.ofSeconds(10), clock);
    @AutoClose
    private final BoundedMailExecutor executor = new BoundedMailExecutor(4, circuit, Executors.newVirtualThreadPerTaskExecutor());

    private DeliveryTicker ticker(DomainRateLimits limits) {
        var sendDelivery = new SendDelivery(deliveries, this::send, renewal, TestMail.addressees(_ -> false), limits, SCHEDULE,
                "instance-1", clock);
        return new DeliveryTicker(new DueAggregates(deliveries, clock, new SimpleMeterRegistry()), sendDelivery, executor);
    }

    private Outcome send(Delivery delivery, BooleanSupplier mayHandOver) {
        attempts.incrementAndGet();
        if (away.get()) return new Unavailable("MailConnectException");
        // The clock may have passed the end of the lease.
        if (!mayHandOver.getAsBoolean()) return new Superseded();
        accepted.merge(delivery.messageId(), 1, Integer::sum);
        return new Accepted();
    }

    private List<Delivery> request(int number, String domain) {
        var requested = new ArrayList<Delivery>();
        for (int i = 0; i < number; i++) {
            var name = "p" + i + "." + domain;
            var delivery = TestMail.delivery("cause " + name,
                    new Recipient(name, "acme", "p" + i + "@" + domain, "P", "en", ZoneId.of("UTC")));
            deliveries.insert(delivery.id(), "requested", delivery.unchanged());
            requested.add(delivery);
        }
        return requested;
    }

    private Delivery stored(Delivery delivery) {
        return deliveries.find(delivery.id()).orElseThrow().state();
    }

    @Test
    @Tag("R9.1")
    void server_that_is_away_for_an_hour_loses_and_repeats_nothing() {
        var requested = request(MAILS, "acme.example");
        var ticker = ticker(new DomainRateLimits(1_000));

        for (int minute = 0; minute < 60; minute++) {
            ticker.tick();
            clock.advance(Duration.ofMinutes(1));
        }
        // Without the circuit breaker, each mail would have tried about 60 times.
        assertThat(attempts).hasValueLessThan(MAILS * 5);
        assertThat(requested).noneMatch(delivery -> stored(delivery).state() != State.PENDING);

        away.set(false);
        await().atMost(TIMEOUT).until(() -> {
            ticker.tick();
            clock.advance(Duration.ofMinutes(1));
            return requested.stream().allMatch(delivery -> stored(delivery).state() == State.SENT);
        });
        assertThat(accepted).hasSize(MAILS).allSatisfy((_, copies) -> assertThat(copies).isEqualTo(1));
    }

    @Test
    void mail_waits_without_an_attempt_while_the_circuit_is_open_and_a_trial_closes_it() {
        for (int n = 0; n < FAILURES; n++) {
            assertThat(circuit.tryAcquire()).isTrue();
            circuit.record(new Unavailable("MailConnectException"));
        }
        var waiting = request(1, "open.example").getFirst();

        ticker(new DomainRateLimits(1_000)).tick();

        assertThat(stored(waiting)).as("no lease, no attempt").isEqualTo(waiting);
        assertThat(executor.tryAcquire()).isFalse();
        var recovered = new AtomicInteger();
        circuit.onAvailable(recovered::incrementAndGet);
        await().atMost(TIMEOUT).until(() -> recovered.get() > 0);
        assertThat(executor.tryAcquire()).isTrue();
        executor.release();
    }

    @Test
    void refusal_of_one_mail_does_not_open_the_circuit() {
        for (int n = 0; n < 4 * FAILURES; n++) {
            assertThat(circuit.tryAcquire()).isTrue();
            circuit.record(n % 2 == 0 ? new Unavailable("SMTP 450") : new Outcome.Refused("SMTP 550"));
        }
        assertThat(circuit.tryAcquire()).isTrue();
        assertThat(new Unavailable("SMTP 421").concernsServer()).isTrue();
        assertThat(new Unavailable("SMTP 535").concernsServer()).isTrue();
    }

    @Test
    void domain_gets_as_many_mails_a_second_as_its_limit_and_others_do_not_wait() {
        away.set(false);
        var slow = request(5, "slow.example");
        var other = request(2, "other.example");
        var ticker = ticker(new DomainRateLimits(2));

        ticker.tick();
        await().atMost(TIMEOUT).until(() -> other.stream().allMatch(delivery -> stored(delivery).state() == State.SENT)
                && slow.stream().noneMatch(delivery -> stored(delivery).lease() != null));
        assertThat(slow.stream().filter(delivery -> stored(delivery).state() == State.SENT)).hasSizeBetween(2, 4);
        var deferred = slow.stream().map(this::stored).filter(delivery -> delivery.state() == State.PENDING).toList();
        assertThat(deferred).allSatisfy(delivery -> {
            assertThat(delivery.series().hasTurn()).isTrue();
            assertThat(delivery.dueAt()).isBetween(clock.instant(), clock.instant().plusSeconds(3));
        });

        clock.advance(Duration.ofSeconds(3));
        ticker.tick();

        await().atMost(TIMEOUT).until(() -> slow.stream().allMatch(delivery -> stored(delivery).state() == State.SENT));
        assertThat(accepted.values()).allMatch(copies -> copies == 1);
    }
}
