package io.amparo.eol;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Feeds as a calendar, a feed reader and a client of endoflife.date read them: without a token. */
@ServiceTest({"amparo.demo=true", "amparo.feeds.refresh=1ms", "amparo.feeds.url=https://support.example"})
class FeedIT {
    private static final String FEEDS = "/api/v1/eol/feeds";
    private static final String ANNOUNCEMENTS = "/api/v1/eol/announcements";
    private static final String EOL_API = "/api/v1/eol/api/v1";
    private static long sequence = 1;

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;

    @BeforeEach
    void announce_an_end_of_life() {
        publish(TestCustomers.acme());
        publish(TestCustomers.borealis());
        await().untilAsserted(() -> api.as(Persona.BRUNO).get().uri(FEEDS).exchange().expectStatus().isOk());
        await().untilAsserted(() -> api.as(Persona.CARLA).get().uri(FEEDS).exchange().expectStatus().isOk());
        var heitor = api.as(Persona.HEITOR).mutate().defaultHeader("Idempotency-Key", "feed-it").build();
        var draft = json(heitor.post().uri(ANNOUNCEMENTS).body(
                Map.of("product", "opmon-8", "endOfLife", "2099-12-31", "reason", "Its platform ends", "successor", "opmon-9"))
                .exchange()).path("id").asString();
        api.as(Persona.IARA).post().uri(ANNOUNCEMENTS + "/" + draft + "/approval").body(Map.of()).exchange().expectStatus()
                .isOk();
    }

    private void publish(ContractChanged customer) {
        kafka.publish(customer.customerId(), sequence++, customer);
    }

    private ResponseSpec get(String path) {
        return api.anonymous().get().uri(path).exchange();
    }

    @Test
    void public_feeds_are_cacheable_and_in_the_language_of_the_request() {
        for (var path : List.of("/api/v1/feeds/eol.ics", "/api/v1/feeds/eol.atom", "/api/v1/feeds/eol.json")) {
            var first = get(path).expectStatus().isOk().expectHeader().valueEquals("Cache-Control", "max-age=300, public");
            api.anonymous().get().uri(path).header("If-None-Match", etag(first)).exchange().expectStatus().isNotModified();
            assertThat(text(get(path))).contains("OpMon 8").contains("End of life");
            assertThat(text(api.anonymous().get().uri(path).header("Accept-Language", "pt-BR").exchange()))
                    .contains("Fim de vida");
        }
        get("/api/v1/feeds/eol.ics").expectHeader().contentType("text/calendar;charset=UTF-8");
        get("/api/v1/feeds/eol.atom").expectHeader().contentType("application/atom+xml;charset=UTF-8");
        get("/api/v1/feeds/eol.json").expectHeader().contentType("application/feed+json");
        get("/api/v1/feeds/other.ics").expectStatus().isNotFound();
    }

    @Tag("R10.6")
    @Test
    void another_date_moves_the_event_of_the_calendar() {
        var before = text(get("/api/v1/feeds/eol.ics"));
        var current = json(api.as(Persona.IARA).get().uri(ANNOUNCEMENTS + "?limit=100").exchange()).path("items").valueStream()
                .filter(each -> each.path("state").asString().equals("APPROVED")).findFirst().orElseThrow();
        var moved = json(api.as(Persona.HEITOR).put().uri(ANNOUNCEMENTS + "/" + current.path("id").asString() + "/date")
                .body(Map.of("endOfLife", "2098-06-30", "reason", "Earlier")).exchange().expectStatus().isOk());
        api.as(Persona.IARA).post().uri(ANNOUNCEMENTS + "/" + moved.path("id").asString() + "/approval").body(Map.of()).exchange()
                .expectStatus().isOk();

        var after = await().until(() -> text(get("/api/v1/feeds/eol.ics")), feed -> feed.contains("20980630"));
        assertThat(line(after, "UID")).isEqualTo(line(before, "UID"));
        assertThat(number(after)).isEqualTo(number(before) + 1);
        assertThat(text(get("/api/v1/feeds/eol.json"))).contains("\"previousEndOfLife\":\"2099-12-31\"");
    }

