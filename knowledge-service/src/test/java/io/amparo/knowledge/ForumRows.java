package io.amparo.knowledge;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.location;
import static io.amparo.testkit.SecurityRow.of;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.CallerKind;
import io.amparo.testkit.Persona;
import io.amparo.testkit.SecurityRow;
import io.amparo.testkit.TestIdentity;
import java.util.List;
import java.util.Map;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The forum in the security matrix: everyone who is signed in takes part (R3.1, R3.2), the staff moderates. */
final class ForumRows {
    private static final String FORUM = "/api/v1/forum";
    private static final String TOPICS = FORUM + "/topics";
    private static final String TOPIC = TOPICS + "/{id}";
    private static final String POST = TOPIC + "/posts/{post}";
    private static final Map<String, Object> CONTENT = Map.of("title", "Matriz", "language", "pt-BR", "category", "community");
    private static final Map<String, Object> QUESTION = Map.of("title", "Matriz", "language", "pt-BR", "category", "community",
            "body", "Texto");
    private static final Map<String, Object> TEXT = Map.of("body", "Texto");

    private final ApiClients api;
    private String lastAnswer = "";

    ForumRows(ApiClients api) {
        this.api = api;
    }

    List<SecurityRow> all() {
        var topic = topic(CallerKind.AGENT);
        var post = topic + "/posts/" + id(topic);
        var anyone = CallerKind.signedIn();
        var staff = CallerKind.staff();
        return List.of(of("GET", FORUM + "/categories").allows(anyone).andReader(), of("GET", TOPICS).allows(anyone).andReader(),
                of("POST", TOPICS).sending(QUESTION).allows(anyone), of("GET", TOPIC).at(() -> topic).allows(anyone).andReader(),
                of("PUT", TOPIC).at(this::topic).sending(CONTENT).matchingVersion().allows(anyone),
                of("GET", TOPIC + "/posts").at(() -> topic + "/posts").allows(anyone).andReader(),
                of("POST", TOPIC + "/posts").at(() -> topic + "/posts").sending(TEXT).allows(anyone),
                of("GET", POST).at(() -> post).allows(anyone).andReader(),
                of("PUT", POST).at(this::question).sending(TEXT).matchingVersion().allows(anyone),
                of("DELETE", POST).at(this::question).allows(anyone),
                of("PUT", POST + "/hidden").at(() -> question(CallerKind.AGENT) + "/hidden")
                        .sending(Map.of("hidden", true, "reason", "Spam")).allows(staff),
                of("PUT", TOPIC + "/accepted-answer").at(caller -> answered(caller) + "/accepted-answer")
                        .sending(_ -> Map.of("post", lastAnswer)).allows(anyone),
                of("DELETE", TOPIC + "/accepted-answer").at(caller -> topic(caller) + "/accepted-answer").allows(anyone),
                of("PUT", TOPIC + "/votes/{post}").at(this::vote).allows(anyone),
                of("DELETE", TOPIC + "/votes/{post}").at(this::vote).allows(anyone),
                of("PUT", TOPIC + "/watch").at(() -> topic + "/watch").allows(anyone),
                of("DELETE", TOPIC + "/watch").at(() -> topic + "/watch").allows(anyone),
                of("POST", TOPIC + "/ticket").at(caller -> topic(caller) + "/ticket").sending(Map.of("kind", "INCIDENT"))
                        .allows(anyone),
                of("POST", TOPIC + "/article").at(() -> solved() + "/article").sending(Map.of("title", "Matriz do fórum"))
                        .allows(staff),
                of("POST", TOPIC + "/reports").at(() -> topic + "/reports").sending(Map.of("reason", "SPAM")).allows(anyone),
                of("GET", FORUM + "/reports").allows(staff).andReader(),
                of("PUT", FORUM + "/reports/{report}/state").at(() -> FORUM + "/reports/" + report() + "/state")
                        .sending(Map.of("state", "REJECTED", "note", "Cabe")).allows(staff),
                of("GET", FORUM + "/profile").allows(anyone).andReader(),
                of("PUT", FORUM + "/profile").sending(caller -> Map.of("pseudonym", pseudonym(caller))).allows(anyone),
                of("DELETE", FORUM + "/profile").allows(anyone), of("GET", FORUM + "/people").allows(staff).andReader(),
                of("GET", FORUM + "/people/{id}").at(() -> FORUM + "/people/" + person()).allows(staff).andReader(),
                of("PUT", FORUM + "/people/{id}/mute").at(() -> FORUM + "/people/" + person() + "/mute")
                        .sending(Map.of("reason", "Engano")).allows(staff),
                of("DELETE", FORUM + "/people/{id}").at(() -> FORUM + "/people/" + person()).allows(staff));
    }

    /** Returns a client of this caller, or of Davi if the caller may write nothing. */
    static RestTestClient client(ApiClients api, CallerKind caller) {
        var identity = TestIdentity.get();
        return switch (caller) {
            case UNVERIFIED_EMAIL -> api.withToken(identity.tokenWithUnverifiedEmail(Persona.BRUNO));
            case MACHINE -> api.withToken(identity.machineToken("opmon-probe", "acme"));
            case OTHER_COMPANY -> api.as(Persona.CARLA);
            case OWN_CONTACT -> api.as(Persona.BRUNO);
            case OWN_ADMINISTRATOR -> api.as(Persona.ANA);
            case AGENT -> api.as(Persona.FABIO);
            case MANAGER -> api.as(Persona.GISELE);
            case PRODUCT_MANAGER -> api.as(Persona.HEITOR);
            case ADMIN -> api.as(Persona.IARA);
            default -> api.as(Persona.DAVI);
        };
    }

    /** Returns the path of a new topic of this caller, or of another person if the caller may open none. */
    private String topic(CallerKind caller) {
        return location(client(api, caller).post().uri(TOPICS).body(QUESTION).exchange().expectStatus().isCreated());
    }

    private String question(CallerKind caller) {
        var topic = topic(caller);
        return topic + "/posts/" + id(topic);
    }

    /** Returns a post for which this caller may vote. */
    private String vote(CallerKind caller) {
        var topic = topic(caller == CallerKind.AGENT ? CallerKind.ADMIN : CallerKind.AGENT);
        return topic + "/votes/" + id(topic);
    }

    /** Returns a topic of this caller with an answer by somebody else. */
    private String answered(CallerKind caller) {
        var topic = topic(caller);
        lastAnswer = id(
                location(api.as(Persona.HEITOR).post().uri(topic + "/posts").body(TEXT).exchange().expectStatus().isCreated()));
        return topic;
    }

    private String solved() {
        var topic = answered(CallerKind.ADMIN);
        api.as(Persona.IARA).put().uri(topic + "/accepted-answer").body(Map.of("post", lastAnswer)).exchange().expectStatus()
                .isOk();
        return topic;
    }

    private String report() {
        return json(
                api.as(Persona.DAVI).post().uri(topic(CallerKind.AGENT) + "/reports").body(Map.of("reason", "SPAM")).exchange())
                .path("id").asString();
    }

    private String person() {
        return json(api.as(Persona.IARA).get().uri(topic(CallerKind.OTHER_COMPANY)).exchange()).at("/author/id").asString();
    }

    private static String pseudonym(CallerKind caller) {
        return "nome-" + Math.abs(caller.name().hashCode());
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
