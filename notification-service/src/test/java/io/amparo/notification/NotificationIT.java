package io.amparo.notification;

import static io.amparo.notification.TicketEventFixture.BRUNO;
import static io.amparo.notification.TicketEventFixture.DUE;
import static io.amparo.notification.TicketEventFixture.FABIO;
import static io.amparo.notification.TicketEventFixture.OPENED;
import static io.amparo.notification.TicketEventFixture.assigned;
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
import io.amparo.events.delivery.DeliveryEvent.DeliveryFailed;
import io.amparo.events.delivery.DeliveryEvent.DeliverySent;
import io.amparo.events.sla.SlaEvent.AnnouncedRung;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.events.ticket.TicketEvent.AppealDecided;
import io.amparo.events.ticket.TicketEvent.CustomerReminded;
import io.amparo.events.ticket.TicketEvent.ExclusionAppealed;
import io.amparo.events.ticket.TicketEvent.FixDelivered;
import io.amparo.events.ticket.TicketEvent.InternalNoteAdded;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.TicketDeclined;
import io.amparo.events.ticket.TicketEvent.TicketEscalated;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketReceived;
import io.amparo.events.ticket.TicketEvent.TicketRefused;
import io.amparo.notification.audience.Customers;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

@ServiceTest({"amparo.alerts.window=0s", "amparo.mail.sweep=500ms", "amparo.mail.lease=5s", "amparo.mail.lease-renewal=1s",
        "amparo.notification.sla-recipients[0].id=user-GISELE",
        "amparo.notification.sla-recipients[0].email=gisele@opservices.example",
        "amparo.notification.sla-recipients[0].name=Gisele Prado", "amparo.notification.sla-recipients[0].language=pt-BR",
        "amparo.notification.sla-recipients[0].zone=America/Sao_Paulo", "amparo.notification.sla-recipients[0].roles=manager",
        "amparo.notification.sla-recipients[1].id=user-FABIO",
        "amparo.notification.sla-recipients[1].email=fabio@opservices.example",
        "amparo.notification.sla-recipients[1].name=Fabio Reis", "amparo.notification.sla-recipients[1].language=pt-BR",
        "amparo.notification.sla-recipients[1].zone=America/Sao_Paulo", "amparo.notification.sla-recipients[1].roles=agent"})
