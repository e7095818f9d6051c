package io.amparo.entitlement;

import static io.amparo.testkit.ApiClients.location;
import static io.amparo.testkit.SecurityRow.of;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.CallerKind;
import io.amparo.testkit.Persona;
import io.amparo.testkit.SecurityRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of the security matrix for orders. An order of a person is theirs; all others call orders of Acme. */
final class OrderSecurityRows {
    private static final String ORDERS = "/api/v1/orders";
    private static final CallerKind[] STAFF = {CallerKind.AGENT, CallerKind.ADMIN};
    private static final Map<String, Object> APPROVED = Map.of("approved", true);
    private static final Map<String, Object> WORKSHOP = Map.of("kind", "HOURS", "minutes", 60, "service", "workshop");

    private final ApiClients api;
    private final Map<String, String> stored = new HashMap<>();

    OrderSecurityRows(ApiClients api) {
        this.api = api;
    }

    List<SecurityRow> rows() {
        var pattern = ORDERS + "/{id}";
        return List.of(of("POST", ORDERS).sending(caller -> contractFor(isStaff(caller))).allows(CallerKind.people()),
                of("GET", ORDERS).allows(CallerKind.people()).andReader(),
                of("GET", pattern).at(this::ofCaller).allows(CallerKind.people()).andReader(),
                of("POST", pattern + "/approval").at(caller -> forApproval(caller) + "/approval").sending(APPROVED)
                        .allows(CallerKind.ADMIN),
                of("POST", pattern + "/schedule").at(() -> approved(WORKSHOP) + "/schedule")
                        .matchingVersionOf(path -> path.replaceFirst("/schedule$", ""))
                        .sending(Map.of("at", "2027-01-11T12:00:00Z")).allows(STAFF),
                of("POST", pattern + "/delivery").at(() -> approved(contractFor(false)) + "/delivery")
                        .sending(Map.of("note", "done")).allows(STAFF),
                of("POST", pattern + "/acceptance").at(() -> delivered() + "/acceptance").allows(CallerKind.OWN_ADMINISTRATOR),
                of("POST", pattern + "/cancellation").at(caller -> ofCaller(caller) + "/cancellation")
                        .allows(CallerKind.people()));
    }

    private static boolean isStaff(CallerKind caller) {
        return List.of(CallerKind.staff()).contains(caller);
    }

    private static Map<String, Object> contractFor(boolean byStaff) {
        return byStaff
                ? Map.of("kind", "CONTRACT_CHANGE", "edition", "PRO", "customer", "acme")
                : Map.of("kind", "CONTRACT_CHANGE", "edition", "PRO");
    }

    /** One order of each person, which can be read and cancelled any number of times. */
    private String ofCaller(CallerKind caller) {
        var person = switch (caller) {
            case OTHER_COMPANY -> Persona.CARLA;
            case OWN_ADMINISTRATOR -> Persona.ANA;
            case NO_CONTRACT -> Persona.DAVI;
            case AGENT -> Persona.FABIO;
            case MANAGER -> Persona.GISELE;
            case PRODUCT_MANAGER -> Persona.HEITOR;
            case ADMIN -> Persona.IARA;
            default -> Persona.BRUNO;
        };
        return stored.computeIfAbsent(person.name(), _ -> place(person, contractFor(!person.roles().isEmpty())));
    }

    private String forApproval(CallerKind caller) {
        return caller == CallerKind.ADMIN ? place(Persona.BRUNO, contractFor(false)) : ofCaller(CallerKind.OWN_CONTACT);
    }

    private String approved(Map<String, Object> order) {
        return stored.computeIfAbsent("approved " + order.get("kind"), _ -> {
            var placed = place(Persona.BRUNO, order);
            call(placed + "/approval", APPROVED);
            return placed;
        });
    }

    private String delivered() {
        return stored.computeIfAbsent("delivered", _ -> {
            var placed = place(Persona.BRUNO, contractFor(false));
            call(placed + "/approval", APPROVED);
            call(placed + "/delivery", Map.of());
            return placed;
        });
    }

    private String place(Persona person, Map<String, Object> order) {
        return location(api.as(person).post().uri(ORDERS).body(order).exchange().expectStatus().isCreated());
    }

    private void call(String uri, Map<String, ?> body) {
        api.as(Persona.IARA).post().uri(uri).body(body).exchange().expectStatus().isOk();
    }
}
