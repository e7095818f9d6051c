package io.amparo.ticket;

import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.incident;
import static io.amparo.ticket.TicketFixture.path;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.SecurityMatrix;
import io.amparo.testkit.CallerKind;
import io.amparo.testkit.SecurityRow;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

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
        var readers = Stream
                .concat(Stream.of(CallerKind.OWN_CONTACT, CallerKind.OWN_ADMINISTRATOR), Stream.of(CallerKind.staff()))
                .toArray(CallerKind[]::new);

        var openers = Stream.concat(Stream.of(CallerKind.OTHER_COMPANY), Stream.of(readers)).toArray(CallerKind[]::new);

        return matrix.tests(SecurityRow.of("POST", TICKETS).sending(SecurityMatrixIT::incidentOf).allows(openers),
                SecurityRow.of("GET", TICKETS).allows(openers).andReader(),
                SecurityRow.of("GET", TICKETS + "/{number}").at(() -> path).allows(readers).andReader(),
                SecurityRow.of("GET", TICKETS + "/{number}/messages").at(() -> path + "/messages").allows(readers).andReader(),
                SecurityRow.of("GET", TICKETS + "/{number}/messages/{id}").at(() -> path + "/messages/" + message).allows(readers)
                        .andReader(),
                SecurityRow.of("POST", TICKETS + "/{number}/messages").at(() -> path + "/messages")
                        .sending(Map.of("body", "text", "visibility", "PUBLIC")).allows(readers),
                SecurityRow.of("PUT", TICKETS + "/{number}/status").at(caller -> ticketFor(caller) + "/status")
                        .sending(caller -> Map.of("status", isStaff(caller) ? "IN_PROGRESS" : "CLOSED"))
                        .matchingVersionOf(status -> status.replace("/status", "")).allows(readers));
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