class NotificationIT {
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
        kafka.publish("borealis", 1, TestCustomers.borealis());
        await().atMost(TIMEOUT).until(() -> customers.find("acme").isPresent() && customers.find("borealis").isPresent());
    }

    @Tag("R1.3")
    @Test
    void receipt_reaches_the_contact_and_delivery_sent_is_published() {
        kafka.publish("t-receipt/1/0", "000001", 1, opened("000001", BRUNO, definition()));

        var mail = MAIL.awaitMail(received -> received.subject().contains(number("000001")));
        assertThat(mail.to()).isEqualTo("bruno@acme.example");
        assertThat(mail.language()).isEqualTo("pt-BR");
        assertThat(mail.ticket()).isEqualTo(number("000001"));
        assertThat(mail.text()).contains("Primeira resposta: até segunda-feira, 23 de novembro de 2026, 12:30:00",
                "Solução: até segunda-feira, 23 de novembro de 2026, 16:00:20", "premium-24x7", "America/Sao_Paulo",
                "Solução: pausado enquanto aguardamos uma resposta ou informação sua, no máximo 72 h");

        var sent = kafka.receive(DeliverySent.class, event -> event.about().equals("000001"));
        assertThat(sent.cause()).isEqualTo("/amparo/elsewhere#t-receipt/1/0");
        assertThat(sent.messageId()).isEqualTo(mail.messageId());
        assertThat(kafka.received()).filteredOn(event -> sent.equals(event.data())).singleElement()
                .returns(sent.cause(), event -> event.causation()).returns(true, event -> event.correlation() != null);
    }

    @Tag("R1.3")
    @Test
    void late_definition_is_mailed_whichever_event_arrives_first() {
        kafka.publish("000002", 1, opened("000002", person(Persona.BRUNO, "en"), null));
        MAIL.awaitMail(received -> received.subject().contains(number("000002"))
                && received.text().contains("follows in another message"));
        kafka.publish("000002", 1, assigned("000002"));

        kafka.publish("000003", 1, assigned("000003"));
        kafka.receive(SlaAssigned.class, event -> event.ticketId().equals("000003"));
        kafka.publish("000003", 1, opened("000003", person(Persona.BRUNO, "en"), null));

        for (var id : new String[]{"000002", "000003"})
            assertThat(MAIL.awaitMail(received -> received.subject().startsWith("[" + number(id) + "] SLA definition")).text())
                    .contains("Resolution: by Monday, November 23, 2026, 16:00:20",
                            "Resolution: paused while we wait for an answer or information from you, at most 72 h");
    }

    @Tag("R5.6")
    @Test
    void receipts_of_tickets_without_clocks_say_so() {
        var none = new SlaDefinition("premium-24x7", 1, "24x7", "UTC", List.of());
        kafka.publish("000028", 1, opened("000028", person(Persona.BRUNO, "en"), none));
        var incident = opened("000029", person(Persona.BRUNO, "en"), none);
        kafka.publish("000029", 1, new TicketOpened("000029", incident.number(), "acme", "Acme Telecom", incident.contact(),
                "CONSULTANCY", "P3", "", "", "A workshop", OPENED, "HOURS", null));

        assertThat(MAIL.awaitMail(received -> received.ticket().equals(number("000028"))).text())
                .contains("the SLA plan has no target for it").doesNotContain("premium-24x7");
        assertThat(MAIL.awaitMail(received -> received.ticket().equals(number("000029"))).text())
                .contains("service requests and consultancy have no SLA targets").doesNotContain("follows in another message");
    }

    @Test
    void duplicate_event_sends_one_mail() {
        for (int time = 0; time < 3; time++) kafka.publish("t-twice/1/0", "000004", 1, opened("000004", BRUNO, definition()));
        kafka.publish("000005", 1, opened("000005", BRUNO, definition()));

        MAIL.awaitMail(received -> received.subject().contains(number("000005")));
        assertThat(MAIL.receivedMails(received -> received.subject().contains(number("000004")))).hasSize(1);
    }

    @Tag("R1.4")
    @Test
    void public_reply_is_mailed_to_the_contact_and_internal_note_is_not() {
        kafka.publish("000006", 2, new InternalNoteAdded("000006", number("000006"), "acme", "m1", FABIO, OPENED));
        kafka.publish("000006", 3, new PublicReplySent("000006", number("000006"), "acme", "m2", FABIO, BRUNO, "Coletor parado",
                "Reinicie o coletor <agora>.", OPENED));

        var reply = MAIL.awaitMail(received -> received.ticket().equals(number("000006")));
        assertThat(reply.to()).isEqualTo("bruno@acme.example");
        assertThat(reply.text()).contains("Fabio Melo respondeu", "Reinicie o coletor <agora>.");
        kafka.receive(DeliverySent.class, event -> event.about().equals("000006"));
        assertThat(MAIL.receivedMails(received -> received.ticket().equals(number("000006")))).hasSize(1);
        assertThat(deliveriesAbout("000006").get("items")).hasSize(1);
    }

    @Test
    void mail_of_a_long_reply_has_the_path_of_the_whole_text() {
        kafka.publish("000016", 3, new PublicReplySent("000016", number("000016"), "acme", "m2", FABIO, BRUNO, "Coletor parado",
                "Reinicie", OPENED, "/api/v1/tickets/000016/messages/m2"));

        var reply = MAIL.awaitMail(received -> received.ticket().equals(number("000016")));

        assertThat(reply.text()).contains("Reinicie", "Leia o texto completo no portal");
    }

    private JsonNode deliveriesAbout(String ticket) {
        return json(api.as(Persona.FABIO).get().uri("/api/v1/deliveries?about=" + ticket).exchange());
    }

    @Test
    void received_and_refused_tickets_are_mailed_with_the_reason_of_refusal() {
        kafka.publish("000007", 1, new TicketReceived("000007", number("000007"), "acme", person(Persona.BRUNO, "es"), "INCIDENT",
                "P2", "opmon-9", "9.2", "Asunto", OPENED));
        kafka.publish("000007", 2, new TicketRefused("000007", number("000007"), "acme", person(Persona.BRUNO, "es"), "Asunto",
                "not-a-named-contact", OPENED));

        MAIL.awaitMail(received -> received.subject().equals("[T-2026-000007] Ticket recibido: Asunto"));
        assertThat(MAIL.awaitMail(received -> received.subject().equals("[T-2026-000007] Ticket no aceptado: Asunto")).text())
                .contains("no es un contacto de soporte");
    }

    @Test
    @Tag("R9.C9")
    void a_reminder_lists_the_questions_and_when_the_ticket_is_closed() {
        kafka.publish("000023", 2, new CustomerReminded("000023", number("000023"), "acme", BRUNO, "Coletor parado",
                List.of("Qual host?"), DUE, OPENED));

        assertThat(
                MAIL.awaitMail(received -> received.subject().equals("[T-2026-000023] Aguardamos sua resposta: Coletor parado"))
                        .text())
                .contains("- Qual host?", "segunda-feira, 23 de novembro de 2026, 16:00:20");
    }

    @Test
    @Tag("R8.2")
    void a_declined_ticket_and_the_decision_on_the_appeal_are_mailed_with_their_reasons() {
        kafka.publish("000024", 2, new TicketDeclined("000024", number("000024"), "acme", BRUNO, "Impressora", "X12", "8.X12",
                "A impressora não é nossa", "fabio", OPENED));
        kafka.publish("000024", 3, new AppealDecided("000024", number("000024"), "acme", BRUNO, "Impressora", true, "gisele",
                "É a nossa tela", OPENED));

        assertThat(MAIL.awaitMail(received -> received.subject().equals("[T-2026-000024] Chamado recusado: Impressora")).text())
                .contains("A impressora não é nossa", "cláusula 8.X12");
        assertThat(
                MAIL.awaitMail(received -> received.subject().equals("[T-2026-000024] Decisão sobre o seu recurso: Impressora"))
                        .text())
                .contains("foi aceito", "É a nossa tela");
    }

    @Test
    @Tag("R5.3")
    void the_contact_learns_of_the_release_with_the_fix() {
        kafka.publish("000026", 2, new FixDelivered("000026", number("000026"), "acme", person(Persona.BRUNO, "en"), "Collector",
                "OPM-4711", "9.3", OPENED));

        assertThat(
                MAIL.awaitMail(received -> received.subject().equals("[T-2026-000026] Fix available in 9.3: Collector")).text())
                .contains("release 9.3 has the fix of the bug OPM-4711");
    }

    @Test
    void escalations_and_appeals_are_mailed_to_the_managers_only() {
        kafka.publish("000027", 2,
                new TicketEscalated("000027", number("000027"), "acme", BRUNO, "Coletor", "Estamos parados", null, OPENED));
        kafka.publish("000027", 3,
                new ExclusionAppealed("000027", number("000027"), "acme", BRUNO, "Coletor", "X12", "É a tela de vocês", OPENED));

        for (var subject : List.of("Escalado pelo cliente", "Recurso a decidir"))
            assertThat(MAIL.awaitMail(received -> received.subject().equals("[T-2026-000027] " + subject + ": Coletor")))
                    .satisfies(mail -> assertThat(mail.to()).isEqualTo("gisele@opservices.example"))
                    .satisfies(mail -> assertThat(mail.text()).contains(BRUNO.name() + ", de Acme Telecom"));
        assertThat(MAIL.receivedMails(received -> received.ticket().equals(number("000027")))).hasSize(2);
    }

    @Test
    void sla_warning_and_breach_are_mailed_to_the_manager() {
        kafka.publish("000008", 2, new SlaWarned("000008", number("000008"), "acme", "Coletor", "P1", "premium-24x7",
                "RESOLUTION", 1, 75, OPENED.plusSeconds(10), DUE, OPENED.plusSeconds(10)));
        kafka.publish("000008", 3,
                new SlaBreached("000008", number("000008"), "acme", "Coletor", "P1", "premium-24x7", "RESOLUTION", 1, DUE, DUE));

        var warning = MAIL.awaitMail(received -> received.to().equals("gisele@opservices.example")
                && received.subject().equals("[T-2026-000008] SLA a 75 %: Solução: Coletor"));
        assertThat(warning.text()).contains("Prazo: segunda-feira, 23 de novembro de 2026, 16:00:20", "Acme Telecom");
        MAIL.awaitMail(received -> received.to().equals("gisele@opservices.example")
                && received.subject().equals("[T-2026-000008] SLA descumprido: Solução: Coletor"));
    }

    @Test
    void escalation_reaches_staff_with_the_role_or_all_staff_if_none_matches() {
        var rungs = Map.of(50, List.of("agent"), 75, List.of("manager", "product-manager"), 90, List.of("owner"));
        rungs.forEach((percent, to) -> kafka.publish("000019", percent, new SlaWarned("000019", number("000019"), "acme",
                "Coletor", "P1", "premium-24x7", "RESOLUTION", 1, percent, OPENED, DUE, OPENED, to, null, null, null)));

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(
                json(api.as(Persona.GISELE).get().uri("/api/v1/deliveries?about=000019").exchange()).path("items").valueStream()
                        .map(item -> item.path("subject").asString().replaceAll(".* a (\\d+) %.*", "$1 ")
                                + item.path("recipient").path("email").asString()))
                .containsExactlyInAnyOrder("50 fabio@opservices.example", "75 gisele@opservices.example",
                        "90 fabio@opservices.example", "90 gisele@opservices.example"));
    }

    @Test
    void rungs_of_one_evaluation_are_one_mail_per_person_also_after_redelivery() {
        var breach = new SlaBreached("000030", number("000030"), "acme", "Coletor", "P1", "demo-seconds", "FIRST_RESPONSE", 1,
                DUE, DUE, List.of("manager"), null, null,
                List.of(new AnnouncedRung("RESOLUTION", 1, 100, false, DUE, List.of("manager")),
                        new AnnouncedRung("RESOLUTION", 1, 75, false, DUE, List.of("agent"))));
        var breachOfResolution = new SlaBreached("000030", number("000030"), "acme", "Coletor", "P1", "demo-seconds",
                "RESOLUTION", 1, DUE, DUE, List.of("manager"), null, "000030/FIRST_RESPONSE/1/breached", null);
        for (int delivery = 0; delivery < 2; delivery++) {
            kafka.publish("000030/FIRST_RESPONSE/1/breached", "000030", 2, breach);
            kafka.publish("000030/RESOLUTION/1/breached", "000030", 3, breachOfResolution);
        }
        kafka.publish("000031/FIRST_RESPONSE/1/breached", "000031", 2, new SlaBreached("000031", number("000031"), "acme",
                "Coletor", "P1", "demo-seconds", "FIRST_RESPONSE", 1, DUE, DUE));

        MAIL.awaitMail(received -> received.ticket().equals(number("000031")));
        assertThat(deliveriesAbout("000030").path("items").valueStream()
                .map(item -> item.path("recipient").path("email").asString() + " " + item.path("subject").asString()))
                .containsExactlyInAnyOrder(
                        "gisele@opservices.example [T-2026-000030] SLA descumprido: Primeira resposta: Coletor",
                        "fabio@opservices.example [T-2026-000030] SLA a 75 %: Solução: Coletor");
        assertThat(MAIL.awaitMail(
                received -> received.ticket().equals(number("000030")) && received.to().equals("gisele@opservices.example"))
                .text()).contains("- Solução: descumprido, prazo");
    }

    @Test
    void withdrawn_breach_and_its_next_generation_are_mailed() {
        kafka.publish("000032/RESOLUTION/1/rescheduled-1", "000032", 2,
                new SlaRescheduled("000032", number("000032"), "acme", "Coletor", "RESOLUTION", 1, OPENED, DUE, "PLAN",
                        "premium-24x7/1", "iara", null, OPENED, null, "RUNNING", "PT4H", "PT1H", "premium-24x7", 1, "24x7", "UTC",
                        List.of(50, 100), List.of("manager"), null, null, null));
        kafka.publish("000032/RESOLUTION/1/breached/2", "000032", 3, new SlaBreached("000032", number("000032"), "acme",
                "Coletor", "P1", "premium-24x7", "RESOLUTION", 1, DUE, DUE, List.of("manager"), null, null, null));

        assertThat(MAIL
                .awaitMail(
                        received -> received.subject().equals("[T-2026-000032] Descumprimento de SLA retirado: Solução: Coletor"))
                .text()).contains("Prazo: segunda-feira, 23 de novembro de 2026, 16:00:20");
        MAIL.awaitMail(received -> received.subject().equals("[T-2026-000032] SLA descumprido: Solução: Coletor"));
    }

    @Test
    void each_mail_is_delivered_once_after_a_mail_server_outage() {
        MAIL.stop();
        try {
            for (int ticket = 100; ticket < 130; ticket++)
                kafka.publish("000" + ticket, 1, opened("000" + ticket, BRUNO, definition()));
            await().atMost(TIMEOUT).until(() -> deliveriesAbout("000129").at("/items/0/attempts").asInt() > 0);
        } finally {
            MAIL.restart();
        }

        await().atMost(TIMEOUT)
                .until(() -> MAIL.receivedMails(received -> received.ticket().matches("T-2026-0001[0-2]\\d")).size() >= 30);
        var ids = new HashSet<String>();
        assertThat(MAIL.receivedMails(received -> received.ticket().matches("T-2026-0001[0-2]\\d"))).hasSize(30)
                .allSatisfy(received -> assertThat(ids.add(received.messageId())).isTrue());
    }

    @Test
    void malformed_address_fails_immediately_and_delivery_failed_is_published() {
        var acme = TestCustomers.acme();
        var withX = new ContractChanged(acme.customerId(), acme.name(), acme.edition(), acme.validFrom(), acme.validTo(),
                acme.slaPlan(), acme.language(), acme.zone(),
                Stream.concat(acme.contacts().stream(), Stream.of(new Contact("acme-x", "no address", "X", "en", "UTC", false)))
                        .toList(),
                acme.packages(), acme.installations(), acme.waivers(), acme.remainingMaintenance(), acme.changedAt());
        kafka.publish("acme", 2, withX);
        kafka.publish("000010", 1, opened("000010", new Person("acme-x", "X", "en"), definition()));

        assertThat(kafka.receive(DeliveryFailed.class, event -> event.about().equals("000010")).reason())
                .isEqualTo("malformed address");
        api.as(Persona.FABIO).get().uri("/api/v1/deliveries?state=FAILED").exchange().expectBody().jsonPath("$.items[0].failure")
                .isEqualTo("malformed address");
    }

    @Test
    void notification_list_is_paged_newest_first_and_shows_only_own_mails() {
        IntStream.range(20, 25).forEach(ticket -> kafka.publish("0000" + ticket, 1, new TicketRefused("0000" + ticket,
                number("0000" + ticket), "borealis", person(Persona.CARLA, "en"), "Printer", "contract-expired", OPENED)));
        var carla = api.as(Persona.CARLA);
        await().atMost(TIMEOUT).until(() -> json(carla.get().uri("/api/v1/notifications").exchange()).get("items").size() == 5);

        var first = json(carla.get().uri("/api/v1/notifications?limit=3").exchange());
        var second = json(
                carla.get().uri("/api/v1/notifications?limit=3&cursor={next}", first.get("next").asString()).exchange());

        assertThat(Stream.concat(first.get("items").valueStream(), second.get("items").valueStream())
                .map(item -> item.at("/about/label").asString())).containsExactlyInAnyOrderElementsOf(
                        IntStream.range(20, 25).mapToObj(ticket -> number("0000" + ticket)).toList());
        assertThat(second.has("next")).isFalse();
        assertThat(first.at("/items/0/at").asString()).isGreaterThanOrEqualTo(first.at("/items/2/at").asString());
        assertThat(json(api.as(Persona.DAVI).get().uri("/api/v1/notifications").exchange()).get("items")).isEmpty();
    }

    @Test
    void invalid_list_parameters_are_refused() {
        api.as(Persona.FABIO).get().uri("/api/v1/deliveries?limit=101").exchange().expectStatus().isEqualTo(422);
        api.as(Persona.FABIO).get().uri("/api/v1/deliveries?cursor=bm9uZQ").exchange().expectStatus().isEqualTo(422);
        api.as(Persona.FABIO).get().uri("/api/v1/deliveries?state=LOST").exchange().expectStatus().isBadRequest();
        api.as(Persona.FABIO).get().uri("/api/v1/deliveries?recipient=" + Persona.BRUNO.email()).exchange().expectStatus()
                .isEqualTo(422).expectBody().jsonPath("$.errors[0].field").isEqualTo("recipient");
    }
}
