package io.amparo.ticket;

import static io.amparo.testkit.ApiClients.location;
import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.incident;
import static io.amparo.ticket.TicketFixture.path;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.SecurityMatrix;
import io.amparo.testkit.CallerKind;
import io.amparo.testkit.SecurityRow;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;

@TicketServiceTest
class SecurityMatrixIT {
    @Autowired
    ApiClients api;
    @Autowired
    SecurityMatrix matrix;
    @Autowired
    TicketFixture fixture;

    @TestFactory
    Stream<DynamicTest> every_endpoint_refuses_unauthorized_callers() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var message = fixture.post(Persona.FABIO, path, "Hello", "PUBLIC").get("id").asString();
        var file = Upload.of("log.txt", "log".getBytes(UTF_8)).add(api, Persona.BRUNO, path);
        var bulk = location(api.as(Persona.FABIO).post().uri(TICKETS + "/bulk").body(bulkEdit(path)).exchange());
        var readers = Stream
                .concat(Stream.of(CallerKind.OWN_CONTACT, CallerKind.OWN_ADMINISTRATOR), Stream.of(CallerKind.staff()))
                .toArray(CallerKind[]::new);

        var openers = Stream.concat(Stream.of(CallerKind.OTHER_COMPANY), Stream.of(readers)).toArray(CallerKind[]::new);