    private static String line(String calendar, String property) {
        return calendar.lines().filter(line -> line.startsWith(property + ":")).findFirst().orElseThrow();
    }

    private static int number(String calendar) {
        return Integer.parseInt(line(calendar, "SEQUENCE").substring("SEQUENCE:".length()));
    }

    @Tag("R5.1")
    @Test
    void catalogue_has_the_shape_of_endoflife_date() {
        var product = body(EOL_API + "/products/opmon-8");

        assertThat(product.propertyNames()).contains("schema_version", "last_modified", "result");
        var result = product.path("result");
        assertThat(result.propertyNames()).containsExactlyInAnyOrder("name", "label", "aliases", "category", "tags",
                "versionCommand", "identifiers", "labels", "links", "releases");
        assertThat(result.path("labels").propertyNames()).containsExactlyInAnyOrder("eoas", "discontinued", "eol", "eoes");
        var release = result.at("/releases/0");
        assertThat(release.propertyNames()).contains("name", "codename", "label", "releaseDate", "isLts", "ltsFrom", "isEol",
                "eolFrom", "isMaintained", "latest");
        assertThat(release.path("name").asString()).isEqualTo("8.9");
        assertThat(release.path("codename").isNull()).isTrue();
        assertThat(release.path("isEol").asBoolean(true)).isFalse();
        assertThat(release.path("eolFrom").asString()).startsWith("209");
        // 8.9 came after 8.8 and 9.0 later: since then there is no Professional Support for 8.8.
        assertThat(result.at("/releases/1/eoasFrom").asString()).isEqualTo("2025-11-10");
        assertThat(result.at("/releases/1/isEoas").asBoolean()).isTrue();

        assertThat(body(EOL_API + "/products/opmon-9/releases/latest").at("/result/name").asString()).isEqualTo("9.2");
        assertThat(body(EOL_API + "/products/opmon-9/releases/9.0").at("/result/latest/name").asString()).isEqualTo("9.0");
        var all = body(EOL_API + "/products");
        assertThat(all.path("total").asInt()).isEqualTo(all.path("result").size()).isGreaterThanOrEqualTo(3);
        assertThat(all.at("/result/0/uri").asString()).startsWith("https://support.example/api/v1/eol/api/v1/products/");
        assertThat(body(EOL_API + "/products/full").at("/result/0/releases").isArray()).isTrue();
        assertThat(body(EOL_API).at("/result/0/name").asString()).isEqualTo("products");
        get(EOL_API + "/products/no-such").expectStatus().isNotFound();
        get(EOL_API + "/products/opmon-9/releases/7.0").expectStatus().isNotFound();
    }

    private JsonNode body(String path) {
        return JsonMapper.shared().readTree(text(get(path).expectStatus().isOk().expectHeader().exists("ETag")));
    }

    @Test
    void personal_feed_shows_the_installed_products_until_it_is_revoked() {
        var created = create(Persona.BRUNO, "Outlook");
        assertThat(json(api.as(Persona.BRUNO).get().uri(FEEDS).exchange()).path("items").findValuesAsString("id"))
                .contains(created.path("id").asString());
        var calendar = path(created, "calendar");
        get(calendar).expectStatus().isOk().expectHeader().valueEquals("Cache-Control", "max-age=300, private");
        assertThat(text(get(calendar))).contains("OpMon 8").contains("NAME:Fim de vida dos seus produtos");
        get(path(created, "atom")).expectStatus().isOk();
        assertThat(text(get(path(created, "json")))).contains("jsonfeed.org").contains("OpMon 8");

        // The end of the link is changed, another person's link, and a link after the revocation.
        get(calendar.replace(".ics", "x.ics")).expectStatus().isNotFound();
        api.as(Persona.CARLA).delete().uri(FEEDS + "/" + created.path("id").asString()).exchange().expectStatus().isNotFound();
        api.as(Persona.BRUNO).delete().uri(FEEDS + "/" + created.path("id").asString()).exchange().expectStatus().isNoContent();
        get(calendar).expectStatus().isNotFound();
        api.as(Persona.BRUNO).delete().uri(FEEDS + "/" + created.path("id").asString()).exchange().expectStatus().isNotFound();
    }

