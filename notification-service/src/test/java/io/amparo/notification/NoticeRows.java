package io.amparo.notification;

import static io.amparo.testkit.ApiClients.json;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.eol.EolEvent.EolAnnounced;
import io.amparo.notification.signature.SignedToken;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import tools.jackson.databind.JsonNode;

/** A notice to the contacts of acme and borealis, for the security matrix. */
record NoticeRows(ApiClients api, SignedToken tokens) {
    static final String ANNOUNCEMENT = "/api/v1/eol/announcements/";
    static final String NOTICE = "/api/v1/notices/";
    private static final String ID = "matrix";

    /** Customers with the product must be known. */
    static NoticeRows announce(EventClient kafka, ApiClients api, SignedToken tokens) {
        kafka.publish(ID, 1, new EolAnnounced(ID, "opmon-8", "OpMon 8", LocalDate.of(2099, 12, 31), "Base antiga", null, null,
                null, "heitor", "iara", Instant.now()));
        var rows = new NoticeRows(api, tokens);
        await().atMost(Duration.ofSeconds(40)).until(() -> rows.board().at("/summary/requested").asInt() == 3);
        return rows;
    }

    private JsonNode board() {
        return json(api.as(Persona.HEITOR).get().uri(board(ID)).exchange());
    }

    private static String board(String id) {
        return ANNOUNCEMENT + id + "/notices";
    }

    String path() {
        return board(ID);
    }

    String acknowledgement() {
        return ANNOUNCEMENT + ID + "/acknowledgements";
    }

    String link() {
        return NOTICE + tokens.of(board().at("/items/0/delivery").asString());
    }
}
