package io.amparo.ticket;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.incident;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketReceived;
import io.amparo.platform.security.ContactLookup;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestCustomers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** Diego of Cobalt opens and reads tickets of Borealis, which Cobalt serves. */
@TicketServiceTest
class ServedCompaniesIT {
    private static final AtomicInteger SEQUENCE = new AtomicInteger();

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    ContactLookup contacts;
    @Autowired
    TicketFixture fixture;

    @BeforeEach
    void cobalt_serves_borealis() {
        serve("borealis");
    }

    @AfterEach
    void reset_stubs() {
        UpstreamStubs.ENTITLEMENT.failWith(0);
    }

    private void serve(String... customers) {
        kafka.publish("cobalt", SEQUENCE.incrementAndGet(), TestCustomers.cobaltServing(customers));
        await().until(() -> contacts.findByEmail(Persona.DIEGO.email())
                .filter(diego -> diego.companies().size() == customers.length + 1).isPresent());
    }

    private ResponseSpec open(@Nullable String customer) {
        var request = incident();
        if (customer != null) request.put("customer", customer);
        return api.as(Persona.DIEGO).post().uri(TICKETS).body(request).exchange();
    }

    private List<String> listed(String query) {
        return json(api.as(Persona.DIEGO).get().uri(TICKETS + query).exchange().expectStatus().isOk()).path("items").valueStream()
                .map(ticket -> ticket.at("/customer/id").asString()).distinct().sorted().toList();
    }

    @Test
    @Tag("R5.4")
    void a_ticket_of_a_served_company_has_its_customer_and_the_contact_of_the_serving_one() {
        var ticket = json(open("borealis").expectStatus().isCreated());

        assertThat(ticket.at("/customer/id").asString()).isEqualTo("borealis");
        assertThat(kafka.receive(TicketOpened.class, each -> path(ticket).endsWith(each.number())))
                .returns("borealis", TicketOpened::customerId).returns(Persona.DIEGO.id(), opened -> opened.contact().id());
        api.as(Persona.CARLA).get().uri(path(ticket)).exchange().expectStatus().isOk();
        api.as(Persona.BRUNO).get().uri(path(ticket)).exchange().expectStatus().isNotFound();
        fixture.post(Persona.DIEGO, path(ticket), "Any news?", "PUBLIC");
    }

    @Test
    void a_contact_who_acts_for_several_companies_must_name_one() {
        var problem = json(open(null).expectStatus().isEqualTo(422));

        assertThat(problem.at("/errors/0/field").asString()).isEqualTo("customer");
        assertThat(problem.at("/errors/0/code").asString()).isEqualTo("required");
        assertThat(problem.at("/errors/0/allowed").valueStream().map(JsonNode::asString)).containsExactly("cobalt", "borealis");
        open("acme").expectStatus().isForbidden();
        assertThat(json(open("cobalt").expectStatus().isCreated()).at("/customer/id").asString()).isEqualTo("cobalt");
    }

    @Test
    void a_contact_of_one_company_names_none_or_that_one() {
        var request = incident();
        api.as(Persona.CARLA).post().uri(TICKETS).body(request).exchange().expectStatus().isCreated();
        request.put("customer", "borealis");
        api.as(Persona.CARLA).post().uri(TICKETS).body(request).exchange().expectStatus().isCreated();
        request.put("customer", "cobalt");
        api.as(Persona.CARLA).post().uri(TICKETS).body(request).exchange().expectStatus().isForbidden();
    }

    @Test
    void a_repeat_of_a_key_for_another_customer_is_refused() {
        var diego = api.as(Persona.DIEGO).mutate().defaultHeader("Idempotency-Key", "served-1").build();
        var request = incident();
        request.put("customer", "borealis");
        diego.post().uri(TICKETS).body(request).exchange().expectStatus().isCreated();
        request.put("customer", "cobalt");
        diego.post().uri(TICKETS).body(request).exchange().expectStatus().isEqualTo(422);
    }

    @Test
    void lists_have_all_companies_or_those_of_the_filter() {
        open("borealis").expectStatus().isCreated();
        open("cobalt").expectStatus().isCreated();

        assertThat(listed("")).containsExactly("borealis", "cobalt");
        assertThat(listed("?customer=borealis")).containsExactly("borealis");
        api.as(Persona.DIEGO).get().uri(TICKETS + "?customer=acme").exchange().expectStatus().isForbidden();
    }

    @Test
    void a_ticket_is_received_for_a_served_company_without_entitlement() {
        UpstreamStubs.ENTITLEMENT.failWith(503);
        var ticket = json(open("borealis").expectStatus().isAccepted());

        assertThat(kafka.receive(TicketReceived.class, each -> path(ticket).endsWith(each.number())))
                .returns("borealis", TicketReceived::customerId).returns(Persona.DIEGO.id(), received -> received.contact().id());
    }

    @Test
    @Tag("R5.4")
    void the_end_of_the_relation_ends_the_access() {
        var ticket = path(json(open("borealis").expectStatus().isCreated()));

        serve();

        api.as(Persona.DIEGO).get().uri(ticket).exchange().expectStatus().isNotFound();
        api.as(Persona.DIEGO).post().uri(ticket + "/messages").body(Map.of("body", "Hello", "visibility", "PUBLIC")).exchange()
                .expectStatus().isNotFound();
        open("borealis").expectStatus().isForbidden();
        assertThat(listed("")).doesNotContain("borealis");
    }
}
