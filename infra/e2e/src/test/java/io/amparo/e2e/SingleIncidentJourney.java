package io.amparo.e2e;

import static io.amparo.clients.People.CARLA;
import static io.amparo.clients.People.FABIO;
import static io.amparo.clients.People.IARA;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.clients.GatewayClient;
import io.amparo.clients.JsonResponse;
import io.amparo.clients.TokenClient;
import io.amparo.events.entitlement.EntitlementEvent.IncidentCommitted;
import io.amparo.events.entitlement.EntitlementEvent.IncidentReserved;
import io.amparo.events.policy.PolicyEvent.PolicyPublished;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.local.suite.ProcessState;
import io.amparo.local.suite.Suite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Case ent-02: single incidents through {@code POST /tickets}, under a policy whose edition PRO includes no incidents. */
@Tag("R5.7")
class SingleIncidentJourney {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String POLICY = "entitlement-service/src/main/resources/policy/opservices-1.json";
    private static final String ENTITLEMENT = "entitlement-service";
    private static final String TICKET = "ticket-service";
    private static final int OPENS = 50;
    private static final int MAX_ATTEMPTS = 3;

    private final Suite suite = RunningSuite.get();
    private final GatewayClient gateway = new GatewayClient(suite.addresses().gateway(),
            new TokenClient(suite.addresses().issuer()));
    private final EventClient events = new EventClient(suite.addresses().brokers(), "");

    @BeforeAll
    void publishPolicyWithoutIncidents() {
        restartWithPolicy(2, 0);
    }

    @AfterAll
    void restorePolicy() {
        restartWithPolicy(3, null);
        events.close();
        gateway.close();
    }

