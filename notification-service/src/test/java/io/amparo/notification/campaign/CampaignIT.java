package io.amparo.notification.campaign;

import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.customer.CustomerEvent.Installation;
import io.amparo.events.delivery.DeliveryEvent.DeliverySent;
import io.amparo.events.eol.EolEvent.EolAnnounced;
import io.amparo.events.eol.EolEvent.EolNoticeDue;
import io.amparo.events.eol.EolEvent.EolReached;
import io.amparo.events.eol.EolEvent.EolRescheduled;
import io.amparo.notification.MailServer;
import io.amparo.notification.audience.Customers;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@Tag("R10.6")
@ServiceTest("amparo.mail.sweep=500ms")
class CampaignIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final MailServer MAIL = MailServer.start();
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final LocalDate END = LocalDate.of(2099, 12, 31);

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Customers customers;
    @Autowired
    Campaigns campaigns;

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        MAIL.configure(properties);
    }

    private static ContractChanged customer(String id, String product, String email, String language) {
        var template = TestCustomers.borealis();
        return new ContractChanged(
                id, "Company " + id, template.edition(), template.validFrom(), template.validTo(), template.slaPlan(), language,
                template.zone(), List.of(new Contact(id + "-" + email.substring(0, email.indexOf('@')), email, "Contact of " + id,
                        language, template.zone(), true)),
                List.of(), List.of(new Installation(product, "8.8")), List.of(), List.of(), NOW);
    }

    private void publishAndAwait(ContractChanged... contracts) {
        for (var each : contracts) kafka.publish(each.customerId(), 1, each);
        for (var each : contracts) await().atMost(TIMEOUT).until(() -> customers.find(each.customerId()).isPresent());
    }

    private static EolAnnounced announced(String product, String name) {
        return new EolAnnounced("a-" + product, product, name, END, "Base antiga", "opmon-9", "8.9 -> 9.2", null, "heitor",
                "iara", NOW);
    }

    private static List<MailServer.ReceivedMail> mailsOf(String product) {
        return MAIL.receivedMails(received -> received.subject().contains(product));
    }

    @Tag("R10.5")
    @Test
    void notice_reaches_each_affected_contact_once_in_their_language() {
        publishAndAwait(TestCustomers.acme(), TestCustomers.borealis(),
                customer("cobalt", "opmon-8", "diego@cobalt.example", "es"),
                customer("dunas", "opmon-9", "eva@dunas.example", "pt-BR"));
        for (int time = 0; time < 3; time++) kafka.publish("announced/1/0", "a1", 1, announced("opmon-8", "OpMon 8"));
        kafka.publish("announced/2/0", "a1", 2,
                new EolNoticeDue("a-opmon-8", "opmon-8", "OpMon 8", END, "P6M", "opmon-9", null, NOW));

        await().atMost(TIMEOUT).until(() -> mailsOf("OpMon 8").size() >= 8);
        assertThat(mailsOf("OpMon 8")).extracting(received -> received.to() + " " + received.subject()).containsExactlyInAnyOrder(
                "ana@acme.example Fim de vida do OpMon 8: quinta-feira, 31 de dezembro de 2099",
                "bruno@acme.example Fim de vida do OpMon 8: quinta-feira, 31 de dezembro de 2099",
                "carla@borealis.example End of life of OpMon 8: Thursday, December 31, 2099",
                "diego@cobalt.example Fin de vida de OpMon 8: jueves, 31 de diciembre de 2099",
                "ana@acme.example Lembrete, 6 meses: fim de vida do OpMon 8",
                "bruno@acme.example Lembrete, 6 meses: fim de vida do OpMon 8",
                "carla@borealis.example Reminder, 6 months: end of life of OpMon 8",
                "diego@cobalt.example Recordatorio, 6 meses: fin de vida de OpMon 8");
        assertThat(MAIL.awaitMail(received -> received.to().startsWith("carla") && received.subject().startsWith("End")).text())
                .contains("Versions installed at Borealis Bank: 8.9", "Alternative product: opmon-9",
                        "Migration path: 8.9 -> 9.2");
    }

    @Test
    void campaign_mails_all_pages_of_customers() {
        publishAndAwait(IntStream.range(0, 60).mapToObj(n -> customer("many" + n, "opmon-many", "c" + n + "@many.example", "en"))
                .toArray(ContractChanged[]::new));

        kafka.publish("many", 1, announced("opmon-many", "OpMon Many"));

        await().atMost(TIMEOUT).until(() -> mailsOf("OpMon Many").size() >= 60);
        assertThat(mailsOf("OpMon Many")).extracting(MailServer.ReceivedMail::to).doesNotHaveDuplicates().hasSize(60);
        var campaign = campaigns.latestOf("opmon-many").orElseThrow();
        assertThat(campaign.complete()).isTrue();
        var deliveries = json(api.as(Persona.HEITOR).get().uri("/api/v1/deliveries?campaign=" + campaign.id()).exchange());
        assertThat(deliveries.get("items")).hasSize(25);
    }

    @Test
    void late_customer_is_notified_once_of_the_latest_end_of_life_date() {
        kafka.publish("a3", 1, announced("opmon-late", "OpMon Late"));
        kafka.publish("a3", 2, new EolRescheduled("a3", "opmon-late", "OpMon Late", END, END.plusYears(1), "Base antiga", null,
                null, null, "heitor", "iara", NOW.plusSeconds(1)));
        kafka.publish("a3", 3,
                new EolNoticeDue("a3", "opmon-late", "OpMon Late", END.plusYears(1), "P6M", null, null, NOW.plusSeconds(2)));
        await().atMost(TIMEOUT).until(() -> completedOf("opmon-late") == 3);

        for (int version = 1; version <= 3; version++)
            kafka.publish("eolica", version, customer("eolica", "opmon-late", "gil@eolica.example", "en"));
        kafka.publish("eolica", 4, customer("eolica", "opmon-late", "hugo@eolica.example", "en"));

        kafka.receive(DeliverySent.class, sent -> sent.recipient().equals("hugo@eolica.example"));
        assertThat(mailsOf("OpMon Late")).extracting(received -> received.to() + " " + received.subject())
                .containsExactlyInAnyOrder(
                        "gil@eolica.example New date for the end of life of OpMon Late: Friday, December 31, 2100",
                        "hugo@eolica.example New date for the end of life of OpMon Late: Friday, December 31, 2100");
    }

    /** The service was down from before the last reminder until after the end: only EolReached follows. */
    @Test
    @Tag("R10.5")
    void end_itself_and_the_days_left_after_a_downtime_are_mailed() {
        publishAndAwait(customer("ended", "opmon-ended", "ida@ended.example", "en"));
        kafka.publish("a4", 1,
                new EolNoticeDue("a4", "opmon-ended", "OpMon Ended", END, "P1M", null, null, NOW, 5, List.of("P3M")));
        kafka.publish("a4", 2,
                new EolReached("a4", "opmon-ended", "OpMon Ended", END, NOW.plusSeconds(1), null, null, List.of("P1W")));

        await().atMost(TIMEOUT).until(() -> mailsOf("OpMon Ended").size() >= 2);
        assertThat(mailsOf("OpMon Ended")).extracting(MailServer.ReceivedMail::subject).containsExactlyInAnyOrder(
                "Reminder, 5 days: end of life of OpMon Ended", "OpMon Ended has reached its end of life");
    }

    private int completedOf(String productId) {
        var completed = new ArrayList<Campaign>();
        campaigns.forEach(campaign -> {
            if (campaign.complete() && campaign.notice().product().id().equals(productId)) completed.add(campaign);
        });
        return completed.size();
    }
}
