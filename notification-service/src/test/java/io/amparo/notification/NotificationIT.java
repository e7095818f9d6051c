package io.amparo.notification;

import static io.amparo.notification.Tickets.BRUNO;
import static io.amparo.notification.Tickets.DUE;
import static io.amparo.notification.Tickets.FABIO;
import static io.amparo.notification.Tickets.OPENED;
import static io.amparo.notification.Tickets.assigned;
import static io.amparo.notification.Tickets.definition;
import static io.amparo.notification.Tickets.number;
import static io.amparo.notification.Tickets.opened;
import static io.amparo.notification.Tickets.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.events.delivery.DeliveryEvent.DeliveryFailed;
import io.amparo.events.delivery.DeliveryEvent.DeliverySent;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.events.ticket.TicketEvent.InternalNoteAdded;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.TicketReceived;
import io.amparo.events.ticket.TicketEvent.TicketRefused;
import io.amparo.notification.audience.Customers;
import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import io.amparo.testkit.SecurityMatrix;
import io.amparo.testkit.SecurityMatrix.Row;
import io.amparo.testkit.SecurityMatrix.Who;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.Wire;
import io.amparo.testkit.World;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@ServiceTest({"amparo.mail.sweep=500ms", "amparo.mail.lease=5s",
        "amparo.notification.sla-recipients[0].email=gisele@opservices.example",
        "amparo.notification.sla-recipients[0].name=Gisele Prado", "amparo.notification.sla-recipients[0].language=pt-BR",
        "amparo.notification.sla-recipients[0].zone=America/Sao_Paulo", "amparo.notification.sla-recipients[0].roles=manager",
        "amparo.notification.sla-recipients[1].email=fabio@opservices.example",
        "amparo.notification.sla-recipients[1].name=Fabio Reis", "amparo.notification.sla-recipients[1].language=pt-BR",
        "amparo.notification.sla-recipients[1].zone=America/Sao_Paulo", "amparo.notification.sla-recipients[1].roles=agent"})
class NotificationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final MailServer MAIL = MailServer.start();

    @Autowired
    Api api;
    @Autowired
    Wire wire;
    @Autowired
    Customers customers;
    @Autowired
    SecurityMatrix matrix;

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        properties.add("SMTP_URL", MAIL::url);
    }

    @BeforeAll
    void acme_is_known() {
        wire.say("acme", 1, World.acme());
        await().atMost(PATIENCE).until(() -> customers.find("acme").isPresent());
    }

    @Tag("R1.3")
    @Test
    void a_receipt_tells_the_contact_number_and_due_instants_and_the_suite_that_it_was_sent() {
        wire.say("t-receipt/1/0", "000001", 1, opened("000001", BRUNO, definition()));

        var mail = MAIL.get(got -> got.subject().contains(number("000001")));
        assertThat(mail.to()).isEqualTo("bruno@acme.example");
        assertThat(mail.language()).isEqualTo("pt-BR");
        assertThat(mail.ticket()).isEqualTo(number("000001"));
        assertThat(mail.text()).contains("Primeira resposta: até segunda-feira, 23 de novembro de 2026, 12:30:00",
                "Solução: até segunda-feira, 23 de novembro de 2026, 16:00:20", "premium-24x7", "America/Sao_Paulo");
        var sent = wire.hear(DeliverySent.class, event -> event.about().equals("000001"));
        assertThat(sent.cause()).isEqualTo("/amparo/elsewhere#t-receipt/1/0");
        assertThat(sent.messageId()).isEqualTo(mail.messageId());
        assertThat(wire.heard()).filteredOn(event -> sent.equals(event.data())).singleElement()
                .returns(sent.cause(), event -> event.causation()).returns(true, event -> event.correlation() != null);
    }

    @Tag("R1.3")
    @Test
    void a_definition_that_comes_later_is_sent_later_in_whichever_order_the_two_are_heard() {
        wire.say("000002", 1, opened("000002", person(Persona.BRUNO, "en"), null));
        MAIL.get(got -> got.subject().contains(number("000002")) && got.text().contains("follows in another message"));
        wire.say("000002", 1, assigned("000002"));
        wire.say("000003", 1, assigned("000003"));
        wire.hear(SlaAssigned.class, event -> event.ticketId().equals("000003"));
        wire.say("000003", 1, opened("000003", person(Persona.BRUNO, "en"), null));

        for (var id : new String[]{"000002", "000003"})
            assertThat(MAIL.get(got -> got.subject().startsWith("[" + number(id) + "] SLA definition")).text())
                    .contains("Resolution: by Monday, November 23, 2026, 16:00:20");
    }

    @Test
    void an_event_that_comes_twice_is_told_once() {
        for (int time = 0; time < 3; time++) wire.say("t-twice/1/0", "000004", 1, opened("000004", BRUNO, definition()));
        wire.say("000005", 1, opened("000005", BRUNO, definition()));

        MAIL.get(got -> got.subject().contains(number("000005")));
        assertThat(MAIL.got(got -> got.subject().contains(number("000004")))).hasSize(1);
    }

    @Tag("R1.4")
    @Test
    void a_public_reply_reaches_the_contact_and_an_internal_note_nobody() {
        wire.say("000006", 2, new InternalNoteAdded("000006", number("000006"), "acme", "m1", FABIO, OPENED));
        wire.say("000006", 3, new PublicReplySent("000006", number("000006"), "acme", "m2", FABIO, BRUNO, "Coletor parado",
                "Reinicie o coletor <agora>.", OPENED));

        var reply = MAIL.get(got -> got.ticket().equals(number("000006")));
        assertThat(reply.to()).isEqualTo("bruno@acme.example");
        assertThat(reply.text()).contains("Fabio Melo respondeu", "Reinicie o coletor <agora>.");
        wire.hear(DeliverySent.class, event -> event.about().equals("000006"));
        assertThat(MAIL.got(got -> got.ticket().equals(number("000006")))).hasSize(1);
        assertThat(api.as(Persona.FABIO).get("/api/v1/deliveries?about=000006").body().get("items")).hasSize(1);
    }

    @Test
    void who_waits_for_the_decision_is_told_and_who_is_refused_is_told_why() {
        wire.say("000007", 1, new TicketReceived("000007", number("000007"), "acme", person(Persona.BRUNO, "es"), "INCIDENT",
                "P2", "opmon-9", "9.2", "Asunto", OPENED));
        wire.say("000007", 2, new TicketRefused("000007", number("000007"), "acme", person(Persona.BRUNO, "es"), "Asunto",
                "not-a-named-contact", OPENED));

        MAIL.get(got -> got.subject().equals("[T-2026-000007] Ticket recibido: Asunto"));
        assertThat(MAIL.get(got -> got.subject().equals("[T-2026-000007] Ticket no aceptado: Asunto")).text())
                .contains("no es un contacto de soporte");
    }

    @Test
    void the_manager_hears_of_warning_and_breach() {
        wire.say("000008", 2, new SlaWarned("000008", number("000008"), "acme", "Coletor", "P1", "premium-24x7", "RESOLUTION", 1,
                75, OPENED.plusSeconds(10), DUE, OPENED.plusSeconds(10)));
        wire.say("000008", 3,
                new SlaBreached("000008", number("000008"), "acme", "Coletor", "P1", "premium-24x7", "RESOLUTION", 1, DUE, DUE));

        var warning = MAIL.get(got -> got.to().equals("gisele@opservices.example")
                && got.subject().equals("[T-2026-000008] SLA a 75 %: Solução: Coletor"));
        assertThat(warning.text()).contains("Prazo: segunda-feira, 23 de novembro de 2026, 16:00:20", "Acme Telecom");
        MAIL.get(got -> got.to().equals("gisele@opservices.example")
                && got.subject().equals("[T-2026-000008] SLA descumprido: Solução: Coletor"));
    }

    @Test
    void an_escalation_reaches_whom_the_rung_names_and_everybody_where_nobody_answers_to_it() {
        var rungs = Map.of(50, List.of("agent"), 75, List.of("manager", "product-manager"), 90, List.of("owner"));
        rungs.forEach((percent, to) -> wire.say("000009", percent, new SlaWarned("000009", number("000009"), "acme", "Coletor",
                "P1", "premium-24x7", "RESOLUTION", 1, percent, OPENED, DUE, OPENED, to, null)));

        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(api.as(Persona.GISELE).get("/api/v1/deliveries?about=000009").body().path("items").valueStream()
                        .map(item -> item.path("subject").asString().replaceAll(".* a (\\d+) %.*", "$1 ")
                                + item.path("recipient").path("email").asString()))
                        .containsExactlyInAnyOrder("50 fabio@opservices.example", "75 gisele@opservices.example",
                                "90 fabio@opservices.example", "90 gisele@opservices.example"));
    }

    @Test
    void a_mail_server_that_is_away_is_waited_for_and_nothing_is_lost() {
        MAIL.stop();
        try {
            for (int ticket = 100; ticket < 130; ticket++)
                wire.say("000" + ticket, 1, opened("000" + ticket, BRUNO, definition()));
            await().atMost(PATIENCE).until(() -> api.as(Persona.FABIO).get("/api/v1/deliveries?about=000129").body()
                    .at("/items/0/attempts").asInt() > 0);
        } finally {
            MAIL.startAgain();
        }

        await().atMost(PATIENCE).until(() -> MAIL.got(got -> got.ticket().matches("T-2026-0001[0-2]\\d")).size() >= 30);
        var ids = new HashSet<String>();
        assertThat(MAIL.got(got -> got.ticket().matches("T-2026-0001[0-2]\\d"))).hasSize(30)
                .allSatisfy(got -> assertThat(ids.add(got.messageId())).isTrue());
    }

    @Test
    void an_address_that_is_none_fails_at_once_and_the_suite_is_told() {
        wire.say("000009", 1, opened("000009", new Person("no address", "X", "en"), definition()));

        assertThat(wire.hear(DeliveryFailed.class, event -> event.about().equals("000009")).reason())
                .isEqualTo("malformed address");
        assertThat(api.as(Persona.FABIO).get("/api/v1/deliveries?state=FAILED").body().at("/items/0/failure").asString())
                .isEqualTo("malformed address");
    }

    @Test
    void a_person_reads_own_notifications_newest_first_page_by_page_and_nobody_elses() {
        IntStream.range(20, 25).forEach(
                ticket -> wire.say("0000" + ticket, 1, opened("0000" + ticket, person(Persona.CARLA, "en"), definition())));
        await().atMost(PATIENCE).until(() -> api.as(Persona.CARLA).get("/api/v1/notifications").body().get("items").size() == 5);

        var first = api.as(Persona.CARLA).get("/api/v1/notifications?limit=3").body();
        var second = api.as(Persona.CARLA).get("/api/v1/notifications?limit=3&cursor=" + first.get("next").asString()).body();

        assertThat(Stream.concat(first.get("items").valueStream(), second.get("items").valueStream())
                .map(item -> item.at("/about/label").asString())).containsExactlyInAnyOrderElementsOf(
                        IntStream.range(20, 25).mapToObj(ticket -> number("0000" + ticket)).toList());
        assertThat(second.has("next")).isFalse();
        assertThat(first.at("/items/0/at").asString()).isGreaterThanOrEqualTo(first.at("/items/2/at").asString());
        assertThat(api.as(Persona.DAVI).get("/api/v1/notifications").body().get("items")).isEmpty();
    }

    @Test
    void what_the_lists_cannot_understand_is_refused() {
        assertThat(api.as(Persona.FABIO).get("/api/v1/deliveries?limit=101").status()).isEqualTo(422);
        assertThat(api.as(Persona.FABIO).get("/api/v1/deliveries?cursor=bm9uZQ").status()).isEqualTo(422);
        assertThat(api.as(Persona.FABIO).get("/api/v1/deliveries?state=LOST").status()).isEqualTo(400);
    }

    @TestFactory
    Stream<DynamicTest> security() {
        var verified = Stream.of(Who.signedIn()).filter(who -> who != Who.MACHINE && who != Who.UNVERIFIED_EMAIL)
                .toArray(Who[]::new);
        return matrix.tests(Row.of("GET", "/api/v1/deliveries").allows(Who.staff()),
                Row.of("GET", "/api/v1/notifications").allows(verified));
    }
}
