package io.amparo.eol;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.SecurityRow.of;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.CallerKind;
import io.amparo.testkit.Persona;
import io.amparo.testkit.SecurityRow;
import io.amparo.testkit.TestCustomers;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The rows of the security matrix about feeds: the public ones, the signed ones, and the links that contacts own. */
record FeedRows(ApiClients api, EventClient kafka) {
    private static final String FEEDS = "/api/v1/eol/feeds";
    private static final String EOL_API = "/api/v1/eol/api/v1";
    private static final CallerKind[] CONTACTS = {CallerKind.OTHER_COMPANY, CallerKind.OWN_CONTACT, CallerKind.OWN_ADMINISTRATOR};

    Stream<SecurityRow> all() {
        kafka.publish("acme", 1, TestCustomers.acme());
        kafka.publish("borealis", 1, TestCustomers.borealis());
        for (var contact : new Persona[]{Persona.BRUNO, Persona.CARLA})
            await().untilAsserted(() -> api.as(contact).get().uri(FEEDS).exchange().expectStatus().isOk());
        return Stream.concat(
                Stream.of("/api/v1/feeds/eol.ics", "/api/v1/feeds/eol.atom", "/api/v1/feeds/eol.json", EOL_API,
                        EOL_API + "/products", EOL_API + "/products/full")
                        .map(path -> of("GET", path).allows(CallerKind.everyone())),
                Stream.of(
                        of("GET", EOL_API + "/products/{product}").at(() -> EOL_API + "/products/opmon-9")
                                .allows(CallerKind.everyone()),
                        of("GET", EOL_API + "/products/{product}/releases/latest")
                                .at(() -> EOL_API + "/products/opmon-9/releases/latest").allows(CallerKind.everyone()),
                        of("GET", EOL_API + "/products/{product}/releases/{release}")
                                .at(() -> EOL_API + "/products/opmon-9/releases/9.1").allows(CallerKind.everyone()),
                        personal("ics", "calendar"), personal("atom", "atom"), personal("json", "json"),
                        of("GET", FEEDS).allows(CONTACTS),
                        of("POST", FEEDS).sending(_ -> Map.of("name", "Calendar")).allows(CONTACTS),
                        of("GET", FEEDS + "/{id}").at(this::own).allows(CONTACTS),
                        of("DELETE", FEEDS + "/{id}").at(this::own).allows(CONTACTS)));
    }

    private SecurityRow personal(String extension, String format) {
        var pattern = "/api/v1/feeds/personal/{token}." + extension;
        return of("GET", pattern).at(() -> URI.create(create(Persona.BRUNO).path("links").path(format).asString()).getPath())
                .allows(CallerKind.everyone());
    }

    private String own(CallerKind caller) {
        return FEEDS + "/" + create(switch (caller) {
            case OTHER_COMPANY -> Persona.CARLA;
            case OWN_ADMINISTRATOR -> Persona.ANA;
            default -> Persona.BRUNO;
        }).path("id").asString();
    }

    /** The same key finds the same link, so that the limit of links of a person is not reached. */
    private JsonNode create(Persona person) {
        return json(api.as(person).post().uri(FEEDS).header("Idempotency-Key", "matrix").body(Map.of("name", "Outlook"))
                .exchange().expectStatus().isCreated());
    }
}
