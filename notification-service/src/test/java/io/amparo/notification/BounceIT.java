package io.amparo.notification;

import static io.amparo.notification.TicketEventFixture.definition;
import static io.amparo.notification.TicketEventFixture.number;
import static io.amparo.notification.TicketEventFixture.opened;
import static io.amparo.testkit.ApiClients.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.amparo.clients.EventClient;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.delivery.DeliveryEvent.DeliveryBounced;
import io.amparo.events.delivery.DeliveryEvent.DeliveryConfirmed;
import io.amparo.events.delivery.DeliveryEvent.DeliveryFailed;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.notification.audience.Customers;
import io.amparo.notification.bounce.TestReports;
import io.amparo.notification.signature.MailSigner;
import io.amparo.notification.signature.SignedAddress;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** What comes back from sent mails, and what follows from it. */
@ServiceTest({"BOUNCE_DOMAIN=bounce.opservices.example", "amparo.bounce.interval=200ms", "amparo.bounce.start-tls=false",
        "amparo.bounce.max-size=64KB", "amparo.mail.sweep=200ms"})
class BounceIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final String DOMAIN = "bounce.opservices.example";
    private static final MailServer MAIL = MailServer.start();
    private static final GreenMail IMAP = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private static GreenMailUser mailbox;

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Customers customers;
    @Autowired
    MailSigner signer;

    @DynamicPropertySource
    static void mailServers(DynamicPropertyRegistry properties) {
        MAIL.configure(properties);
        IMAP.start();
        mailbox = IMAP.setUser("bounces@" + DOMAIN, "bounces", "secret");
        properties.add("BOUNCE_IMAP_URL", () -> "imap://bounces:secret@127.0.0.1:" + IMAP.getImap().getPort());
    }

    @AfterAll
    static void stop() {
        MAIL.stop();
        IMAP.stop();
    }

    private void publishContract(String id, String... contacts) {
        var template = TestCustomers.borealis();
        kafka.publish(id, 1,
                new ContractChanged(id, "Company " + id, template.edition(), template.validFrom(), template.validTo(),
                        template.slaPlan(), "en", template.zone(),
                        Arrays.stream(contacts)
                                .map(name -> new Contact(id + "-" + name, name + "@" + id + ".example", name,
                                        name.equals("frida") ? "es" : "en", template.zone(), true))
                                .toList(),
                        List.of(), List.of(), List.of(), List.of(), Instant.now()));
        await().atMost(TIMEOUT).until(() -> customers.find(id).isPresent());
    }

    private JsonNode openTicket(String ticket, String customer, String contact, String expectedState) {
        kafka.publish(ticket, 1, opened(ticket, customer, new Person(customer + "-" + contact, "C", "en"), definition()));
        await().atMost(TIMEOUT).until(() -> delivery(ticket).path("state").asString().equals(expectedState));
        return delivery(ticket);
    }

    private JsonNode delivery(String ticket) {
        return json(api.as(Persona.FABIO).get().uri("/api/v1/deliveries?about=" + ticket).exchange()).at("/items/0");
    }

    private String envelopeSender(JsonNode delivery) {
        return SignedAddress.bounces(signer, DOMAIN).of(delivery.path("id").asString());
    }

    private static void receive(String mail) {
        try {
            mailbox.deliver(new MimeMessage(Session.getInstance(new Properties()),
                    new ByteArrayInputStream(mail.replace("\n", "\r\n").getBytes(UTF_8))));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitEmptyMailbox() {
        await().atMost(TIMEOUT).until(() -> IMAP.getManagers().getImapHostManager().getInbox(mailbox).getMessageCount() == 0);
    }

    private static List<String> setAside() {
        var folder = IMAP.getManagers().getImapHostManager().getFolder(mailbox, "Unprocessed");
        return folder == null
                ? List.of()
                : folder.getMessages().stream().map(stored -> GreenMailUtil.getBody(stored.getMimeMessage())).toList();
    }

    private List<JsonNode> suppressions(String customer) {
        return json(api.as(Persona.FABIO).get().uri("/api/v1/suppressions?limit=100").exchange()).path("items").valueStream()
                .filter(each -> each.path("address").asString().endsWith("@" + customer + ".example")).toList();
    }

    private ResponseSpec retry(JsonNode delivery, String key) {
        return api.as(Persona.FABIO).post().uri("/api/v1/deliveries/" + delivery.path("id").asString() + "/retry")
                .header("Idempotency-Key", key).exchange();
    }

    @Test
    @Tag("R10.5")
    void bounce_is_recorded_and_later_mails_go_to_another_contact() {
        publishContract("bounce-1", "frida", "gone", "hugo");
        var sent = openTicket("000060", "bounce-1", "gone", "SENT");

        receive(TestReports.of(envelopeSender(sent), "failed", "5.1.1"));

        await().atMost(TIMEOUT).until(() -> delivery("000060").at("/receipt/status").asString("").equals("BOUNCED"));
        assertThat(delivery("000060").at("/receipt/code").asString()).isEqualTo("5.1.1");
        assertThat(delivery("000060").path("state").asString()).isEqualTo("SENT");
        var bounced = kafka.receive(DeliveryBounced.class, event -> event.about().equals("000060"));
        assertThat(bounced.messageId()).isEqualTo(sent.path("messageId").asString());
        assertThat(bounced.code()).isEqualTo("5.1.1");
        awaitEmptyMailbox();
        await().atMost(TIMEOUT).until(() -> suppressions("bounce-1").size() == 1);

        var next = openTicket("000061", "bounce-1", "gone", "SENT");
        assertThat(next.at("/alternate/id").asString()).as("same language").isEqualTo("bounce-1-hugo");
        assertThat(next.at("/recipient/id").asString()).isEqualTo("bounce-1-gone");
        assertThat(MAIL.awaitMail(mail -> mail.ticket().equals(number("000061"))).to()).isEqualTo("hugo@bounce-1.example");
    }

    @Test
    void mail_without_another_contact_fails_and_is_retried_after_the_removal() {
        publishContract("bounce-2", "only");
        receive(TestReports.of(envelopeSender(openTicket("000062", "bounce-2", "only", "SENT")), "failed", "5.1.1"));
        await().atMost(TIMEOUT).until(() -> suppressions("bounce-2").size() == 1);

        var failed = openTicket("000063", "bounce-2", "only", "FAILED");
        assertThat(kafka.receive(DeliveryFailed.class, event -> event.about().equals("000063")).reason()).isEqualTo("suppressed");
        assertThat(failed.path("failure").asString()).isEqualTo("suppressed");
        assertThat(json(retry(failed, "k1").expectStatus().isEqualTo(409)).path("code").asString())
                .isEqualTo("recipient-suppressed");
        assertThat(json(retry(delivery("000062"), "k1").expectStatus().isEqualTo(409)).path("code").asString())
                .as("a bounced mail").isEqualTo("recipient-suppressed");

        var id = suppressions("bounce-2").getFirst().path("id").asString();
        api.as(Persona.FABIO).delete().uri("/api/v1/suppressions/" + id).exchange().expectStatus().isNoContent();
        api.as(Persona.FABIO).delete().uri("/api/v1/suppressions/" + id).exchange().expectStatus().isNotFound();
        retry(failed, "k2").expectStatus().isOk();
        retry(failed, "k2").expectStatus().isOk(); // a repetition

        await().atMost(TIMEOUT).until(() -> delivery("000063").path("state").asString().equals("SENT"));
        retry(failed, "k2").expectStatus().isOk();
        assertThat(json(retry(failed, "k3").expectStatus().isEqualTo(409)).path("code").asString())
                .isEqualTo("delivery-not-failed");
        assertThat(MAIL.receivedMails(mail -> mail.ticket().equals(number("000063")))).hasSize(1).first()
                .satisfies(mail -> assertThat(mail.messageId()).isEqualTo(failed.path("messageId").asString()));
    }

    @Test
    void confirmation_is_recorded_once_and_a_bounce_after_it_counts() {
        publishContract("bounce-3", "ana");
        var sent = openTicket("000064", "bounce-3", "ana", "SENT");

        receive(TestReports.of(envelopeSender(sent), "delivered", "2.1.5"));
        assertThat(kafka.receive(DeliveryConfirmed.class, event -> event.about().equals("000064")).code()).isEqualTo("2.1.5");
        receive(TestReports.of(envelopeSender(sent), "delivered", "2.0.0"));
        receive(TestReports.of(envelopeSender(sent), "failed", "5.2.2"));

        await().atMost(TIMEOUT).until(() -> delivery("000064").at("/receipt/status").asString().equals("BOUNCED"));
        awaitEmptyMailbox();
        assertThat(kafka.received().stream()
                .filter(event -> event.data() instanceof DeliveryConfirmed confirmed && confirmed.about().equals("000064")))
                .hasSize(1);
        assertThat(suppressions("bounce-3")).as("a full mailbox is no unknown address").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"000065, delayed, 4.4.1", "000066, relayed, 2.1.9"})
    void report_about_a_delay_changes_nothing(String ticket, String action, String code) {
        publishContract("bounce-" + ticket, "ana");
        var sent = openTicket(ticket, "bounce-" + ticket, "ana", "SENT");

        receive(TestReports.of(envelopeSender(sent), action, code));

        awaitEmptyMailbox();
        assertThat(delivery(ticket)).isEqualTo(sent);
    }

    @Test
    void absence_notice_forged_report_and_huge_mail_change_nothing_and_get_no_answer() {
        publishContract("bounce-4", "ana");
        var sent = openTicket("000067", "bounce-4", "ana", "SENT");
        var address = envelopeSender(sent);
        var mailsBefore = MAIL.receivedMails().size();

        receive(TestReports.absenceNotice(address));
        receive(TestReports.of(address.replaceFirst("\\.[0-9a-f]{20}@", ".00000000000000000000@"), "failed", "5.1.1")
                .replace("Alertas parados", "forged"));
        receive(TestReports.of("suporte@opservices.example", "failed", "5.1.1").replace("Alertas parados", "unsigned"));
        receive("From: a@b.example\nTo: " + address + "\nSubject: x\n\nspam");
        receive(TestReports.of(address, "failed", "5.1.1").replace("mailbox unknown", "huge".repeat(20_000)));
        receive("Content-Type: multipart/report; report-type=\"delivery-status\"; boundary=\n\n" + "--\n".repeat(1_000));
        receive("To: " + address + "\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n"
                + "Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n%%%\n--b--\n");

        awaitEmptyMailbox();
        assertThat(delivery("000067")).isEqualTo(sent);
        assertThat(suppressions("bounce-4")).isEmpty();
        assertThat(setAside()).anyMatch(mail -> mail.contains("forged")).anyMatch(mail -> mail.contains("unsigned"))
                .anyMatch(mail -> mail.contains("spam")).anyMatch(mail -> mail.contains("hugehuge"))
                .noneMatch(mail -> mail.contains("férias") || mail.contains("f=C3=A9rias"));
        assertThat(MAIL.receivedMails()).hasSize(mailsBefore);
    }
}
