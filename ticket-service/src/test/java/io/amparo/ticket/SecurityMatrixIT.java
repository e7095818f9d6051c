package io.amparo.ticket;

import static io.amparo.ticket.Desk.TICKETS;
import static io.amparo.ticket.Desk.incident;
import static io.amparo.ticket.Desk.path;

import io.amparo.testkit.Persona;
import io.amparo.testkit.SecurityMatrix;
import io.amparo.testkit.SecurityMatrix.Row;
import io.amparo.testkit.SecurityMatrix.Who;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

@DeskTest
class SecurityMatrixIT {
    @Autowired
    SecurityMatrix matrix;
    @Autowired
    Desk desk;

    @BeforeAll
    void customers_are_known() {
        desk.knowsCustomers();
    }

    @TestFactory
    Stream<DynamicTest> every_endpoint_refuses_whom_it_must() {
        var path = path(desk.opened(Persona.BRUNO));
        var readers = Stream.concat(Stream.of(Who.OWN_CONTACT, Who.OWN_ADMINISTRATOR), Stream.of(Who.staff()))
                .toArray(Who[]::new);
        return matrix.tests(
                Row.of("POST", TICKETS).sending(incident()).allows(Who.OTHER_COMPANY, Who.OWN_CONTACT, Who.OWN_ADMINISTRATOR),
                Row.of("GET", TICKETS)
                        .allows(Stream.concat(Stream.of(Who.OTHER_COMPANY), Stream.of(readers)).toArray(Who[]::new)),
                Row.of("GET", TICKETS + "/{number}").at(() -> path).allows(readers),
                Row.of("POST", TICKETS + "/{number}/messages").at(() -> path + "/messages")
                        .sending(Map.of("body", "text", "visibility", "PUBLIC")).allows(readers),
                Row.of("PUT", TICKETS + "/{number}/status").at(() -> path + "/status").sending(Map.of("status", "IN_PROGRESS"))
                        .allows(readers));
    }
}