    @Test
    void a_product_that_is_not_installed_is_in_no_personal_feed() {
        var created = create(Persona.CARLA, "Reader");
        var installedNothing = TestCustomers.borealis();
        publish(new ContractChanged("borealis", installedNothing.name(), "PRO", installedNothing.validFrom(),
                installedNothing.validTo(), "standard", "en", "UTC", installedNothing.contacts(), List.of(), List.of(), List.of(),
                List.of(), installedNothing.changedAt()));

        await().untilAsserted(() -> assertThat(text(get(path(created, "calendar")))).doesNotContain("VEVENT"));
    }

    @Test
    void a_contact_who_is_removed_loses_the_feeds_for_ever() {
        var calendar = path(create(Persona.BRUNO, "Calendar"), "calendar");
        get(calendar).expectStatus().isOk();
        var acme = TestCustomers.acme();
        publish(withContacts(acme,
                acme.contacts().stream().filter(contact -> !contact.id().equals(Persona.BRUNO.id())).toList()));
        await().untilAsserted(() -> get(calendar).expectStatus().isNotFound());

        publish(acme);
        await().untilAsserted(() -> api.as(Persona.BRUNO).get().uri(FEEDS).exchange().expectStatus().isOk());
        get(calendar).expectStatus().isNotFound();
    }

    @Test
    void a_person_has_at_most_ten_links_and_a_repeated_request_one() {
        var ana = api.as(Persona.ANA);
        var keyed = ana.mutate().defaultHeader("Idempotency-Key", "repeated").build();
        var first = json(keyed.post().uri(FEEDS).body(Map.of("name", "One")).exchange().expectStatus().isCreated());
        assertThat(json(keyed.post().uri(FEEDS).body(Map.of("name", "One")).exchange().expectStatus().isCreated()))
                .isEqualTo(first);
        for (int i = 1; i < 10; i++) create(Persona.ANA, "Calendar " + i);

        ana.post().uri(FEEDS).body(Map.of("name", "Eleven")).exchange().expectStatus().isEqualTo(409).expectBody()
                .jsonPath("$.code").isEqualTo("feed-limit");
        var page = json(ana.get().uri(FEEDS + "?limit=6").exchange());
        var rest = json(ana.get().uri(FEEDS + "?limit=6&cursor=" + page.path("next").asString()).exchange());
        assertThat(page.path("items").size() + rest.path("items").size()).isEqualTo(10);
        assertThat(Set.copyOf(page.path("items").findValuesAsString("id")))
                .doesNotContainAnyElementsOf(rest.path("items").findValuesAsString("id"));
    }

    private JsonNode create(Persona person, String name) {
        return json(api.as(person).post().uri(FEEDS).header("Accept-Language", "pt-BR").body(Map.of("name", name)).exchange()
                .expectStatus().isCreated());
    }

    private static String path(JsonNode feed, String format) {
        return URI.create(feed.path("links").path(format).asString()).getPath();
    }

    private static ContractChanged withContacts(ContractChanged customer, List<Contact> contacts) {
        return new ContractChanged(customer.customerId(), customer.name(), customer.edition(), customer.validFrom(),
                customer.validTo(), customer.slaPlan(), customer.language(), customer.zone(), contacts, customer.packages(),
                customer.installations(), customer.waivers(), customer.remainingMaintenance(), customer.changedAt());
    }
}
