package io.amparo.ticket;

import static com.mongodb.client.model.Filters.eq;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.incident;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.amparo.platform.ServiceProperties;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Backends;
import io.amparo.testkit.CommandCounts;
import io.amparo.testkit.CommandCountsConfig;
import io.amparo.testkit.Persona;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Many tickets, and one with many messages among them. {@code -Dtickets=10000} is the full size. */
@TicketServiceTest
@Import(CommandCountsConfig.class)
@TestPropertySource(properties = "amparo.outbox-sweep=1h")
@Timeout(ManyTicketsIT.LIMIT_SECONDS)
class ManyTicketsIT {
    /** The full size needs minutes. */
    static final int LIMIT_SECONDS = 900;
    private static final int COUNT = Integer.getInteger("tickets", 300);
    private static final int RETRIED = Math.max(100, COUNT / 10);
    private static final int ATTEMPTS = 3;
    private static final int MESSAGES = Math.max(500, COUNT / 2);
    private static final int FEW_MESSAGES = 10;
    private static final int CONCURRENT = 32;
    private static final int SAMPLES = 5;

    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;
    @Autowired
    CommandCounts commands;
    @Autowired
    ServiceProperties service;

    /** Its commands do not count. */
    private final MongoClient client = MongoClients.create(Backends.get().mongoUri());
    private final List<String> numbers = new ArrayList<>();

    @BeforeAll
    @Timeout(LIMIT_SECONDS)
    void openTickets() throws Exception {
        var begin = System.nanoTime();
        numbers.addAll(concurrently(COUNT, n -> open("many-" + n)));
        print("%d tickets", COUNT, begin);
    }

    @AfterAll
    void close() {
        client.close();
    }

    private static void print(String what, int count, long begin) {
        System.out.printf(what + " took %.1f s%n", count, (System.nanoTime() - begin) / 1e9);
    }

    private static <T> List<T> concurrently(int calls, IntFunction<T> call) throws Exception {
        try (var callers = Executors.newFixedThreadPool(CONCURRENT, Thread.ofVirtual().factory())) {
            var results = new ArrayList<T>();
            for (var result : callers
                    .invokeAll(IntStream.range(0, calls).<Callable<T>>mapToObj(n -> () -> call.apply(n)).toList()))
                results.add(result.get());
            return results;
        }
    }

    /** Returns the number, which a ticket also has while its entitlement is not decided. */
    private String open(String key) {
        return json(api.as(Persona.BRUNO).post().uri(TICKETS).header("Idempotency-Key", key).body(incident()).exchange()
                .expectStatus().is2xxSuccessful()).get("number").asString();
    }

    @Test
    @Tag("R1.3")
    void concurrent_creates_get_distinct_numbers() {
        assertThat(numbers).hasSize(COUNT).doesNotHaveDuplicates();
    }

    @Test
    @Tag("R1.3")
    void concurrent_retries_of_many_keys_open_one_ticket_each() throws Exception {
        var tickets = collection("tickets").countDocuments();
        var begin = System.nanoTime();

        var opened = concurrently(RETRIED * ATTEMPTS, n -> open("retried-" + n / ATTEMPTS));

        print("%d retried creates", RETRIED * ATTEMPTS, begin);
        for (int key = 0; key < RETRIED; key++)
            assertThat(opened.subList(key * ATTEMPTS, (key + 1) * ATTEMPTS)).containsOnly(opened.get(key * ATTEMPTS));
        assertThat(opened.stream().distinct()).hasSize(RETRIED).doesNotContainAnyElementsOf(numbers);
        assertThat(collection("tickets").countDocuments()).isEqualTo(tickets + RETRIED);
    }

    @Test
    void a_ticket_with_many_messages_costs_what_one_with_few_costs() throws Exception {
        var few = ticketWithMessages(FEW_MESSAGES);
        var begin = System.nanoTime();
        var many = ticketWithMessages(MESSAGES);
        print("%d messages", MESSAGES, begin);

        assertThat(read(many).get("timeline")).as("newest entries").hasSize(50);
        assertThat(read(many).toString().length()).isLessThan(50 / FEW_MESSAGES * read(few).toString().length());
        assertThat(read(many + "/messages?limit=100").get("items")).hasSize(100);
        awaitPublished(few);
        awaitPublished(many);
        for (var persona : List.of(Persona.BRUNO, Persona.FABIO)) {
            assertThat(costs(() -> get(persona, many))).as("reading").containsAnyElementsOf(costs(() -> get(persona, few)));
            assertThat(costs(() -> get(persona, many + "/messages"))).as("listing messages")
                    .containsAnyElementsOf(costs(() -> get(persona, few + "/messages")));
        }
        assertThat(costs(() -> get(Persona.FABIO, TICKETS + "?sort=-updatedAt"))).as("listing tickets and what is read")
                .contains(2);
        assertThat(costs(() -> replyAndPublish(many))).as("replying").containsAnyElementsOf(costs(() -> replyAndPublish(few)));
    }

    private String ticketWithMessages(int messages) throws Exception {
        var path = path(fixture.openTicket(Persona.BRUNO));
        concurrently(messages, n -> reply(n % 2 == 0 ? Persona.BRUNO : Persona.FABIO, path));
        return path;
    }

    /** As a client does, repeats a reply that is refused because too many others wait for the ticket; it was not stored. */
    private JsonNode reply(Persona persona, String path) {
        var reply = new AtomicReference<JsonNode>();
        await().untilAsserted(() -> reply
                .set(fixture.post(persona, path, "The collector on host-1 has stopped, see the log of 10:00", "PUBLIC")));
        return reply.get();
    }

    private JsonNode get(Persona persona, String path) {
        return json(api.as(persona).get().uri(path).exchange().expectStatus().isOk());
    }

    private JsonNode read(String path) {
        return get(Persona.FABIO, path);
    }

    private void replyAndPublish(String path) {
        reply(Persona.FABIO, path);
        awaitPublished(path);
    }

    /** Returns the number of store commands of each of several calls. */
    private List<Integer> costs(Runnable call) {
        return IntStream.range(0, SAMPLES).mapToObj(_ -> {
            commands.reset();
            call.run();
            return commands.total();
        }).toList();
    }

    private void awaitPublished(String path) {
        await().until(() -> {
            var ticket = collection("tickets").find(eq("state.number", path.substring(TICKETS.length() + 1))).first();
            return ticket != null && ticket.getList("outbox", Document.class).isEmpty();
        });
    }

    private MongoCollection<Document> collection(String collection) {
        return client.getDatabase(service.database()).getCollection(collection);
    }
}
