package io.amparo.entitlement;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.location;
import static io.amparo.testkit.SecurityRow.of;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.CallerKind;
import io.amparo.testkit.Persona;
import io.amparo.testkit.SecurityRow;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Rows of the security matrix for the ledgers. */
final class LedgerSecurityRows {
    private static final String CUSTOMERS = "/api/v1/customers";
    private static final String PATTERN = CUSTOMERS + "/{id}";
    private static final String ACME = CUSTOMERS + "/acme";
    private static final String TICKET = "T-2026-000001";
    private static final CallerKind[] READERS = {CallerKind.OWN_CONTACT, CallerKind.OWN_ADMINISTRATOR, CallerKind.AGENT,
            CallerKind.MANAGER, CallerKind.PRODUCT_MANAGER, CallerKind.ADMIN};
    private static final CallerKind[] WORKERS = {CallerKind.AGENT, CallerKind.ADMIN};

    private LedgerSecurityRows() {}

    static List<SecurityRow> rows(ApiClients api) {
        return List.of(read("/vouchers", () -> ACME + "/vouchers"), read("/units", () -> ACME + "/units"),
                read("/included-incidents", () -> ACME + "/included-incidents"), read("/vouchers/{voucher}", () -> voucher(api)),
                read("/hours", () -> ACME + "/hours"), read("/hours/estimates", () -> ACME + "/hours/estimates"),
                read("/hours/estimates/{estimate}", () -> estimate(api)), statement("application/json"), statement("text/csv"),
                statement("application/pdf"),
                of("POST", PATTERN + "/vouchers").at(() -> ACME + "/vouchers").sending(Map.of("reason", "order"))
                        .allows(CallerKind.ADMIN),
                of("POST", PATTERN + "/units").at(() -> ACME + "/units")
                        .sending(Map.of("packageCode", "visita-on-site", "units", 1, "reason", "visit")).allows(WORKERS),
                of("POST", PATTERN + "/hours").at(() -> ACME + "/hours")
                        .sending(Map.of("kind", "BOOK", "minutes", 1, "reason", "work")).allows(WORKERS),
                of("POST", PATTERN + "/hours/estimates").at(() -> ACME + "/hours/estimates")
                        .sending(Map.of("ticket", TICKET, "minutes", 30, "description", "work")).allows(WORKERS),
                of("POST", PATTERN + "/hours/estimates/{estimate}/acceptance").at(() -> estimate(api) + "/acceptance")
                        .allows(CallerKind.OWN_ADMINISTRATOR),
                of("POST", PATTERN + "/hours/overages").at(() -> ACME + "/hours/overages")
                        .sending(Map.of("ticket", TICKET, "minutes", 30, "reason", "agreed")).allows(CallerKind.ADMIN));
    }

    private static SecurityRow read(String path, Supplier<String> concretePath) {
        return of("GET", PATTERN + path).at(concretePath).allows(READERS).andReader();
    }

    private static SecurityRow statement(String type) {
        return read("/hours/statements/{month}", () -> ACME + "/hours/statements/2026-11").accepting(type);
    }

    private static String voucher(ApiClients api) {
        return location(api.as(Persona.IARA).post().uri(ACME + "/vouchers").body(Map.of("reason", "order")).exchange()
                .expectStatus().isCreated());
    }

    private static String estimate(ApiClients api) {
        var known = json(api.as(Persona.FABIO).get().uri(ACME + "/hours/estimates").exchange()).path("items");
        return known.isEmpty()
                ? location(api.as(Persona.FABIO).post().uri(ACME + "/hours/estimates")
                        .body(Map.of("ticket", TICKET, "minutes", 30, "description", "work")).exchange().expectStatus()
                        .isCreated())
                : ACME + "/hours/estimates/" + known.path(0).path("id").asString();
    }
}
