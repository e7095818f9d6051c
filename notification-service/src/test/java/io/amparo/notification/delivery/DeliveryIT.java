package io.amparo.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.notification.MailServer;
import io.amparo.notification.TestOutbox;
import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.Delivery.Result;
import io.amparo.notification.delivery.Delivery.State;
import io.amparo.notification.delivery.RequestDelivery.Command;
import io.amparo.notification.template.Mail;
import io.amparo.notification.template.MailModel;
import io.amparo.platform.store.DueAggregates;
import io.amparo.testkit.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.MessagingException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DeliveryIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final Instant START = Instant.parse("2026-11-23T15:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final MailServer mail = MailServer.start();
    private final MailProperties properties = new MailProperties(URI.create(mail.url()), "suporte@opservices.example", "Suporte",
            "OpServices", 4, 4, Duration.ofSeconds(5), LEASE, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofDays(5),
            Duration.ofSeconds(5));
    private final SettableClock clock = new SettableClock(START);
    private final Deliveries deliveries = new Deliveries(TestOutbox.create(clock));
    private final SmtpClient smtp = smtp();
    private final BoundedMailExecutor mailExecutor = new BoundedMailExecutor(4, Executors.newVirtualThreadPerTaskExecutor());
    private final SendDelivery sendDelivery = new SendDelivery(deliveries, smtp::send, properties.retrySchedule(), clock);
    private final DeliveryTicker ticker = new DeliveryTicker(deliveries,
            new DueAggregates(deliveries, clock, new SimpleMeterRegistry()), sendDelivery, mailExecutor, clock);

    private SmtpClient smtp() {
        try {
            return new SmtpClient(properties, clock, new SimpleMeterRegistry());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    void close() {
        mailExecutor.close();
        mail.stop();
    }

    private static Command receipt(String number) {
        return new Command("ticket#" + number, START,
                new Recipient("acme-bruno", "bruno@acme.example", "Bruno", "pt-BR", ZoneId.of("UTC")),
                RelatedResource.ticket(number, number), null,
                MailModel.of("receipt").with("number", number).with("subject", "x"));
    }

    private static String idOf(String number) {
        return Delivery.idOf("ticket#" + number, "bruno@acme.example");
    }

    private RequestDelivery requestDelivery(BoundedMailExecutor executor) {
        return new RequestDelivery(deliveries, sendDelivery, executor, () -> {}, new Vendor("OpServices", "opservices.example"),
                clock);
    }

    private List<MailServer.ReceivedMail> mailsOf(String number) {
        return mail.receivedMails(received -> received.ticket().equals(number));
    }

    private void awaitSent(String number) {
        await().atMost(TIMEOUT).until(() -> deliveries.find(idOf(number)).orElseThrow().state().state() == State.SENT);
    }

    @Test
    void stored_delivery_is_read_back_unchanged() {
        var message = new Message("c", START, new Recipient("b-a", "a@b.example", "A", "es", ZoneId.of("America/Bogota")),
                RelatedResource.announcement("a1", "OpMon 8"), "campaign", "eol-announced", new Mail("es", "s", "t"));
        var failed = new Delivery("d1", "<d1@b.example>", message, START, 3, null, new Result(START.plusMillis(7), "SMTP 550"));

        deliveries.insert("d1", "requested", failed.unchanged());

        assertThat(deliveries.find("d1").orElseThrow().state()).isEqualTo(failed);
    }

    @Test
    void concurrent_requests_for_one_event_send_one_mail() throws Exception {
        var one = requestDelivery(mailExecutor);
        var other = requestDelivery(new BoundedMailExecutor(4, Executors.newVirtualThreadPerTaskExecutor()));

        runConcurrently(8, index -> (index % 2 == 0 ? one : other).handle(receipt("T-once")));

        awaitSent("T-once");
        ticker.tick();
        assertThat(mailsOf("T-once")).hasSize(1);
    }

    @Test
    void concurrent_attempts_at_a_due_delivery_send_one_mail() throws Exception {
        var waiting = Delivery.of(new Message("c", START, receipt("T-due").recipient(), RelatedResource.ticket("t", "T-due"),
                null, "receipt", new Mail("en", "s", "t")), "opservices.example", START);
        deliveries.insert(waiting.id(), "requested", waiting.unchanged());

        runConcurrently(8, index -> deliveries.lease(waiting.id(), clock.instant(), properties.retrySchedule())
                .ifPresent(sendDelivery::handle));

        assertThat(mailsOf("T-due")).hasSize(1);
    }

    @Test
    void crash_before_acceptance_is_recorded_resends_the_same_message_id() {
        var leased = Delivery
                .of(new Message("crash", START, receipt("T-crash").recipient(), RelatedResource.ticket("t", "T-crash"), null,
                        "receipt", new Mail("en", "s", "t")), "opservices.example", clock.instant())
                .attempt(clock.instant(), properties.retrySchedule());
        deliveries.insert(leased.state().id(), "requested", leased);

        smtp.send(leased.state());
        // The instance crashes here. No other instance sends the mail until the lease expires.
        ticker.tick();
        assertThat(mailsOf("T-crash")).hasSize(1);

        clock.advance(LEASE);
        ticker.tick();
        await().atMost(TIMEOUT).until(() -> deliveries.find(leased.state().id()).orElseThrow().state().state() == State.SENT);
        clock.advance(LEASE.multipliedBy(10));
        ticker.tick();

        assertThat(mailsOf("T-crash")).hasSize(2).extracting(MailServer.ReceivedMail::messageId)
                .containsOnly(leased.state().messageId());
    }

    @Test
    void delivery_without_a_free_permit_waits_in_the_store() {
        requestDelivery(new BoundedMailExecutor(0, Executors.newVirtualThreadPerTaskExecutor())).handle(receipt("T-queue"));

        assertThat(deliveries.find(idOf("T-queue")).orElseThrow().state().attempts()).isZero();

        ticker.tick();
        awaitSent("T-queue");
        assertThat(mailsOf("T-queue")).hasSize(1);
    }

    @Test
    void campaign_mail_waits_for_the_ticker_and_takes_no_permit() {
        var command = receipt("T-campaign");

        requestDelivery(mailExecutor)
                .handle(new Command(command.cause(), START, command.recipient(), command.about(), "campaign", command.model()));

        assertThat(deliveries.find(idOf("T-campaign")).orElseThrow().state().attempts()).isZero();

        ticker.tick();
        awaitSent("T-campaign");
    }

    private interface IndexedTask {
        void run(int number);
    }

    private static void runConcurrently(int number, IndexedTask task) throws InterruptedException, ExecutionException {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<?>>();
            for (int i = 0; i < number; i++) {
                int index = i;
                futures.add(threads.submit(() -> {
                    start.await();
                    task.run(index);
                    return null;
                }));
            }
            start.countDown();
            for (var future : futures) future.get();
        }
    }
}
