package io.amparo.e2e;

import static io.amparo.clients.People.ANA;
import static io.amparo.clients.People.BRUNO;
import static io.amparo.clients.People.CARLA;
import static io.amparo.clients.People.DAVI;
import static io.amparo.clients.People.FABIO;
import static io.amparo.clients.People.GISELE;
import static io.amparo.clients.People.READER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.clients.GatewayClient;
import io.amparo.clients.TokenClient;
import io.amparo.events.ticket.TicketEvent.InternalNoteAdded;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What the vendor writes for colleagues reaches no customer by any channel: answers of each GET endpoint of the gateway, live
 * updates, mails and, for notes, events.
 */
class InternalNoteJourney {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** A word that no other text has. */
    private static final String WORD = "zq" + UUID.randomUUID().toString().replace("-", "");
    /** Marks notes, which only staff read. */
    private static final String NOTE = WORD + "note";
    /** Marks reasons that the vendor's people and machines read. */
    private static final String REASON = WORD + "reason";
    private static final String PUBLIC = "public-" + WORD.substring(0, 8);
    private static final Pattern MAIL = Pattern.compile("<a href=\"(/\\d+)\">");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static GatewayClient gateway;
    private static EventClient events;
    private static final Queue<String> live = new ConcurrentLinkedQueue<>();
    private static String number;
    private static String ticketId;
    private static String path;
    private static final List<String> entryIds = new ArrayList<>();
    private static String attachmentId;
    private static String jobId;

    @BeforeAll
    static void handleTicket() {
        var addresses = RunningSuite.get().addresses();
        gateway = new GatewayClient(addresses.gateway(), new TokenClient(addresses.issuer()));
        events = new EventClient(addresses.brokers(), "");
        Thread.ofVirtual().start(() -> HTTP.sendAsync(request(BRUNO, "/api/v1/notifications/stream"), BodyHandlers.ofLines())
                .thenAccept(response -> response.body().forEach(live::add)));
        await().atMost(TIMEOUT).until(() -> !live.isEmpty());
        number = gateway.post(BRUNO, "/tickets", TicketLoadGenerator.INCIDENT).expectStatus(201).text("/number");
        path = "/tickets/" + number;
        ticketId = events.await(Instant.now().plus(TIMEOUT), TicketOpened.class, each -> each.number().equals(number)).data()
                .ticketId();
        await().atMost(TIMEOUT).until(() -> gateway.get(BRUNO, "/sla/clocks/" + number).status() == 200);
        writeForColleagues();
        entryIds.addAll(gateway.get(FABIO, path + "/messages?limit=100").body().get("items").valueStream()
                .map(entry -> entry.get("id").asString()).toList());
    }

    @AfterAll
    static void close() {
        gateway.close();
        events.close();
        HTTP.shutdownNow();
    }

    private static void writeForColleagues() {
        var note = gateway.post(FABIO, path + "/messages", Map.of("body", NOTE, "visibility", "INTERNAL")).expectStatus(201)
                .text("/id");
        gateway.upload(FABIO, path + "/attachments", "multipart/form-data; boundary=part", """
                --part\r
                Content-Disposition: form-data; name="visibility"\r
                \r
                INTERNAL\r
                --part\r
                Content-Disposition: form-data; name="file"; filename="%1$s.txt"\r
                Content-Type: text/plain\r
                \r
                %1$s\r
                --part--\r
                """.formatted(NOTE)).expectStatus(201);
        attachmentId = gateway.get(FABIO, path + "/attachments").text("/items/0/id");
        var link = gateway.get(FABIO, path + "/attachments/" + attachmentId + "/link").expectStatus(200).text("/href");
        assertThat(gateway.document(link).expectStatus(200).toString()).as("downloaded without a token").isEqualTo(NOTE);
        gateway.document(link.replace("signature=", "signature=x")).expectStatus(404);
        gateway.post(FABIO, path + "/interactions", Map.of("channel", "TELEPHONE", "purpose", "Call", "startedAt",
                "2026-01-05T13:00:00Z", "endedAt", "2026-01-05T13:05:00Z", "notes", NOTE)).expectStatus(201);
        var fabio = gateway.get(FABIO, "/me").text("/person/id");
        change(FABIO, "owner", Map.of("owner", fabio, "reason", REASON));
        change(FABIO, "priority", Map.of("priority", "P3", "reason", REASON));
        change(GISELE, "qualified-bug", Map.of("bug", "OPM-1", "reason", REASON, "criteria",
                List.of("REPRODUCIBLE", "SUPPORTED_VERSION", "BUSINESS_CRITICAL", "EVIDENCE")));
        change(FABIO, "status", Map.of("status", "WAITING_VENDOR", "reason", REASON));
        bulk(Map.of("code", "NOTE", "note", NOTE));
        jobId = bulk(Map.of("code", "SET_PRIORITY", "priority", "P2", "reason", REASON));
        var split = gateway.post(FABIO, path + "/splits", Map.of("subject", "Another problem", "messages", List.of(note)))
                .expectStatus(201).text("/number");
        assertThat(gateway.get(FABIO, "/tickets/" + split).toString()).contains(NOTE);
        assertThat(gateway.get(BRUNO, "/tickets/" + split).expectStatus(200).toString()).doesNotContain(WORD);
        gateway.post(FABIO, path + "/messages", Map.of("body", PUBLIC, "visibility", "PUBLIC")).expectStatus(201);
        change(FABIO, "status", Map.of("status", "RESOLVED", "reason", REASON));
    }