        return matrix.tests(SecurityRow.of("POST", TICKETS).sending(SecurityMatrixIT::incidentOf).allows(openers),
                SecurityRow.of("GET", TICKETS).allows(openers).andReader(),
                SecurityRow.of("GET", TICKETS + "/export").allows(openers).andReader(),
                SecurityRow.of("POST", TICKETS + "/bulk").sending(bulkEdit(path)).allows(CallerKind.AGENT, CallerKind.MANAGER),
                SecurityRow.of("GET", TICKETS + "/bulk/{id}").at(() -> bulk).allows(CallerKind.AGENT, CallerKind.MANAGER)
                        .andReader(),
                SecurityRow.of("GET", TICKETS + "/{number}").at(() -> path).allows(readers).andReader(),
                SecurityRow.of("GET", TICKETS + "/{number}/messages").at(() -> path + "/messages").allows(readers).andReader(),
                SecurityRow.of("GET", TICKETS + "/{number}/messages/{id}").at(() -> path + "/messages/" + message).allows(readers)
                        .andReader(),
                SecurityRow.of("POST", TICKETS + "/{number}/messages").at(() -> path + "/messages")
                        .sending(Map.of("body", "text", "visibility", "PUBLIC")).allows(readers),
                SecurityRow.of("PUT", TICKETS + "/{number}/read").at(() -> path + "/read")
                        .matchingVersionOf(SecurityMatrixIT::withoutLastSegment).allows(readers),
                SecurityRow.of("GET", TICKETS + "/{number}/exclusion-proposals").at(() -> path + "/exclusion-proposals")
                        .allows(CallerKind.AGENT, CallerKind.MANAGER).andReader(),
                SecurityRow.of("PUT", TICKETS + "/{number}/status").at(caller -> ticketFor(caller) + "/status")
                        .sending(caller -> Map.of("status", isStaff(caller) ? "IN_PROGRESS" : "CLOSED"))
                        .matchingVersionOf(status -> status.replace("/status", "")).allows(readers),
                edit("owner", Map.of("owner", Persona.FABIO.id())), edit("priority", Map.of("priority", "P2", "reason", "text")),
                edit("kind", Map.of("kind", "QUESTION", "reason", "text")),
                edit("external-refs", Map.of("externalRefs", List.of())), edit("fields", Map.of("fields", Map.of())),
                edit("metadata", Map.of("metadata", Map.of("team", "blue"))),
                SecurityRow.of("POST", TICKETS + "/{number}/interactions").at(() -> path + "/interactions")
                        .sending(Map.of("channel", "TELEPHONE", "purpose", "text", "startedAt", "2026-01-05T13:00:00Z", "endedAt",
                                "2026-01-05T13:05:00Z"))
                        .allows(CallerKind.staff()),
                SecurityRow.of("POST", TICKETS + "/{number}/escalations").at(() -> path + "/escalations")
                        .sending(Map.of("reason", "text")).allows(CallerKind.OWN_CONTACT, CallerKind.OWN_ADMINISTRATOR),
                SecurityRow.of("POST", TICKETS + "/{number}/splits").at(() -> path + "/splits")
                        .sending(Map.of("subject", "text", "messages", List.of())).allows(CallerKind.staff()),
                SecurityRow.of("POST", TICKETS + "/{number}/links").at(_ -> newTicket() + "/links")
                        .sending(_ -> Map.of("type", "RELATED", "ticket", number(newTicket()))).allows(CallerKind.staff()),
                SecurityRow.of("DELETE", TICKETS + "/{number}/links/{linked}").at(_ -> linked())
                        .matchingVersionOf(link -> withoutLastSegment(withoutLastSegment(link))).allows(CallerKind.staff()),
                SecurityRow.of("PUT", TICKETS + "/{number}/qualified-bug").at(_ -> bugPath())
                        .sending(Map.of("bug", "OPM-1", "criteria",
                                List.of("REPRODUCIBLE", "SUPPORTED_VERSION", "BUSINESS_CRITICAL", "EVIDENCE"), "reason", "text"))
                        .matchingVersionOf(SecurityMatrixIT::withoutLastSegment).allows(CallerKind.MANAGER, CallerKind.ADMIN),
                SecurityRow.of("DELETE", TICKETS + "/{number}/qualified-bug").at(_ -> qualifiedBugPath() + "?reason=text")
                        .matchingVersionOf(SecurityMatrixIT::withoutLastSegment).allows(CallerKind.MANAGER, CallerKind.ADMIN),
                SecurityRow.of("POST", TICKETS + "/{number}/exclusion").at(_ -> newTicket() + "/exclusion")
                        .sending(Map.of("code", "X12", "explanation", "text")).allows(CallerKind.staff()),
                SecurityRow.of("POST", TICKETS + "/{number}/exclusion/appeal").at(_ -> declined() + "/exclusion/appeal")
                        .sending(Map.of("explanation", "text")).allows(CallerKind.OWN_CONTACT, CallerKind.OWN_ADMINISTRATOR),
                SecurityRow.of("PUT", TICKETS + "/{number}/exclusion/appeal").at(_ -> appealed() + "/exclusion/appeal")
                        .sending(Map.of("accepted", true, "reason", "text"))
                        .matchingVersionOf(appeal -> withoutLastSegment(withoutLastSegment(appeal)))
                        .allows(CallerKind.MANAGER, CallerKind.ADMIN),
                SecurityRow.of("POST", TICKETS + "/{number}/attachments").at(() -> path + "/attachments")
                        .sending(_ -> Upload.of("log.txt", "log".getBytes(UTF_8)).parts()).as(MediaType.MULTIPART_FORM_DATA)
                        .allows(readers),
                SecurityRow.of("GET", TICKETS + "/{number}/attachments").at(() -> path + "/attachments").allows(readers)
                        .andReader(),
                SecurityRow.of("GET", TICKETS + "/{number}/attachments/{id}/link")
                        .at(() -> path + "/attachments/" + file.get("id").asString() + "/link").allows(readers).andReader(),
                SecurityRow.of("GET", "/api/v1/attachments/{id}").at(() -> Upload.link(api, Persona.BRUNO, path, file)).allows(
                        CallerKind.everyone()),
                SecurityRow.of("GET", "/api/v1/agents").allows(CallerKind.staff()).andReader());
    }

    private static Map<String, ?> bulkEdit(String path) {
        return Map.of("numbers", List.of(path.substring(TICKETS.length() + 1)), "dryRun", true, "action",
                Map.of("code", "SET_STATUS", "status", "RESOLVED"));
    }

    private String newTicket() {
        return path(fixture.openTicket(Persona.BRUNO));
    }

    private static String number(String path) {
        return path.substring(TICKETS.length() + 1);
    }

    /** Returns the path of the link of a new ticket to another one. */
    private String linked() {
        var path = newTicket() + "/links";
        var other = number(newTicket());
        api.as(Persona.FABIO).post().uri(path).body(Map.of("type", "RELATED", "ticket", other)).exchange().expectStatus()
                .isCreated();
        return path + "/" + other;
    }

    private String declined() {
        var path = newTicket();
        api.as(Persona.FABIO).post().uri(path + "/exclusion").body(Map.of("code", "X12", "explanation", "text")).exchange()
                .expectStatus().isCreated();
        return path;
    }

    private String appealed() {
        var path = declined();
        api.as(Persona.BRUNO).post().uri(path + "/exclusion/appeal").body(Map.of("explanation", "text")).exchange().expectStatus()
                .isCreated();
        return path;
    }

    private String bugPath() {
        return newTicket() + "/qualified-bug";
    }

    /** Returns the path of the qualified bug of a new ticket. */
    private String qualifiedBugPath() {
        var path = bugPath();
        api.as(Persona.GISELE).put().uri(path).header("If-Match", "\"1\"")
                .body(Map.of("bug", "OPM-1", "criteria",
                        List.of("REPRODUCIBLE", "SUPPORTED_VERSION", "BUSINESS_CRITICAL", "EVIDENCE"), "reason", "text"))
                .exchange().expectStatus().isOk();
        return path;
    }

    private static String withoutLastSegment(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** Returns the row of a change that staff make to a new ticket. */
    private SecurityRow edit(String field, Map<String, ?> body) {
        return SecurityRow.of("PUT", TICKETS + "/{number}/" + field)
                .at(_ -> path(fixture.openTicket(Persona.BRUNO)) + "/" + field).sending(body)
                .matchingVersionOf(changed -> changed.replace("/" + field, "")).allows(CallerKind.staff());
    }

    /** An incident of the caller; staff open it for a contact. */
    private static Map<String, Object> incidentOf(CallerKind caller) {
        var incident = incident();
        if (isStaff(caller)) incident.put("contact", Persona.BRUNO.email());
        return incident;
    }

    /** An open ticket for staff; a resolved one for others, because the customer only accepts or rejects a resolution. */
    private String ticketFor(CallerKind caller) {
        var ticket = fixture.openTicket(Persona.BRUNO);
        if (!isStaff(caller))
            api.as(Persona.FABIO).put().uri(path(ticket) + "/status").header("If-Match", "\"1\"")
                    .body(Map.of("status", "RESOLVED")).exchange().expectStatus().isOk();
        return path(ticket);
    }

    private static boolean isStaff(CallerKind caller) {
        return Set.of(CallerKind.staff()).contains(caller);
    }
}
