package io.amparo.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.notification.MailServer;
import io.amparo.notification.TestStore;
import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.Delivery.State;
import io.amparo.notification.delivery.RequestDelivery.Command;
import io.amparo.notification.template.Letter;
import io.amparo.notification.template.Mail;
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
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Instant START = Instant.parse("2026-11-23T15:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final MailServer mail = MailServer.start();
    private final MailProperties properties = new MailProperties(URI.create(mail.url()), "suporte@opservices.example", "Suporte",
            "OpServices", 4, 4, Duration.ofSeconds(5), LEASE, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofDays(5),
            Duration.ofSeconds(5));
    private final SettableClock clock = new SettableClock(START);
    private final Deliveries deliveries = new Deliveries(TestStore.fresh(clock));
    private final SmtpClient smtp = smtp();
    private final Couriers couriers = new Couriers(4, Executors.newVirtualThreadPerTaskExecutor());
    private final SendDelivery sending = new SendDelivery(deliveries, smtp::send, properties.patience(), clock);
    private final DeliveryTicker ticker = new DeliveryTicker(deliveries, sending, couriers, clock);

    private SmtpClient smtp() {
        try {
            return new SmtpClient(properties, clock, new SimpleMeterRegistry());
        } catch (MessagingException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @AfterAll
    void close() {
        couriers.close();
        mail.stop();
    }

    private static Command receipt(String number) {
        return new Command("ticket#" + number, START, new Recipient("bruno@acme.example", "Bruno", "pt-BR", ZoneId.of("UTC")),
                About.ticket(number, number), null, Letter.of("receipt").with("number", number).with("subject", "x"));
    }

    private static String idOf(String number) {
        return Delivery.idOf("ticket#" + number, "bruno@acme.example");
    }

    private RequestDelivery requests(Couriers among) {
        return new RequestDelivery(deliveries, sending, among, () -> {}, new Vendor("OpServices", "opservices.example"), clock);
    }

    private List<MailServer.Got> mailsOf(String number) {
        return mail.got(got -> got.ticket().equals(number));
    }

    private void awaitSent(String number) {
        await().atMost(PATIENCE).until(() -> deliveries.find(idOf(number)).orElseThrow().state().state() == State.SENT);
    }

    @Test
    void what_is_written_is_read_again() {
        var message = new Message("c", START, new Recipient("a@b.example", "A", "es", ZoneId.of("America/Bogota")),
                About.announcement("a1", "OpMon 8"), "campaign", "eol-announced", new Mail("es", "s", "t"));
        var failed = new Delivery("d1", "<d1@b.example>", message, START, State.FAILED, 3, null, START.plusMillis(7), "SMTP 550");

        deliveries.insert("d1", "requested", failed.unchanged());
        assertThat(deliveries.find("d1").orElseThrow().state()).isEqualTo(failed);
    }

    @Test
    void one_event_heard_by_many_at_once_is_one_mail() throws Exception {
        var one = requests(couriers);
        var other = requests(new Couriers(4, Executors.newVirtualThreadPerTaskExecutor()));

        allAtOnce(8, turn -> (turn % 2 == 0 ? one : other).handle(receipt("T-once")));

        awaitSent("T-once");
        ticker.tick();
        assertThat(mailsOf("T-once")).hasSize(1);
    }

    @Test
    void of_many_that_find_it_due_one_sends_it() throws Exception {
        var waiting = Delivery.of(new Message("c", START, receipt("T-due").recipient(), About.ticket("t", "T-due"), null,
                "receipt", new Mail("en", "s", "t")), "opservices.example", START);
        deliveries.insert(waiting.id(), "requested", waiting.unchanged());

        allAtOnce(8, turn -> deliveries.lease(waiting.id(), clock.instant(), properties.patience()).ifPresent(sending::handle));

        assertThat(mailsOf("T-due")).hasSize(1);
    }

    @Test
    void a_crash_between_acceptance_and_its_record_sends_the_same_mail_once_more() {
        var leased = Delivery
                .of(new Message("crash", START, receipt("T-crash").recipient(), About.ticket("t", "T-crash"), null, "receipt",
                        new Mail("en", "s", "t")), "opservices.example", clock.instant())
                .attempt(clock.instant(), properties.patience());
        deliveries.insert(leased.state().id(), "requested", leased);
        smtp.send(leased.state());
        // The instance crashes here. No other instance sends the mail until the lease expires.
        ticker.tick();
        assertThat(mailsOf("T-crash")).hasSize(1);

        clock.advance(LEASE);
        ticker.tick();
        await().atMost(PATIENCE).until(() -> deliveries.find(leased.state().id()).orElseThrow().state().state() == State.SENT);
        clock.advance(LEASE.multipliedBy(10));
        ticker.tick();

        assertThat(mailsOf("T-crash")).hasSize(2).extracting(MailServer.Got::messageId).containsOnly(leased.state().messageId());
    }

    @Test
    void what_finds_no_courier_waits_in_the_store_for_one() {
        requests(new Couriers(0, Executors.newVirtualThreadPerTaskExecutor())).handle(receipt("T-queue"));

        assertThat(deliveries.find(idOf("T-queue")).orElseThrow().state().attempts()).isZero();
        ticker.tick();
        awaitSent("T-queue");
        assertThat(mailsOf("T-queue")).hasSize(1);
    }

    @Test
    void a_campaign_leaves_the_couriers_to_those_who_wait() {
        var one = receipt("T-campaign");
        requests(couriers).handle(new Command(one.cause(), START, one.recipient(), one.about(), "campaign", one.letter()));

        assertThat(deliveries.find(idOf("T-campaign")).orElseThrow().state().attempts()).isZero();
        ticker.tick();
        awaitSent("T-campaign");
    }

    private interface Turn {
        void take(int number);
    }

    private static void allAtOnce(int number, Turn turn) throws InterruptedException, ExecutionException {
        var go = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var turns = new ArrayList<Future<?>>();
            for (int i = 0; i < number; i++) {
                int mine = i;
                turns.add(threads.submit(() -> {
                    go.await();
                    turn.take(mine);
                    return null;
                }));
            }
            go.countDown();
            for (var each : turns) each.get();
        }
    }
}
