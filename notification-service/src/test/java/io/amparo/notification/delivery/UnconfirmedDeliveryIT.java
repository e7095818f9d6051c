package io.amparo.notification.delivery;

import static io.amparo.notification.delivery.ScriptedSmtpServer.hangUp;
import static io.amparo.notification.delivery.ScriptedSmtpServer.reply;
import static io.amparo.notification.delivery.ScriptedSmtpServer.replyAfter;
import static io.amparo.notification.delivery.TestMail.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.notification.TestOutbox;
import io.amparo.notification.delivery.Delivery.State;
import io.amparo.notification.delivery.ScriptedSmtpServer.Reaction;
import io.amparo.notification.delivery.SendDelivery.MailServerConnection;
import io.amparo.platform.store.DueAggregates;
import io.amparo.testkit.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attempts whose outcome is unknown, and instances that share deliveries, with a real store and a scripted mail server. */
class UnconfirmedDeliveryIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final SettableClock clock = new SettableClock(NOW);
    private final AtomicInteger causes = new AtomicInteger();
    private Deliveries deliveries;
    private Delivery delivery;
    @AutoClose
    private final BoundedMailExecutor mailExecutor = new BoundedMailExecutor(4, TestMail.circuit(),
            Executors.newVirtualThreadPerTaskExecutor());

    @BeforeEach
    void requestDelivery() {
        clock.set(NOW);
        deliveries = new Deliveries(TestOutbox.create(clock));
        delivery = TestMail.delivery("cause" + causes.incrementAndGet(), TestMail.bruno());
        deliveries.insert(delivery.id(), "requested", delivery.unchanged());
    }

    /** One instance of the service. */
    private final class Instance implements AutoCloseable {
        private final LeaseRenewal renewal;
        private final SendDelivery sendDelivery;
        private final DeliveryTicker ticker;

        Instance(String owner, MailServerConnection mailServer, MailProperties mail, Clock time) {
            renewal = new LeaseRenewal(deliveries, mail.retrySchedule(), mail.leaseRenewal(), time);
            sendDelivery = new SendDelivery(deliveries, mailServer, renewal, TestMail.addressees(_ -> false),
                    new DomainRateLimits(1_000), mail.retrySchedule(), owner, time);
            ticker = new DeliveryTicker(new DueAggregates(deliveries, time, new SimpleMeterRegistry()), sendDelivery,
                    mailExecutor);
        }

        /** Sends the delivery in this thread, if it is due. */
        boolean trySend() {
            var leased = sendDelivery.lease(delivery.id());
            leased.ifPresent(sendDelivery::handle);
            return leased.isPresent();
        }

        @Override
        public void close() {
            renewal.close();
        }
    }

    private SmtpClient client(ScriptedSmtpServer server) throws Exception {
        return new SmtpClient(settings(server, Map.of()), TestMail.noAddresses(),
                (SSLSocketFactory) SSLSocketFactory.getDefault(), clock, new SimpleMeterRegistry());
    }

    private static MailProperties settings(ScriptedSmtpServer server, Map<String, String> changes) {
        return TestMail.settings(server.url(), changes);
    }

    private Delivery stored() {
        return deliveries.find(delivery.id()).orElseThrow().state();
    }

    @Test
    void server_that_hangs_up_after_each_mail_gets_three_copies_and_no_more() throws Exception {
        try (var server = new ScriptedSmtpServer(Map.of(".", hangUp()));
                var client = client(server);
                var instance = new Instance("one", client::send, settings(server, Map.of()), clock)) {
            assertThat(instance.trySend()).isTrue();
            clock.advance(Duration.ofMinutes(15).minusSeconds(1));
            assertThat(instance.trySend()).as("before 15 minutes").isFalse();
            clock.advance(Duration.ofSeconds(1));
            assertThat(instance.trySend()).as("after 15 minutes").isTrue();
            clock.advance(Duration.ofHours(2).minusSeconds(1));
            assertThat(instance.trySend()).as("before 2 hours").isFalse();
            clock.advance(Duration.ofSeconds(1));
            assertThat(instance.trySend()).as("after 2 hours").isTrue();
            clock.advance(Duration.ofDays(30));
            assertThat(instance.trySend()).as("ever after").isFalse();

            assertThat(server.mails).hasSize(3)
                    .allSatisfy(mail -> assertThat(mail).contains("Message-ID: " + delivery.messageId()));
            assertThat(stored().state()).isEqualTo(State.FAILED);
            assertThat(stored().result().failure()).startsWith("unconfirmed: ");
        }
    }

    @Test
    void server_that_defers_after_the_mail_gets_it_once_more_when_the_backoff_ends() throws Exception {
        var deferred = new AtomicInteger(3);
        Reaction defersThrice = socket -> reply(deferred.getAndDecrement() > 0 ? "451 busy" : "250 taken").to(socket);
        try (var server = new ScriptedSmtpServer(Map.of(".", defersThrice));
                var client = client(server);
                var instance = new Instance("one", client::send, settings(server, Map.of()), clock)) {
            for (var backoff : new int[]{1, 2, 4}) {
                assertThat(instance.trySend()).isTrue();
                clock.advance(Duration.ofSeconds(backoff));
            }
            assertThat(instance.trySend()).isTrue();

            assertThat(stored().state()).isEqualTo(State.SENT);
            assertThat(stored().unconfirmed()).isZero();
        }
    }

    @Test
    void instance_that_crashes_before_the_reply_leaves_an_unknown_outcome() throws Exception {
        try (var server = new ScriptedSmtpServer(Map.of()); var client = client(server)) {
            crash((attempt, mayHandOver) -> {
                client.send(attempt, mayHandOver);
                throw new CrashException();
            }, settings(server, Map.of()));
            try (var other = new Instance("two", client::send, settings(server, Map.of()), clock)) {
                assertThat(other.trySend()).as("within the lease").isFalse();
                clock.advance(LEASE);
                assertThat(other.trySend()).as("the server may have the mail").isFalse();
                assertThat(stored().unconfirmed()).isEqualTo(1);
                clock.advance(Duration.ofMinutes(15));
                assertThat(other.trySend()).isTrue();
            }

            assertThat(server.mails).hasSize(2)
                    .allSatisfy(mail -> assertThat(mail).contains("Message-ID: " + delivery.messageId()));
            assertThat(stored().state()).isEqualTo(State.SENT);
        }
    }

    @Test
    void instance_that_crashes_before_the_end_of_the_mail_is_replaced_when_its_lease_ends() throws Exception {
        try (var server = new ScriptedSmtpServer(Map.of()); var client = client(server)) {
            crash((_, _) -> {
                throw new CrashException();
            }, settings(server, Map.of()));
            clock.advance(LEASE);
            try (var other = new Instance("two", client::send, settings(server, Map.of()), clock)) {
                assertThat(other.trySend()).isTrue();
            }

            assertThat(server.mails).hasSize(1);
            assertThat(stored().state()).isEqualTo(State.SENT);
        }
    }

    private static final class CrashException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void crash(MailServerConnection mailServer, MailProperties mail) {
        try (var instance = new Instance("one", mailServer, mail, clock)) {
            instance.trySend();
        } catch (CrashException crashed) {
            // The instance recorded nothing after this point.
        }
    }

    @Test
    void instance_that_lost_its_lease_sends_no_mail() throws Exception {
        try (var server = new ScriptedSmtpServer(Map.of());
                var client = client(server);
                var other = new Instance("two", client::send, settings(server, Map.of()), clock);
                var slow = new Instance("one", (attempt, mayHandOver) -> {
                    clock.advance(LEASE);
                    assertThat(other.trySend()).isTrue();
                    return client.send(attempt, mayHandOver);
                }, settings(server, Map.of()), clock)) {
            slow.trySend();

            assertThat(server.mails).hasSize(1);
            assertThat(stored().state()).isEqualTo(State.SENT);
        }
    }

    @Test
    void lease_is_renewed_while_the_server_takes_longer_than_a_lease() throws Exception {
        var time = Clock.systemUTC();
        var slow = Duration.ofSeconds(4);
        try (var server = new ScriptedSmtpServer(Map.of(".", replyAfter(slow, "250 taken"))); var client = client(server)) {
            var mail = settings(server, Map.of("lease", "1s", "lease-renewal", "200ms"));
            try (var one = new Instance("one", client::send, mail, time);
                    var two = new Instance("two", client::send, mail, time)) {
                one.ticker.tick();
                await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(50)).until(() -> {
                    two.ticker.tick();
                    return stored().state() == State.SENT;
                });
            }

            assertThat(server.mails).hasSize(1);
            assertThat(stored().attempts()).isEqualTo(1);
            assertThat(stored().unconfirmed()).isZero();
        }
    }

    @Test
    void campaign_on_a_slow_server_does_not_delay_other_deliveries() throws Exception {
        var release = new CountDownLatch(1);
        try (var server = new ScriptedSmtpServer(Map.of()); var campaigns = executor(2); var others = executor(1)) {
            for (int n = 0; n < 20; n++) insert(TestMail.delivery("notice" + n, TestMail.bruno(), "campaign"));
            insert(TestMail.delivery("receipt", TestMail.bruno()));
            MailServerConnection slowForCampaigns = (attempt, _) -> {
                if (attempt.message().campaign() != null) awaitUninterrupted(release);
                return new Outcome.Accepted();
            };
            try (var instance = new Instance("one", slowForCampaigns, settings(server, Map.of()), clock)) {
                new CoalescingTrigger(ticker(true, instance, campaigns)::tick).trigger();
                await().atMost(TIMEOUT).until(() -> !campaigns.tryAcquire());

                ticker(false, instance, others).tick();

                await().atMost(TIMEOUT).until(() -> stored("receipt").state() == State.SENT);
                release.countDown();
                await().atMost(TIMEOUT).until(() -> stored("notice19").state() == State.SENT);
            }
        }
    }

    private static BoundedMailExecutor executor(int limit) {
        return new BoundedMailExecutor(limit, TestMail.circuit(), Executors.newVirtualThreadPerTaskExecutor());
    }

    private DeliveryTicker ticker(boolean ofCampaigns, Instance instance, BoundedMailExecutor executor) {
        var due = new DueAggregates(deliveries, Deliveries.ofCampaigns(ofCampaigns), clock, new SimpleMeterRegistry());
        return new DeliveryTicker(due, instance.sendDelivery, executor);
    }

    private void insert(Delivery waiting) {
        deliveries.insert(waiting.id(), "requested", waiting.unchanged());
    }

    private Delivery stored(String cause) {
        return deliveries.find(Delivery.idOf(cause, TestMail.bruno().id())).orElseThrow().state();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
