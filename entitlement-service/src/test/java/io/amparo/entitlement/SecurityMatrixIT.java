package io.amparo.entitlement;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.location;
import static io.amparo.testkit.SecurityRow.of;

import io.amparo.clients.EventClient;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.contract.Invitation;
import io.amparo.entitlement.contract.Invitations;
import io.amparo.entitlement.contract.Invitations.Acceptance;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.SecurityMatrix;
import io.amparo.testkit.SecurityRow;
import io.amparo.testkit.CallerKind;
import io.amparo.testkit.ServiceTest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;

@ServiceTest({"amparo.demo=true", "amparo.obligations.tick=1h"})
@Import(TestClockConfig.class)
class SecurityMatrixIT {
    private static final String CUSTOMERS = "/api/v1/customers";
    private static final CallerKind[] READERS = {CallerKind.OWN_CONTACT, CallerKind.OWN_ADMINISTRATOR, CallerKind.AGENT,
            CallerKind.MANAGER, CallerKind.PRODUCT_MANAGER, CallerKind.ADMIN};
    private static final String ACME = CUSTOMERS + "/acme";
    private static final String CONTACTS = ACME + "/contacts";

    private static final MediaType CSV = MediaType.parseMediaType("text/csv");

    private final Map<String, String> stored = new HashMap<>();

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    SecurityMatrix matrix;
    @Autowired
    Customers customers;

    @TestFactory
    Stream<DynamicTest> every_endpoint_refuses_unauthorized_callers() {
        TestCatalogue.publish(kafka, api);
        TestPlans.publish(kafka, api, "standard", "premium-24x7");
        // Each caller asks for itself.
        var query = Map.of("kind", "INCIDENT", "product", "opmon-9", "version", "9.2");
        var contract = Map.of("edition", "PREMIUM", "validFrom", "2026-01-01", "validTo", "2027-12-31", "slaPlan",
                "premium-24x7");
        return matrix.tests(Stream
                .concat(Stream.of(periods(), holdings(), obligations(), LedgerSecurityRows.rows(api).stream())
                        .flatMap(rows -> rows),
                        Stream.of(of("GET", "/api/v1/me").allows(CallerKind.signedIn()).andReader(),
                                of("GET", "/api/v1/me/companies").allows(CallerKind.signedIn()).andReader(),
                                of("GET", "/api/v1/policy").allows(CallerKind.signedIn()).andReader(),
                                of("GET", "/api/v1/policy/versions/{version}").at(() -> "/api/v1/policy/versions/1")
                                        .allows(CallerKind.signedIn()).andReader(),
                                of("POST", "/api/v1/entitlement-decisions").sending(query).allows(CallerKind.signedIn()),
                                of("GET", "/api/v1/entitlement-decisions/{ticket}")
                                        .at(() -> decided(query))
                                        .allows(CallerKind.AGENT, CallerKind.MANAGER, CallerKind.PRODUCT_MANAGER,
                                                CallerKind.ADMIN)
                                        .andReader(),
                                of("GET", CUSTOMERS).allows(CallerKind.OTHER_COMPANY, CallerKind.OWN_CONTACT,
                                        CallerKind.OWN_ADMINISTRATOR, CallerKind.AGENT, CallerKind.MANAGER,
                                        CallerKind.PRODUCT_MANAGER, CallerKind.ADMIN).andReader(),
                                of("POST", CUSTOMERS + "/imports").sending("type,customer\n").as(CSV).allows(CallerKind.ADMIN),
                                of("GET", CUSTOMERS + "/imports/{id}").at(this::imported).allows(CallerKind.ADMIN),
                                of("GET", CUSTOMERS + "/export").allows(CallerKind.ADMIN),
                                of("POST", CUSTOMERS).sending(Map.of("id", "matrix", "name", "Matrix", "language", "en", "zone",
                                        "UTC", "contactQuota", 2)).allows(CallerKind.ADMIN),
                                of("PUT", CUSTOMERS + "/{id}").at(() -> ACME)
                                        .sending(Map.of("name", "Acme Telecom", "language", "pt-BR", "zone", "America/Sao_Paulo",
                                                "contactQuota", 4))
                                        .matchingVersion().allows(CallerKind.ADMIN),
                                of("GET", CUSTOMERS + "/{id}").at(() -> CUSTOMERS + "/acme").allows(READERS).andReader(),
                                of("GET", CUSTOMERS + "/{id}/contract").at(() -> CUSTOMERS + "/acme/contract").allows(READERS)
                                        .andReader(),
                                of("PUT", CUSTOMERS + "/{id}/contract").at(() -> CUSTOMERS + "/acme/contract").sending(contract)
                                        .matchingVersion().allows(CallerKind.ADMIN),
                                of("PUT", CUSTOMERS + "/{id}/served-companies").at(() -> CUSTOMERS + "/acme/served-companies")
                                        .sending(Map.of("customers", List.of())).matchingVersionOf(_ -> CUSTOMERS + "/acme")
                                        .allows(CallerKind.ADMIN),
                                of("PUT", CUSTOMERS + "/{id}/domains").at(() -> CUSTOMERS + "/acme/domains")
                                        .sending(Map.of("domains", List.of("acme.example")))
                                        .matchingVersionOf(_ -> CUSTOMERS + "/acme").allows(CallerKind.ADMIN),
                                of("GET", CUSTOMERS + "/{id}/contacts").at(() -> CONTACTS).allows(READERS).andReader(),
                                of("GET", CUSTOMERS + "/{id}/contacts/{contact}").at(() -> CUSTOMERS + "/acme/contacts/acme-ana")
                                        .allows(READERS).andReader(),
                                of("POST", CUSTOMERS + "/{id}/contacts").at(() -> CONTACTS)
                                        .sending(caller -> Map.of("email", newContact(caller), "name", "New"))
                                        .allows(CallerKind.OWN_ADMINISTRATOR, CallerKind.ADMIN),
                                of("DELETE", CUSTOMERS + "/{id}/contacts/{contact}").at(this::contactToRemove)
                                        .allows(CallerKind.OWN_ADMINISTRATOR, CallerKind.ADMIN),
                                of("POST", "/api/v1/invitations/{token}").at(this::invitation).allows(CallerKind.people())))
                .toArray(SecurityRow[]::new));
    }