    /** @param includedIncidents of the edition PRO; null for any number */
    private void restartWithPolicy(int version, Integer includedIncidents) {
        var policy = (ObjectNode) JsonMapper.shared().readTree(Path.of(System.getProperty("amparo.repository"), POLICY));
        policy.put("version", version).withArray("editions").valueStream()
                .filter(edition -> edition.path("code").asString().equals("PRO"))
                .forEach(edition -> ((ObjectNode) edition).put("includedIncidents", includedIncidents));
        var file = Path.of("target", "policy-" + version + ".json").toAbsolutePath();
        try {
            Files.writeString(file, policy.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        suite.kill(ENTITLEMENT);
        RunningSuite.with(Map.of("AMPARO_JAVA_OPTIONS", "-Damparo.policy.file=" + file)).start(ENTITLEMENT);
        events.await(Instant.now().plus(TIMEOUT), PolicyPublished.class, published -> published.version() == version);
    }

    private long vouchers(String customer) {
        return gateway.get(IARA, "/customers/" + customer + "/vouchers").expectStatus(200).body().path("items").valueStream()
                .mapToInt(lot -> lot.path("balance").asInt()).sum();
    }

    private String status(String number) {
        return gateway.get(FABIO, "/tickets/" + number).expectStatus(200).text("/status");
    }

    private JsonResponse open(String person, Map<String, ?> ticket, String key) {
        return gateway.post(person, "/tickets", ticket, Map.of("Idempotency-Key", key));
    }

    @Test
    void of_fifty_openings_at_once_one_gets_the_single_incident() throws Exception {
        assertThat(vouchers("borealis")).isEqualTo(1);
        List<JsonResponse> responses;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            responses = callers
                    .invokeAll(IntStream.range(0, OPENS)
                            .<Callable<JsonResponse>>mapToObj(
                                    n -> () -> open(CARLA, TicketLoadGenerator.INCIDENT, "single-incident-" + n))
                            .toList())
                    .stream().map(Future::resultNow).toList();
        }

        // 202: the services are slow after their start, and the ticket waits for its decision.
        var registered = responses.stream().filter(each -> each.status() == 201 || each.status() == 202)
                .map(each -> each.text("/number")).toList();
        await().atMost(TIMEOUT).until(() -> registered.stream().noneMatch(number -> status(number).equals("RECEIVED")));
        assertThat(registered.stream().collect(groupingBy(number -> status(number).equals("REFUSED"))).get(false)).hasSize(1);
        assertThat(responses.stream().filter(each -> each.status() != 201 && each.status() != 202)).isNotEmpty()
                .allSatisfy(refused -> {
                    assertThat(refused.status()).isEqualTo(403);
                    assertThat(refused.text("/reasons/0/code")).isEqualTo("incident-needs-voucher");
                    assertThat(refused.text("/alternatives/0/code")).isEqualTo("order-voucher");
                });
        assertThat(vouchers("borealis")).isZero();
    }

    @Test
    void a_kill_between_reservation_and_storing_leaves_one_ticket_and_one_consumption() throws Exception {
        int attempt = 1;
        while (isStoredBeforeKill("single-" + attempt))
            assertThat(++attempt).as("attempts that killed the service too late").isLessThanOrEqualTo(MAX_ATTEMPTS);
    }

    /** Opens a ticket of a new customer. Returns whether the ticket was stored before ticket-service was killed. */
    private boolean isStoredBeforeKill(String customer) throws Exception {
        addCustomerWithVoucher(customer);
        var ticket = new HashMap<>(TicketLoadGenerator.INCIDENT);
        ticket.put("contact", "person@%s.example".formatted(customer));
        // Between the two writes, ticket-service waits up to 2 s for the quote of sla-service.
        signal("STOP");
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            callers.submit(() -> open(FABIO, ticket, customer));
            events.await(Instant.now().plus(TIMEOUT), IncidentReserved.class, event -> event.customerId().equals(customer));
            suite.kill(TICKET);
        } finally {
            signal("CONT");
        }
        suite.start(TICKET);
        await().atMost(TIMEOUT).until(() -> tickets(customer).status() == 200);
        boolean isStored = !tickets(customer).body().path("items").isEmpty();

        await().atMost(TIMEOUT).until(() -> open(FABIO, ticket, customer).status() == 201);
        var number = open(FABIO, ticket, customer).text("/number");
        events.await(Instant.now().plus(TIMEOUT), TicketOpened.class, event -> event.number().equals(number));
        await().atMost(TIMEOUT).until(() -> voucher(customer, "/items/0/reserved").equals("0"));
        assertThat(voucher(customer, "/items/0/balance")).isEqualTo("0");
        assertThat(tickets(customer).body().path("items").findValuesAsString("number")).containsExactly(number);
        events.await(Instant.now().plus(TIMEOUT), IncidentCommitted.class, event -> event.customerId().equals(customer));
        assertThat(events.received(IncidentReserved.class)).filteredOn(event -> event.customerId().equals(customer)).hasSize(1);
        assertThat(events.received(IncidentCommitted.class)).filteredOn(event -> event.customerId().equals(customer)).hasSize(1);
        return isStored;
    }

    private void addCustomerWithVoucher(String customer) {
        var csv = """
                type,customer,name,language,zone,contactQuota,edition,slaPlan,validFrom,validTo,email
                customer,%1$s,Company %1$s,en,UTC,2,,,,,
                period,%1$s,,,,,PRO,standard,2026-01-01,2030-12-31,
                contact,%1$s,Person,,,,,,,,person@%1$s.example
                """.formatted(customer);
        var id = gateway.upload(IARA, "/customers/imports", "text/csv", csv).expectStatus(202).text("/id");
        await().until(() -> gateway.get(IARA, "/customers/imports/" + id).text("/state").equals("DONE"));
        gateway.post(IARA, "/customers/" + customer + "/vouchers", Map.of("reason", "Order 1")).expectStatus(201);
    }

    private JsonResponse tickets(String customer) {
        return gateway.get(FABIO, "/tickets?customer=" + customer);
    }

    private String voucher(String customer, String pointer) {
        return gateway.get(IARA, "/customers/" + customer + "/vouchers").expectStatus(200).text(pointer);
    }

    private void signal(String name) throws Exception {
        var sla = ProcessState.all(suite.home()).stream().filter(state -> state.name().equals("sla-service")).findFirst()
                .orElseThrow();
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(sla.pid())).inheritIO().start().waitFor()).isZero();
    }
}
