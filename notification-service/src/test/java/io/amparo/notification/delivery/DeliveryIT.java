package io.amparo.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.notification.MailServer;
import io.amparo.notification.TestOutbox;
import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.Delivery.Lease;
import io.amparo.notification.delivery.Delivery.Result;
import io.amparo.notification.delivery.Delivery.Series;
import io.amparo.notification.delivery.Delivery.State;
import io.amparo.notification.delivery.RequestDelivery.Command;
import io.amparo.notification.template.Mail;
import io.amparo.notification.template.MailModel;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.EventOrigin;
import io.amparo.testkit.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.MessagingException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DeliveryIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final Instant START = Instant.parse("2026-11-23T15:00:00Z");

    private final MailServer mail = MailServer.start();
    private final MailProperties properties = TestMail.settings(URI.create(mail.url()), Map.of());
    private final SettableClock clock = new SettableClock(START);
    private final Deliveries deliveries = new Deliveries(TestOutbox.create(clock));
    private final LeaseRenewal leaseRenewal = new LeaseRenewal(deliveries, properties.retrySchedule(), properties.leaseRenewal(),
            clock);
    private final SmtpClient smtp = smtp();
    private final BoundedMailExecutor mailExecutor = new BoundedMailExecutor(4, TestMail.circuit(),
            Executors.newVirtualThreadPerTaskExecutor());
    private final SendDelivery sendDelivery = new SendDelivery(deliveries, smtp::send, leaseRenewal,
            TestMail.addressees(recipient -> recipient.id().startsWith("former")), new DomainRateLimits(1_000),
            properties.retrySchedule(), "instance-1", clock);
    private final DeliveryTicker ticker = ticker(false);
    private final DeliveryTicker campaignTicker = ticker(true);

    private SmtpClient smtp() {
        try {
            return new SmtpClient(properties, TestMail.noAddresses(), (SSLSocketFactory) SSLSocketFactory.getDefault(), clock,
                    new SimpleMeterRegistry());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private DeliveryTicker ticker(boolean ofCampaigns) {
        return new DeliveryTicker(
                new DueAggregates(deliveries, Deliveries.ofCampaigns(ofCampaigns), clock, new SimpleMeterRegistry()),
                sendDelivery, mailExecutor);
    }

    @AfterAll
    void close() {
        mailExecutor.close();
        leaseRenewal.close();
        mail.stop();
    }

    private static Command receipt(String number) {
        return new Command(TestMail.origin("ticket#" + number), START, TestMail.bruno(), RelatedResource.ticket(number, number),
                null, MailModel.of("receipt").with("number", number).with("subject", "x"));
    }

    private static String idOf(String number) {
        return Delivery.idOf("ticket#" + number, "acme-bruno");
    }

    private RequestDelivery requestDelivery(BoundedMailExecutor executor) {
        return new RequestDelivery(deliveries, sendDelivery, executor, () -> {}, () -> {}, TestMail.VENDOR, clock);
    }

    private List<MailServer.ReceivedMail> mailsOf(String number) {
        return mail.receivedMails(received -> received.ticket().equals(number));
    }

    private void awaitSent(String number) {
        await().atMost(TIMEOUT).until(() -> deliveries.find(idOf(number)).orElseThrow().state().state() == State.SENT);
    }

    @Test
    void stored_delivery_is_read_back_unchanged() {
        var message = new Message(new EventOrigin("c", "trace", "00-trace-span-01"), START,
                new Recipient("b-a", "b", "a@b.example", "A", "es", ZoneId.of("America/Bogota")),
                RelatedResource.announcement("a1", "OpMon 8"), "campaign", "eol-announced", new Mail("es", "s", "t"));
        var failed = new Delivery("d1", "<d1@b.example>", message, START, 3, 1, null, null,
                new Result(State.FAILED, START.plusMillis(7), "SMTP 550"), new Series(START.plusMillis(1), 1, 1, true, "r"),
                TestMail.bruno(), new Receipt(Receipt.Status.BOUNCED, "5.1.1", START.plusMillis(9)));
        var running = new Delivery("d2", "<d2@b.example>", message, START, 3, 1, START.plusSeconds(5), new Lease("i", true), null,
                Series.first(START), null, null);

        for (var each : List.of(failed, running)) {
            deliveries.insert(each.id(), "requested", Change.of(each, List.of()));

            assertThat(deliveries.find(each.id()).orElseThrow().state()).isEqualTo(each);
        }
    }

    @Test
    void concurrent_requests_for_one_event_send_one_mail() throws Exception {
        var one = requestDelivery(mailExecutor);
        var other = requestDelivery(new BoundedMailExecutor(4, TestMail.circuit(), Executors.newVirtualThreadPerTaskExecutor()));

        runConcurrently(8, index -> (index % 2 == 0 ? one : other).handle(receipt("T-once")));

        awaitSent("T-once");
        ticker.tick();
        assertThat(mailsOf("T-once")).hasSize(1);
    }

    @Test
    void concurrent_attempts_at_a_due_delivery_send_one_mail() throws Exception {
        var waiting = Delivery.of(message("c", "T-due"), "opservices.example", START);
        deliveries.insert(waiting.id(), "requested", waiting.unchanged());

        runConcurrently(8, index -> sendDelivery.lease(waiting.id()).ifPresent(sendDelivery::handle));

        assertThat(mailsOf("T-due")).hasSize(1);
    }

    private static Message message(String cause, String number) {
        return new Message(TestMail.origin(cause), START, TestMail.bruno(), RelatedResource.ticket("t", number), null, "receipt",
                new Mail("en", "s", "t"));
    }

    @Test
    void delivery_to_a_former_contact_is_cancelled_without_a_mail() {
        var former = new Recipient("former", "acme", "former@acme.example", "F", "en", ZoneId.of("UTC"));
        var command = receipt("T-former");

        requestDelivery(mailExecutor)
                .handle(new Command(command.origin(), START, former, command.about(), null, command.model()));

        var id = Delivery.idOf("ticket#T-former", former.id());
        await().atMost(TIMEOUT).until(() -> deliveries.find(id).orElseThrow().state().state() == State.CANCELLED);
        assertThat(mailsOf("T-former")).isEmpty();
    }

    @Test
    void delivery_without_a_free_permit_waits_in_the_store() {
        requestDelivery(new BoundedMailExecutor(0, TestMail.circuit(), Executors.newVirtualThreadPerTaskExecutor()))
                .handle(receipt("T-queue"));

        assertThat(deliveries.find(idOf("T-queue")).orElseThrow().state().attempts()).isZero();

        ticker.tick();
        awaitSent("T-queue");
        assertThat(mailsOf("T-queue")).hasSize(1);
    }

    @Test
    void campaign_mail_waits_for_the_ticker_and_takes_no_permit() {
        var command = receipt("T-campaign");

        requestDelivery(mailExecutor)
                .handle(new Command(command.origin(), START, command.recipient(), command.about(), "campaign", command.model()));

        ticker.tick();
        assertThat(deliveries.find(idOf("T-campaign")).orElseThrow().state().attempts()).isZero();

        campaignTicker.tick();
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