    private String decided(Map<String, String> query) {
        var onTicket = new HashMap<>(query);
        onTicket.put("ticketId", "matrix");
        api.as(Persona.BRUNO).post().uri("/api/v1/entitlement-decisions").body(onTicket).exchange().expectStatus().isOk();
        return "/api/v1/entitlement-decisions/matrix";
    }

    private Stream<SecurityRow> periods() {
        var pattern = CUSTOMERS + "/{id}/periods";
        var period = ACME + "/periods/acme-2026";
        var terms = Map.of("edition", "PREMIUM", "validFrom", "2026-01-01", "validTo", "2027-12-31", "slaPlan", "premium-24x7");
        var next = Map.of("edition", "PREMIUM", "validFrom", "2028-01-01", "validTo", "2028-12-31", "slaPlan", "premium-24x7");
        return Stream.of(of("GET", pattern).at(() -> ACME + "/periods").allows(READERS).andReader(),
                of("GET", pattern + "/{period}").at(() -> period).allows(READERS).andReader(),
                of("POST", pattern).at(() -> ACME + "/periods").sending(next).allows(CallerKind.ADMIN),
                of("PUT", pattern + "/{period}").at(() -> period).sending(terms).matchingVersion().allows(CallerKind.ADMIN),
                of("POST", pattern + "/{period}/suspensions").at(() -> period + "/suspensions")
                        .sending(Map.of("from", "2027-06-01", "to", "2027-06-02", "reason", "unpaid")).allows(CallerKind.ADMIN),
                of("PUT", pattern + "/{period}/suspensions/{from}").at(() -> period + "/suspensions/2027-06-01")
                        .sending(Map.of("to", "2027-06-03", "reason", "unpaid")).matchingVersionOf(_ -> period)
                        .allows(CallerKind.ADMIN),
                of("DELETE", pattern + "/{period}/suspensions/{from}").at(() -> period + "/suspensions/2027-06-01")
                        .matchingVersionOf(_ -> period).allows(CallerKind.ADMIN));
    }

    private Stream<SecurityRow> obligations() {
        var pattern = CUSTOMERS + "/{id}/obligations";
        var duty = ACME + "/obligations/C3";
        return Stream.of(of("GET", pattern).at(() -> ACME + "/obligations").allows(READERS).andReader(),
                of("GET", pattern + "/{duty}").at(() -> duty).allows(READERS).andReader(),
                of("PUT", pattern + "/{duty}").at(() -> duty).sending(Map.of("state", "MET", "note", "Backups were tested"))
                        .matchingVersion().allows(CallerKind.AGENT, CallerKind.ADMIN));
    }

    private Stream<SecurityRow> holdings() {
        var days = Map.<String, Object>of("validFrom", "2026-01-01", "validTo", "2027-12-31");
        var installation = Map.<String, Object>of("productId", "opmon-9", "version", "9.1");
        return Stream.of(list("packages", with(days, "code", "webinar-release"), CallerKind.ADMIN),
                list("maintenance", Map.of("productId", "opmon-8", "until", "2028-06-30"), CallerKind.ADMIN),
                list("approvals", Map.of("subject", "Plug-in", "approvedBy", "Heitor", "approvedAt", "2026-01-01T00:00:00Z"),
                        CallerKind.ADMIN),
                list("installations", installation, CallerKind.OWN_ADMINISTRATOR, CallerKind.ADMIN), waivers(),
                new OrderSecurityRows(api).rows().stream()).flatMap(rows -> rows);
    }

