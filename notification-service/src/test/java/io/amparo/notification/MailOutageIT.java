package io.amparo.notification;

import static io.amparo.notification.TicketEventFixture.BRUNO;
import static io.amparo.notification.TicketEventFixture.definition;
import static io.amparo.notification.TicketEventFixture.number;
import static io.amparo.notification.TicketEventFixture.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.DomainEvent;
import io.amparo.events.Event;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.customer.CustomerEvent.Installation;
import io.amparo.events.delivery.DeliveryEvent.DeliveryFailed;
import io.amparo.events.delivery.DeliveryEvent.DeliverySent;
import io.amparo.events.eol.EolEvent.EolAnnounced;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.notification.audience.Customers;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Deliveries that wait for the mail server: what changes meanwhile, and to which request their events belong. */
@ServiceTest({"amparo.mail.sweep=200ms", "amparo.mail.retry-first=200ms", "amparo.mail.max-backoff=500ms",
        "amparo.mail.give-up-after=15s", "amparo.mail.circuit.retry-after=200ms"})
class MailOutageIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final MailServer MAIL = MailServer.start();

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Customers customers;

    private final String trace = UUID.randomUUID().toString().replace("-", "");
    private boolean running = true;

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        MAIL.configure(properties);
    }

    @BeforeEach
    void startOutage() {
        kafka.publish("acme", 1, TestCustomers.acme());
        await().atMost(TIMEOUT).until(() -> customers.find("acme").isPresent());
        if (running) MAIL.stop();
        running = false;
    }

    private void endOutage() {
        MAIL.restart();
        running = true;
    }

    /** @param contacts local parts of the addresses */
    private static ContractChanged contract(String id, String... contacts) {
        var template = TestCustomers.borealis();
        return new ContractChanged(id, "Company " + id, template.edition(), template.validFrom(), template.validTo(),
                template.slaPlan(), "en", template.zone(),
                Arrays.stream(contacts)
                        .map(name -> new Contact(id + "-" + name, name + "@" + id + ".example", "C", "en", template.zone(), true))
                        .toList(),
                List.of(), List.of(new Installation("product-" + id, "8.8")), List.of(), List.of(), Instant.now());
    }

    private JsonNode deliveriesAbout(String ticket) {
        return ApiClients.json(api.as(Persona.FABIO).get().uri("/api/v1/deliveries?about=" + ticket).exchange());
    }

    private void awaitAttempt(String ticket) {
        await().atMost(TIMEOUT).until(() -> deliveriesAbout(ticket).at("/items/0/attempts").asInt() > 0);
    }

    private <E extends DomainEvent> Event received(Class<E> type, String about) {
        var data = kafka.receive(type, event -> switch (event) {
            case DeliverySent sent -> sent.about().equals(about);
            case DeliveryFailed failed -> failed.about().equals(about);
            default -> false;
        });
        return kafka.received().stream().filter(event -> data.equals(event.data())).findFirst().orElseThrow();
    }

    private void assertBelongsToTheRequest(Event event, String cause) {
        assertThat(event.correlation()).isEqualTo(trace);
        assertThat(event.traceparent()).startsWith("00-" + trace);
        assertThat(event.causation()).isEqualTo(cause);
    }

    @Test
    void failure_after_the_last_retry_belongs_to_the_first_request() {
        kafka.publishInTrace(trace, "000040", 1, opened("000040", BRUNO, definition()));

        var failed = received(DeliveryFailed.class, "000040");

        assertBelongsToTheRequest(failed, ((DeliveryFailed) failed.data()).cause());
        assertThat(deliveriesAbout("000040").at("/items/0/attempts").asInt()).isGreaterThan(2);
    }

    @Test
    void mail_that_is_sent_after_an_outage_belongs_to_the_first_request() {
        kafka.publishInTrace(trace, "000041", 1, opened("000041", BRUNO, definition()));
        awaitAttempt("000041");
        endOutage();

        var sent = received(DeliverySent.class, "000041");

        assertBelongsToTheRequest(sent, ((DeliverySent) sent.data()).cause());
    }

    @Test
    void mail_of_a_campaign_belongs_to_the_request_that_announced_it() {
        endOutage();
        publishContract("outage-1", 1, "gil");

        kafka.publishInTrace(trace, "a-outage", 1, new EolAnnounced("a-outage", "product-outage-1", "Product",
                LocalDate.of(2099, 12, 31), "old", null, null, null, "heitor", "iara", Instant.now()));

        var sent = received(DeliverySent.class, "a-outage");
        assertBelongsToTheRequest(sent, ((DeliverySent) sent.data()).cause());
    }

    @Test
    void contact_who_was_removed_meanwhile_gets_nothing_more() {
        publishContract("outage-2", 1, "stays", "leaves");
        publishOpened("000042", "outage-2", "leaves");
        publishOpened("000043", "outage-2", "stays");
        for (var ticket : List.of("000042", "000043")) awaitAttempt(ticket);

        publishContract("outage-2", 2, "stays");
        endOutage();
        publishOpened("000044", "outage-2", "leaves");

        for (var ticket : List.of("000042", "000044"))
            assertThat(kafka.receive(DeliveryFailed.class, failed -> failed.about().equals(ticket)).reason())
                    .isEqualTo("recipient-removed");
        MAIL.awaitMail(mail -> mail.ticket().equals(number("000043")));
        assertThat(MAIL.receivedMails(mail -> mail.to().startsWith("leaves"))).isEmpty();
        assertThat(deliveriesAbout("000042").at("/items/0/state").asString()).isEqualTo("CANCELLED");
    }

    @Test
    void contact_whose_event_arrives_after_the_ticket_gets_the_mail() {
        endOutage();
        publishContract("outage-4", 1, "ana");
        publishOpened("000046", "outage-4", "late");
        awaitAttempt("000046");

        publishContract("outage-4", 2, "ana", "late");

        assertThat(MAIL.awaitMail(mail -> mail.ticket().equals(number("000046"))).to()).isEqualTo("late@outage-4.example");
    }

    @Test
    void contact_who_never_becomes_known_is_reported_after_the_retry_period() {
        endOutage();
        publishOpened("000047", "outage-5", "nobody");

        assertThat(kafka.receive(DeliveryFailed.class, failed -> failed.about().equals("000047")).reason())
                .isEqualTo("recipient-unknown");
    }

    @Test
    void mail_goes_to_the_address_that_the_contact_has_now() {
        publishContract("outage-6", 1, "ana");
        publishOpened("000048", "outage-6", "ana");
        awaitAttempt("000048");
        var changed = contract("outage-6", "ana");
        var contact = changed.contacts().getFirst();
        kafka.publish("outage-6", 2, new ContractChanged(changed.customerId(), changed.name(), changed.edition(),
                changed.validFrom(), changed.validTo(), changed.slaPlan(), changed.language(), changed.zone(),
                List.of(new Contact(contact.id(), "new@outage-6.example", "C", "en", contact.zone(), true)), changed.packages(),
                changed.installations(), changed.waivers(), changed.remainingMaintenance(), changed.changedAt()));
        await().atMost(TIMEOUT).until(() -> customers.find("outage-6")
                .filter(customer -> customer.contacts().getFirst().email().startsWith("new@")).isPresent());
        endOutage();

        assertThat(MAIL.awaitMail(mail -> mail.ticket().equals(number("000048"))).to()).isEqualTo("new@outage-6.example");
    }

    @Test
    void contact_who_was_removed_and_named_once_more_gets_mails() {
        endOutage();
        publishContract("outage-3", 1, "returns");
        publishContract("outage-3", 2);
        publishContract("outage-3", 3, "returns");

        publishOpened("000045", "outage-3", "returns");

        MAIL.awaitMail(mail -> mail.to().startsWith("returns"));
    }

    private void publishContract(String customer, int version, String... contacts) {
        kafka.publish(customer, version, contract(customer, contacts));
        await().atMost(
                TIMEOUT).until(
                        () -> customers.find(customer)
                                .filter(stored -> stored.contacts().stream().map(contact -> contact.id()).toList()
                                        .equals(Arrays.stream(contacts).map(name -> customer + "-" + name).toList()))
                                .isPresent());
    }

    private void publishOpened(String ticket, String customer, String contact) {
        kafka.publish(ticket, 1, opened(ticket, customer, new Person(customer + "-" + contact, "C", "en"), definition()));
    }
}
