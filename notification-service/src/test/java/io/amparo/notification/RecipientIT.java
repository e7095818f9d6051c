package io.amparo.notification;

import static io.amparo.notification.TicketEventFixture.DUE;
import static io.amparo.notification.TicketEventFixture.OPENED;
import static io.amparo.notification.TicketEventFixture.definition;
import static io.amparo.notification.TicketEventFixture.number;
import static io.amparo.notification.TicketEventFixture.opened;
import static io.amparo.notification.TicketEventFixture.person;
import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.delivery.DeliveryEvent.DeliverySent;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.ticket.TicketEvent.TicketRefused;
import io.amparo.notification.audience.Customers;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import io.amparo.testkit.TestIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** People are recipients by their person ids, because their addresses change. */
@ServiceTest({"amparo.mail.sweep=500ms", "amparo.notification.sla-recipients[0].id=user-GISELE",
        "amparo.notification.sla-recipients[0].email=gisele@opservices.example",
        "amparo.notification.sla-recipients[0].name=Gisele Prado", "amparo.notification.sla-recipients[0].language=pt-BR",
        "amparo.notification.sla-recipients[0].zone=America/Sao_Paulo", "amparo.notification.sla-recipients[0].roles=manager"})
class RecipientIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final MailServer MAIL = MailServer.start();

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Customers customers;

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        MAIL.configure(properties);
    }

    @BeforeAll
    void publishAcme() {
        kafka.publish("acme", 1, TestCustomers.acme());
        await().atMost(TIMEOUT).until(() -> customers.find("acme").isPresent());
    }

    @Test
    void own_notifications_are_found_after_the_address_has_changed() {
        kafka.publish("epsilon", 1, epsilon("diego@cobalt.example"));
        kafka.publish("000042", 1, new TicketRefused("000042", number("000042"), "epsilon", person(Persona.DIEGO, "en"),
                "Printer", "contract-expired", OPENED));
        kafka.receive(DeliverySent.class, sent -> sent.about().equals("000042"));
        var before = json(api.as(Persona.DIEGO).get().uri("/api/v1/notifications").exchange()).path("items");
        assertThat(before).hasSize(1);

        kafka.publish("epsilon", 2, epsilon("diego.ruiz@cobalt.example"));
        var moved = api.withToken(TestIdentity.get().tokenWithEmail(Persona.DIEGO, "Diego.Ruiz@cobalt.example"));

        await().atMost(TIMEOUT).untilAsserted(
                () -> assertThat(json(moved.get().uri("/api/v1/notifications").exchange()).path("items")).isEqualTo(before));
        assertThat(json(api.as(Persona.DIEGO).get().uri("/api/v1/notifications").exchange()).path("items"))
                .as("for the owner of the earlier address").isEmpty();
    }

    private static ContractChanged epsilon(String email) {
        var template = TestCustomers.borealis();
        return new ContractChanged("epsilon", "Epsilon", template.edition(), template.validFrom(), template.validTo(),
                template.slaPlan(), "en", template.zone(),
                List.of(new Contact(Persona.DIEGO.id(), email, "Diego Ruiz", "en", template.zone(), false)), List.of(), List.of(),
                List.of(), List.of(), template.changedAt());
    }

    @Test
    void staff_finds_deliveries_by_person_id_and_searches_by_address() {
        kafka.publish("000043", 1, opened("000043", person(Persona.ANA, "en"), definition()));
        kafka.receive(DeliverySent.class, sent -> sent.about().equals("000043"));
        var fabio = api.as(Persona.FABIO);

        var listed = json(fabio.get().uri("/api/v1/deliveries?recipient=" + Persona.ANA.id() + "&about=000043").exchange());
        assertThat(listed.path("items")).hasSize(1);
        assertThat(listed.at("/items/0/recipient/id").asString()).isEqualTo(Persona.ANA.id());
        for (var recipient : List.of(Persona.ANA.id(), "Ana@ACME.example"))
            assertThat(search(Map.of("recipient", recipient, "about", "000043", "state", List.of("SENT"))).path("items"))
                    .isEqualTo(listed.path("items"));
        assertThat(search(Map.of("recipient", Persona.ANA.email(), "about", "000043", "state", List.of("FAILED"))).path("items"))
                .isEmpty();
        assertThat(search(Map.of("recipient", Persona.CARLA.email(), "about", "000043")).path("items")).isEmpty();
        fabio.post().uri("/api/v1/deliveries/search?limit=0").body(Map.of()).exchange().expectStatus().isEqualTo(422);
    }

    private JsonNode search(Map<String, ?> criteria) {
        return json(api.as(Persona.FABIO).post().uri("/api/v1/deliveries/search?limit=5").body(criteria).exchange().expectStatus()
                .isOk());
    }

    @Test
    void staff_finds_the_own_notifications_by_the_configured_id() {
        kafka.publish("000044/FIRST_RESPONSE/1/breached", "000044", 1, new SlaBreached("000044", number("000044"), "acme",
                "Coletor", "P1", "premium-24x7", "FIRST_RESPONSE", 1, DUE, DUE, List.of("manager"), null, null, null));

        await().atMost(TIMEOUT).untilAsserted(
                () -> assertThat(json(api.as(Persona.GISELE).get().uri("/api/v1/notifications?limit=100").exchange())
                        .path("items").valueStream().map(item -> item.at("/about/label").asString())).contains(number("000044")));
    }
}