    private static Map<String, Object> with(Map<String, Object> fields, String name, Object value) {
        var all = new HashMap<>(fields);
        all.put(name, value);
        return all;
    }

    private Stream<SecurityRow> list(String list, Map<String, Object> item, CallerKind... writers) {
        return rows(list, "item", item, item, writers);
    }

    private Stream<SecurityRow> waivers() {
        var stored = Map.<String, Object>of("code", "X14", "from", "2026-05-01", "to", "2026-05-31");
        return rows("waivers", "waiver", stored, with(stored, "code", "X13"), CallerKind.ADMIN);
    }

    /** @param stored an item that every caller finds; {@code added} is what the writers add */
    private Stream<SecurityRow> rows(String list, String id, Map<String, Object> stored, Map<String, Object> added,
            CallerKind... writers) {
        var pattern = CUSTOMERS + "/{id}/" + list;
        var item = pattern + "/{" + id + "}";
        var path = ACME + "/" + list;
        return Stream.of(of("GET", pattern).at(() -> path).allows(READERS).andReader(),
                of("GET", item).at(() -> stored(path, stored)).allows(READERS).andReader(),
                of("POST", pattern).at(() -> path).sending(added).allows(writers),
                of("PUT", item).at(() -> stored(path, stored)).sending(stored).matchingVersion().allows(writers),
                of("DELETE", item).at(() -> path + "/none").matchingVersionOf(_ -> path).allows(writers));
    }

    private String stored(String path, Map<String, Object> item) {
        return stored.computeIfAbsent(path,
                _ -> location(api.as(Persona.IARA).post().uri(path).body(item).exchange().expectStatus().isCreated()));
    }

    /** An invitation of the caller; one that a contact has accepted. Callers without an address get that of another person. */
    private String invitation(CallerKind caller) {
        return "/api/v1/invitations/" + switch (caller) {
            case OTHER_COMPANY -> accepted("borealis", Persona.CARLA);
            case OWN_CONTACT -> accepted("acme", Persona.BRUNO);
            case OWN_ADMINISTRATOR -> accepted("acme", Persona.ANA);
            case NO_CONTRACT -> open(Persona.DAVI.email());
            case AGENT -> open(Persona.FABIO.email());
            case MANAGER -> open(Persona.GISELE.email());
            case PRODUCT_MANAGER -> open(Persona.HEITOR.email());
            case ADMIN -> open(Persona.IARA.email());
            default -> open("other@elsewhere.example");
        };
    }

    private String accepted(String customerId, Persona contact) {
        var token = "accepted-" + contact.id();
        customers
                .update(customerId, token,
                        customer -> customer
                                .withPeople(customer.contacts(),
                                        new Invitations(customer.invitations().pending(),
                                                List.of(new Acceptance(token, contact.id())), customer.invitations().mails()))
                                .unchanged());
        return token;
    }

    private String open(String email) {
        if (invitations(email).isEmpty()) {
            for (var id : json(api.as(Persona.IARA).get().uri(CONTACTS).exchange()).path("items").findValuesAsString("id"))
                if (!id.startsWith("acme-")) api.as(Persona.IARA).delete().uri(CONTACTS + "/" + id).exchange();
            api.as(Persona.IARA).post().uri(CONTACTS).body(Map.of("email", email, "name", "New")).exchange().expectStatus()
                    .isCreated();
        }
        return invitations(email).getFirst().token();
    }

    private List<Invitation> invitations(String email) {
        return customers.find("acme").orElseThrow().state().invitations().pending().stream()
                .filter(invitation -> invitation.contact().email().equals(email)).toList();
    }

    /** Invites a contact for the callers that may remove one, in the place of the one that they have invited before. */
    private String contactToRemove(CallerKind caller) {
        if (caller != CallerKind.OWN_ADMINISTRATOR && caller != CallerKind.ADMIN) return CONTACTS + "/acme-ana";
        json(api.as(Persona.IARA).get().uri(CONTACTS).exchange()).path("items").valueStream()
                .filter(contact -> contact.path("email").asString().equals(newContact(caller)))
                .forEach(contact -> api.as(Persona.IARA).delete().uri(CONTACTS + "/" + contact.path("id").asString()).exchange());
        return location(api.as(Persona.IARA).post().uri(CONTACTS).body(Map.of("email", newContact(caller), "name", "New"))
                .exchange().expectStatus().isCreated());
    }

    private String imported() {
        return stored.computeIfAbsent("imports", _ -> location(api.as(Persona.IARA).post().uri(CUSTOMERS + "/imports")
                .contentType(CSV).body("type,customer\n").exchange().expectStatus().isAccepted()));
    }

    private static String newContact(CallerKind caller) {
        return "new-" + caller.name().toLowerCase(Locale.ROOT) + "@acme.example";
    }
}
