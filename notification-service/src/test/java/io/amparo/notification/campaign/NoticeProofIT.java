package io.amparo.notification.campaign;

import static io.amparo.testkit.ApiClients.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.customer.CustomerEvent.Installation;
import io.amparo.events.delivery.DeliveryEvent.NoticeAcknowledged;
import io.amparo.events.delivery.DeliveryEvent.NoticeRead;
import io.amparo.events.eol.EolEvent.EolAnnounced;
import io.amparo.notification.MailServer;
import io.amparo.notification.audience.Customers;
import io.amparo.notification.delivery.Receipt;
import io.amparo.notification.delivery.RecordReceipt;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

@Tag("R10.6")
@ServiceTest("amparo.mail.sweep=500ms")
class NoticeProofIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final MailServer MAIL = MailServer.start();
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final Pattern LINK = Pattern.compile("https?://[^/\\s]+(/api/v1/notices/\\S+)");

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Customers customers;
    @Autowired
    RecordReceipt recordReceipt;

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        MAIL.configure(properties);
    }

    private void publish(ContractChanged contract) {
        kafka.publish(contract.customerId(), 1, contract);
        await().atMost(TIMEOUT).until(() -> customers.find(contract.customerId()).isPresent());
    }

    private static ContractChanged customer(String id, String product, String... contacts) {
        var template = TestCustomers.borealis();
        return new ContractChanged(id, "=Company " + id, template.edition(), template.validFrom(), template.validTo(),
                template.slaPlan(), "en", template.zone(),
                Arrays.stream(contacts).map(name -> new Contact(id + "-" + name, name + "@" + id + ".example", "=" + name, "en",
                        template.zone(), true)).toList(),
                List.of(), List.of(new Installation(product, "8.8")), List.of(), List.of(), NOW);
    }

    private void announce(String product) {
        kafka.publish(product, 1, new EolAnnounced("a-" + product, product, "Product " + product, LocalDate.of(2099, 12, 31),
                "Base antiga", null, null, null, "heitor", "iara", NOW));
    }

    private JsonNode board(String product) {
        return json(api.as(Persona.HEITOR).get().uri(path(product) + "/notices").exchange());
    }

    private static String path(String product) {
        return "/api/v1/eol/announcements/a-" + product;
    }

    private JsonNode awaitSent(String product, int contacts) {
        return await().atMost(TIMEOUT).ignoreExceptions().until(() -> board(product),
                board -> board.at("/summary/sent").asInt() == contacts);
    }

    private static String link(String address, String subject) {
        var text = MAIL.awaitMail(mail -> mail.to().equals(address) && mail.subject().contains(subject)).text();
        var matcher = LINK.matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @Test
    void link_of_the_mail_records_that_it_was_opened_and_confirms_without_a_sign_in() {
        publish(customer("gama", "signed", "lia", "rui"));
        announce("signed");
        awaitSent("signed", 2);
        var link = link("lia@gama.example", "signed");

        api.anonymous().method(HttpMethod.HEAD).uri(link).accept(MediaType.TEXT_HTML).exchange().expectStatus().isOk();
        assertThat(board("signed").at("/summary/read").asInt()).isZero();
        var page = api.anonymous().get().uri(link).accept(MediaType.TEXT_HTML).header("Accept-Language", "es").exchange();
        page.expectStatus().isOk();
        assertThat(page.returnResult(String.class).getResponseBody()).contains("Product signed", "<form method=\"post\">")
                .doesNotContain("<script");
        assertThat(kafka.receive(NoticeRead.class, each -> each.about().equals("a-signed")).contactId()).isEqualTo("gama-lia");
        for (int time = 0; time < 2; time++)
            api.anonymous().post().uri(link).accept(MediaType.TEXT_HTML, MediaType.ALL).exchange().expectStatus().isOk();

        kafka.receive(NoticeAcknowledged.class, each -> each.contactId().equals("gama-lia"));
        var board = board("signed");
        assertThat(board.at("/summary").toString()).contains("\"requested\":2", "\"read\":1", "\"acknowledged\":1", "\"late\":0");
        var lia = board.path("items").valueStream().filter(item -> item.at("/contact/id").asString().equals("gama-lia"))
                .findFirst().orElseThrow();
        assertThat(lia.path("timeliness").asString()).isEqualTo("IN_TIME");
        assertThat(List.of("sentAt", "readAt", "acknowledgedAt")).allMatch(lia::has);
        assertThat(board.path("campaign").asString()).isNotEmpty();
        api.anonymous().get().uri(link + "0").accept(MediaType.TEXT_HTML).exchange().expectStatus().isNotFound();
    }

    @Test
    void contact_confirms_in_the_portal_and_others_cannot() {
        publish(TestCustomers.acme());
        publish(TestCustomers.borealis());
        announce("opmon-8");
        awaitSent("opmon-8", 3);

        var path = path("opmon-8") + "/acknowledgements";
        api.as(Persona.BRUNO).post().uri(path).exchange().expectStatus().isNoContent();
        api.as(Persona.DAVI).post().uri(path).exchange().expectStatus().isForbidden();
        api.as(Persona.BRUNO).post().uri(path("unknown") + "/acknowledgements").exchange().expectStatus().isNotFound();

        assertThat(board("opmon-8").at("/summary/acknowledged").asInt()).isOne();
    }

    @Test
    void board_is_exported_as_csv_and_pdf() {
        publish(customer("delta", "exported", "zoe"));
        announce("exported");
        awaitSent("exported", 1);

        var csv = api.as(Persona.HEITOR).get().uri(path("exported") + "/notices").accept(MediaType.valueOf("text/csv")).exchange()
                .expectStatus().isOk().returnResult(String.class).getResponseBody();
        var pdf = api.as(Persona.HEITOR).get().uri(path("exported") + "/notices").accept(MediaType.APPLICATION_PDF).exchange()
                .expectStatus().isOk().returnResult(byte[].class).getResponseBody();

        assertThat(csv.lines()).hasSize(2).first().asString().startsWith("customer,contact,name");
        assertThat(csv).contains("delta,delta-zoe,'=zoe,zoe@delta.example", "IN_TIME");
        assertThat(new String(pdf, ISO_8859_1)).startsWith("%PDF-").contains("%%EOF");
    }

    @Test
    void staff_is_alarmed_once_all_contacts_of_a_customer_are_lost() {
        publish(customer("epsilon", "lost", "ivo", "eva"));
        announce("lost");
        var board = awaitSent("lost", 2);

        board.path("items").forEach(item -> recordReceipt.handle(
                new RecordReceipt.Command(item.path("delivery").asString(), new Receipt(Receipt.Status.BOUNCED, "5.1.1", NOW))));

        var alarm = MAIL.awaitMail(mail -> mail.subject().contains("=Company epsilon"));
        assertThat(alarm.text()).contains("Product lost", "(2)");
        var lost = board("lost");
        assertThat(lost.at("/summary/bounced").asInt()).isEqualTo(2);
        assertThat(lost.path("items").valueStream().map(item -> item.path("timeliness").asString())).containsOnly("NOT_REACHED");
        // A further loss of the same customer finds the alarm.
        assertThat(MAIL.receivedMails(mail -> mail.subject().contains("=Company epsilon")))
                .extracting(MailServer.ReceivedMail::to).doesNotHaveDuplicates();
    }
}
