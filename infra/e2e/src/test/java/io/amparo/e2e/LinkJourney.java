package io.amparo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.GatewayClient;
import io.amparo.clients.People;
import io.amparo.clients.TokenClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** No link leads nowhere: each one in an answer is followed with the token of the person who got the answer. */
class LinkJourney {
    private static final String API = "/api/v1";
    private static final List<String> STARTS = List.of("/me", "/tickets", "/articles", "/forum/topics", "/courses",
            "/search?q=opmon", "/products", "/eol/announcements", "/sla/board", "/sla/plans", "/sla/calendars", "/customers",
            "/notifications");
    private static final List<String> PEOPLE = List.of(People.ANA, People.BRUNO, People.CARLA, People.DAVI, People.DIEGO,
            People.ERIKA, People.FABIO, People.GISELE, People.HEITOR, People.IARA);

    /** A call that an answer names. */
    private record Link(String method, String path) {}

    private static GatewayClient people;
    private static String gateway;
    private static String ticket;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void openTicket() {
        var addresses = RunningSuite.get().addresses();
        gateway = addresses.gateway();
        people = new GatewayClient(gateway, new TokenClient(addresses.issuer()));
        ticket = people.post(People.BRUNO, "/tickets", TicketLoadGenerator.INCIDENT).expectStatus(201).text("/number");
        people.post(People.BRUNO, "/tickets/" + ticket + "/messages", Map.of("body", "x".repeat(20_000), "visibility", "PUBLIC"))
                .expectStatus(201);
        await().atMost(Duration.ofSeconds(60)).until(() -> people.get(People.FABIO, "/sla/clocks/" + ticket).status() == 200);
    }

    @AfterAll
    static void close() {
        people.close();
        HTTP.shutdownNow();
    }

    @Test
    @Tag("R1.1")
    void every_link_in_an_answer_leads_somewhere_for_the_person_who_got_it() throws Exception {
        var followed = 0;
        for (var person : PEOPLE) {
            var found = new HashSet<Link>();
            var pending = new ArrayDeque<Link>();
            for (var start : STARTS) collect(send(person, new Link("GET", API + start)), found, pending);
            for (var path : List.of("/tickets/" + ticket, "/tickets/" + ticket + "/messages", "/sla/clocks/" + ticket))
                collect(send(person, new Link("GET", API + path)), found, pending);
            for (var refusal : refusals(person)) collect(refusal, found, pending);
            while (!pending.isEmpty()) {
                var link = pending.remove();
                var response = send(person, link);
                assertThat(response.statusCode()).as("%s of %s: %s", link, person, response.body()).isNotIn(404, 405, 401)
                        .isLessThan(500);
                if (link.method().equals("GET")) collect(response, found, pending);
                followed++;
            }
        }
        assertThat(followed).isGreaterThan(50);
    }

    /** Davi, who has no contract, gets lists that have something to read. */
    @Test
    @Tag("R1.1")
    @Tag("R2.1")
    @Tag("R3.1")
    @Tag("R4.1")
    void alternatives_of_a_refusal_lead_a_user_without_contract_to_help() throws Exception {
        var decision = new HashMap<>(TicketLoadGenerator.INCIDENT);
        decision.keySet().retainAll(Set.of("kind", "product", "version"));
        decision.put("email", People.DAVI);
        for (var refusal : List.of(post(People.DAVI, "/tickets", TicketLoadGenerator.INCIDENT),
                post(People.DAVI, "/entitlement-decisions", decision))) {
            var alternatives = JsonMapper.shared().readTree(refusal.body()).path("alternatives");
            assertThat(alternatives.findValuesAsString("code")).contains("knowledge-base", "forum", "courses");
            for (var href : alternatives.findValuesAsString("href")) {
                var list = send(People.DAVI, new Link("GET", href));
                assertThat(list.statusCode()).as(href).isEqualTo(200);
                assertThat(JsonMapper.shared().readTree(list.body()).path("items")).as(href).isNotEmpty();
            }
        }
    }