    private static void change(String person, String field, Map<String, ?> body) {
        gateway.put(person, path + "/" + field, gateway.get(person, path).etag(), body).expectStatus(200);
    }

    private static String bulk(Map<String, ?> action) {
        var job = gateway.post(FABIO, "/tickets/bulk", Map.of("numbers", List.of(number), "action", action)).expectStatus(202)
                .text("/id");
        await().atMost(TIMEOUT).until(() -> gateway.get(FABIO, "/tickets/bulk/" + job).body().at("/totals/CHANGED").asInt() == 1);
        return job;
    }

    private static HttpRequest request(@Nullable String person, String target) {
        var request = HttpRequest.newBuilder(URI.create(RunningSuite.get().addresses().gateway() + target));
        if (person != null) request.header("Authorization", "Bearer " + gateway.token(person));
        return request.build();
    }

    /** Waits while the gateway limits the rate: such an answer shows nothing to anybody. */
    private static String answer(@Nullable String person, String target) {
        return await().atMost(TIMEOUT).pollDelay(Duration.ZERO)
                .until(() -> HTTP.send(request(person, target), BodyHandlers.ofString()),
                        response -> response.statusCode() != 429)
                .body();
    }

    /** Returns each GET endpoint of the gateway, with the ids of the ticket and what belongs to it. */
    private static List<String> targets() {
        var targets = new ArrayList<String>();
        gateway.document("/openapi").body().get("paths").propertyStream().filter(each -> each.getValue().has("get"))
                .map(Map.Entry::getKey).filter(each -> !each.endsWith("/stream"))
                .forEach(pattern -> targets.addAll(targets(pattern)));
        targets.addAll(List.of("/api/v1/tickets?q=" + WORD, "/api/v1/tickets?q=" + number, "/api/v1/tickets?view=mine",
                "/api/v1/search?in=tickets&q=" + number));
        return targets;
    }

    private static List<String> targets(String pattern) {
        var target = pattern.replace("{number}", number).replace("{ticket}", number);
        var ids = pattern.contains("/messages/")
                ? entryIds
                : List.of(pattern.contains("attachments/") ? attachmentId : pattern.contains("/bulk/") ? jobId : ticketId);
        var query = Map
                .of("search", "?q=Parada", "completions", "?q=Parada", "suggestions", "?text=Parada", "attachments/{id}",
                        "?signature=x&expires=1")
                .entrySet().stream().filter(each -> pattern.endsWith(each.getKey())).map(Map.Entry::getValue).findFirst()
                .orElse("");
        return ids.stream().map(id -> target.replaceAll("\\{\\w+}", URLEncoder.encode(id, StandardCharsets.UTF_8)) + query)
                .distinct().toList();
    }

    @Test
    @Tag("R1.4")
    void no_endpoint_shows_a_customer_what_is_written_for_colleagues() {
        var targets = targets();
        assertThat(targets).hasSizeGreaterThan(50);
        for (var target : targets) {
            for (var person : List.of(BRUNO, ANA, CARLA, DAVI))
                assertThat(answer(person, target)).as("%s of %s", target, person).doesNotContain(NOTE, REASON);
            assertThat(answer(null, target)).as("%s without a token", target).doesNotContain(NOTE, REASON);
            assertThat(answer(READER, target)).as("%s of the reader", target).doesNotContain(NOTE);
        }
        assertThat(answer(BRUNO, "/api/v1" + path)).contains(PUBLIC);
        assertThat(answer(CARLA, "/api/v1" + path)).contains("\"not-found\"");
        assertThat(answer(FABIO, "/api/v1" + path)).contains(NOTE, REASON, NOTE + ".txt");
        assertThat(json(FABIO, "/tickets?q=" + WORD).get("items")).as("found by a note").isEmpty();
    }

    private static JsonNode json(String person, String target) {
        return gateway.get(person, target).expectStatus(200).body();
    }

    @Test
    @Tag("R1.4")
    void no_live_update_and_no_mail_has_what_is_written_for_colleagues() throws Exception {
        await().atMost(TIMEOUT).until(() -> live.toString().contains("REPLY_SENT") && live.toString().contains(number));
        assertThat(live.toString()).doesNotContain(WORD);

        var page = RunningSuite.get().addresses().mailPage();
        await().atMost(TIMEOUT).until(() -> mails(page, BRUNO).stream().anyMatch(mail -> mail.contains(PUBLIC)));
        for (var person : List.of(BRUNO, ANA, CARLA)) assertThat(mails(page, person)).noneMatch(mail -> mail.contains(WORD));
    }

    private static List<String> mails(String page, String person) throws Exception {
        var mails = new ArrayList<String>();
        var links = MAIL.matcher(read(page + "/?to=" + person));
        while (links.find())
            mails.add(read(page + links.group(1)));
        return mails;
    }

    private static String read(String url) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString()).body();
    }

    @Test
    @Tag("R1.4")
    void no_event_has_the_text_of_a_note() {
        events.await(Instant.now().plus(TIMEOUT), InternalNoteAdded.class, each -> each.number().equals(number));

        assertThat(events.received().toString()).contains(REASON).doesNotContain(NOTE);
    }
}
