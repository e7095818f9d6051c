package io.amparo.notification;

import static io.amparo.testkit.ApiClients.json;
import static org.awaitility.Awaitility.await;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.CallerKind;
import io.amparo.testkit.Persona;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Endpoints of Acme and of the vendor for the rows of the security matrix. Callers other than the vendor's get those of Acme. */
record WebhookOwners(ApiClients api, String acmeUsed, String acmeUnused, String vendorUsed, String vendorUnused) {
    static final String WEBHOOKS = "/api/v1/webhooks";
    static final Map<String, Object> SETTINGS = settings("io.amparo.eol.*");

    static WebhookOwners create(ApiClients api) {
        return new WebhookOwners(api, create(api.as(Persona.ANA), "io.amparo.ticket.*"),
                create(api.as(Persona.ANA), "io.amparo.eol.*"), create(api.as(Persona.IARA), "io.amparo.ticket.*"),
                create(api.as(Persona.IARA), "io.amparo.eol.*"));
    }

    private static Map<String, Object> settings(String type) {
        return Map.of("url", "https://hooks.example.org/", "events", List.of(type));
    }

    private static String create(RestTestClient owner, String type) {
        return WEBHOOKS + "/" + json(owner.post().uri(WEBHOOKS).body(settings(type)).exchange().expectStatus().isCreated())
                .path("id").asString();
    }

    void awaitMessages() {
        await().atMost(Duration.ofSeconds(40)).until(() -> !firstMessage(api.as(Persona.ANA), acmeUsed).isEmpty()
                && !firstMessage(api.as(Persona.IARA), vendorUsed).isEmpty());
    }

    private static String firstMessage(RestTestClient owner, String webhook) {
        return json(owner.get().uri(webhook + "/deliveries").exchange()).at("/items/0/id").asString("");
    }

    String used(CallerKind caller) {
        return caller == CallerKind.ADMIN ? vendorUsed : acmeUsed;
    }

    String unused(CallerKind caller) {
        return caller == CallerKind.ADMIN ? vendorUnused : acmeUnused;
    }

    String retry(CallerKind caller) {
        var owner = api.as(caller == CallerKind.ADMIN ? Persona.IARA : Persona.ANA);
        return used(caller) + "/deliveries/" + firstMessage(owner, used(caller)) + "/retry";
    }

    /** Names the customer, so that an administrator of another one is refused. */
    String list(CallerKind caller) {
        return caller == CallerKind.ADMIN ? WEBHOOKS : WEBHOOKS + "?customer=acme";
    }

    Map<String, Object> request(CallerKind caller) {
        return caller == CallerKind.ADMIN
                ? SETTINGS
                : Map.of("customer", "acme", "url", SETTINGS.get("url"), "events", SETTINGS.get("events"));
    }
}