    @Test
    void type_of_a_problem_of_each_service_is_a_page_of_the_gateway() throws Exception {
        for (var path : List.of("/tickets?limit=1000", "/customers?limit=1000", "/sla/board?limit=1000", "/articles?limit=1000",
                "/deliveries?limit=1000", "/eol/announcements?limit=1000", "/no-such-resource")) {
            var problem = JsonMapper.shared().readTree(send(People.IARA, new Link("GET", API + path)).body());
            var type = problem.path("type").asString();
            assertThat(type).as(path).isEqualTo(gateway + "/problems/" + problem.path("code").asString());
            var page = send(People.IARA, new Link("GET", type));
            assertThat(page.statusCode()).as(type).isEqualTo(200);
            assertThat(page.body()).contains("<html", problem.path("code").asString());
        }
    }

    @Test
    void created_resources_and_servers_of_the_openapi_document_can_be_read() throws Exception {
        var created = post(People.FABIO, "/articles",
                Map.of("kind", "INFORMATION", "language", "en", "title", "Links " + UUID.randomUUID(), "body", "A text."));
        assertThat(created.statusCode()).isEqualTo(201);
        var location = created.headers().firstValue("Location").orElseThrow();
        assertThat(send(People.FABIO, new Link("GET", location)).statusCode()).isEqualTo(200);

        var servers = JsonMapper.shared().readTree(send(People.FABIO, new Link("GET", "/openapi")).body()).path("servers");
        assertThat(servers).isNotEmpty();
        for (var server : servers) {
            var url = server.path("url").asString().replaceAll("/$", "");
            assertThat(send(People.FABIO, new Link("GET", url + API + "/me")).statusCode()).as(url).isEqualTo(200);
        }
    }

    /** A version without support is refused three times: contacts get upgrades, others the free services. */
    private static List<HttpResponse<String>> refusals(String person) throws Exception {
        var incident = Map.of("kind", "INCIDENT", "product", "opmon-8", "version", "8.8");
        var decision = new HashMap<String, Object>(incident);
        decision.put("email", person);
        var quote = new HashMap<String, Object>(incident);
        quote.put("priority", "P1");
        var opened = new HashMap<>(TicketLoadGenerator.INCIDENT);
        opened.putAll(incident);
        return List.of(post(person, "/entitlement-decisions", decision), post(person, "/tickets", opened),
                post(person, "/sla/quotes", quote));
    }

    private static HttpResponse<String> post(String person, String path, Object body) throws Exception {
        return HTTP.send(
                request(person, API + path).POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body))).build(),
                BodyHandlers.ofString());
    }

    /** An action is called with an empty object, which changes nothing: its path must exist and accept the method. */
    private static HttpResponse<String> send(String person, Link link) throws IOException, InterruptedException {
        var body = link.method().equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}");
        return HTTP.send(request(person, link.path()).method(link.method(), body).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String person, String path) {
        return HttpRequest.newBuilder(URI.create(gateway).resolve(path)).timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + people.token(person)).header("Accept-Language", "en")
                .header("Content-Type", "application/json");
    }

    private static void collect(HttpResponse<String> response, Set<Link> found, ArrayDeque<Link> pending) {
        Stream.concat(links(response), response.headers().allValues("Location").stream().map(path -> new Link("GET", path)))
                .filter(found::add).forEach(pending::add);
        assertThat(response.headers().allValues("Link")).isEmpty();
    }

    private static Stream<Link> links(HttpResponse<String> response) {
        var type = response.headers().firstValue("Content-Type").orElse("");
        return type.contains("json") ? links(JsonMapper.shared().readTree(response.body())) : Stream.of();
    }

    /** Every text that begins like a path of the API or an address of the gateway; an action names its method beside it. */
    private static Stream<Link> links(JsonNode node) {
        if (node.isArray()) return node.valueStream().flatMap(LinkJourney::links);
        var method = node.has("href") ? node.path("method").asString("GET") : "GET";
        // The instance of a problem is the path of the request, of any method.
        return node.propertyStream().filter(property -> !property.getKey().equals("instance")).map(Map.Entry::getValue)
                .flatMap(value -> value.isString() ? link(method, value.asString()) : links(value));
    }

    private static Stream<Link> link(String method, String text) {
        return text.startsWith(API + "/") || text.startsWith("http://localhost")
                ? Stream.of(new Link(method, text))
                : Stream.of();
    }
}
