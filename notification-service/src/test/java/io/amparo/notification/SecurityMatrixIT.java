package io.amparo.notification;

import static io.amparo.testkit.ApiClients.json;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.notification.audience.Customers;
import io.amparo.notification.delivery.RelatedResource;
import io.amparo.notification.delivery.StoredDeliveries;
import io.amparo.notification.inbox.Notification;
import io.amparo.notification.inbox.Notifications;
import io.amparo.notification.signature.SignedToken;
import io.amparo.notification.suppression.Suppressions;
import io.amparo.notification.template.MailModel;
import io.amparo.platform.Ids;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.CallerKind;
import io.amparo.testkit.Persona;
import io.amparo.testkit.SecurityMatrix;
import io.amparo.testkit.SecurityRow;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ServiceTest({"SMTP_URL=smtp://localhost:1", "amparo.webhooks.timeout=1s", "amparo.webhooks.refresh=1h"})
class SecurityMatrixIT {
    private static final String ALERTS = "/api/v1/breach-alerts";
    private static final String ROSTERS = "/api/v1/rosters";
    private static final Object ROSTER = Map.of("zone", "America/Sao_Paulo", "shifts", List.of(), "absences", List.of());
    private static final CallerKind[] OPERATORS = {CallerKind.AGENT, CallerKind.MANAGER, CallerKind.ADMIN};
    private static final String INBOX = "/api/v1/notifications";
    private static final String PREFERENCES = "/api/v1/notification-preferences";
    private static final CallerKind[] WEBHOOK_OWNERS = {CallerKind.OWN_ADMINISTRATOR, CallerKind.ADMIN};

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Customers customers;
    @Autowired
    Notifications notifications;
    @Autowired
    Suppressions suppressions;
    @Autowired
    SignedToken unsubscribeTokens;
    @Autowired
    SignedToken noticeTokens;
    @Autowired
    BeanFactory beans;
    @Autowired
    SecurityMatrix matrix;

    private WebhookOwners webhooks;
    private NoticeRows notices;

    private void publishCustomers() {
        kafka.publish("acme", 1, TestCustomers.acme());
        kafka.publish("borealis", 1, TestCustomers.borealis());
        await().atMost(Duration.ofSeconds(40))
                .until(() -> customers.find("acme").isPresent() && customers.find("borealis").isPresent());
        kafka.publish("000001/RESOLUTION/1/breached/1", "000001", 1, new SlaBreached("000001", "T-2026-000001", "acme", "Coletor",
                "P1", "premium-24x7", "RESOLUTION", 1, Instant.now(), Instant.now()));
        await().atMost(Duration.ofSeconds(40)).until(() -> breachAlert() != null);
    }

    @BeforeAll
    void createWebhooks() {
        publishCustomers();
        notices = NoticeRows.announce(kafka, api, noticeTokens);
        webhooks = WebhookOwners.create(api);
        kafka.publish("300001", 1, new TicketClosed("300001", "T-2026-300001", "acme", "user-FABIO", Instant.now()));
        webhooks.awaitMessages();
    }

    @TestFactory
    Stream<DynamicTest> deliveries_are_for_staff_and_an_inbox_for_its_person() {
        return matrix.tests(SecurityRow.of("GET", "/api/v1/deliveries").allows(CallerKind.staff()).andReader(),
                SecurityRow.of("POST", "/api/v1/deliveries/search").sending(Map.of("recipient", Persona.BRUNO.email()))
                        .allows(CallerKind.staff()),
                SecurityRow.of("POST", "/api/v1/deliveries/{id}/retry").at(this::pathOfRetry).allows(CallerKind.staff()),
                SecurityRow.of("GET", "/api/v1/suppressions").allows(CallerKind.staff()).andReader(),
                SecurityRow.of("DELETE", "/api/v1/suppressions/{id}").at(this::pathOfSuppression).allows(CallerKind.staff()),
                SecurityRow.of("GET", "/api/v1/unsubscribe/{token}").at(this::pathOfUnsubscribe).accepting("text/html")
                        .allows(CallerKind.everyone()),
                SecurityRow.of("POST", "/api/v1/unsubscribe/{token}").at(this::pathOfUnsubscribe).allows(whoMayChange()),
                SecurityRow.of("POST", "/api/v1/unsubscribe/{token}").at(this::pathOfUnsubscribe).accepting("text/html,*/*;q=0.8")
                        .allows(whoMayChange()),
                SecurityRow.of("GET", NoticeRows.NOTICE + "{token}").at(notices::link).accepting("text/html")
                        .allows(CallerKind.everyone()),
                SecurityRow.of("POST", NoticeRows.NOTICE + "{token}").at(notices::link).accepting("text/html,*/*;q=0.8")
                        .allows(whoMayChange()),
                notices("application/json"), notices("text/csv"), notices("application/pdf"),
                SecurityRow.of("POST", NoticeRows.ANNOUNCEMENT + "{announcement}/acknowledgements").at(notices::acknowledgement)
                        .allows(CallerKind.OTHER_COMPANY, CallerKind.OWN_CONTACT, CallerKind.OWN_ADMINISTRATOR),
                SecurityRow.of("GET", PREFERENCES).allows(CallerKind.people()), SecurityRow.of("PUT", PREFERENCES)
                        .sending(Map.of("events", List.of())).matchingVersion().allows(CallerKind.people()),
                SecurityRow.of("GET", ROSTERS).allows(OPERATORS).andReader(),
                SecurityRow.of("GET", ROSTERS + "/{rung}").at(() -> ROSTERS + "/manager").allows(CallerKind.MANAGER,
                        CallerKind.ADMIN),
                SecurityRow.of("PUT", ROSTERS + "/{rung}").at(() -> ROSTERS + "/manager").sending(ROSTER).matchingVersion()
                        .allows(CallerKind.MANAGER, CallerKind.ADMIN),
                SecurityRow.of("GET", ROSTERS + "/{rung}/on-duty").at(() -> ROSTERS + "/manager/on-duty").allows(OPERATORS)
                        .andReader(),
                SecurityRow.of("GET", ALERTS).allows(OPERATORS).andReader(), alertRow("GET", "", null).andReader(),
                alertRow("POST", "/acknowledgement", Map.of("minutes", 5)), alertRow("DELETE", "/acknowledgement", null),
                alertRow("POST", "/snooze", soon()), groupRow("GET", "", null).andReader(),
                groupRow("POST", "/acknowledgement", Map.of("minutes", 5)), groupRow("DELETE", "/acknowledgement", null),
                groupRow("POST", "/snooze", soon()), SecurityRow.of("GET", INBOX).allows(CallerKind.people()),
                SecurityRow.of("GET", INBOX + "/unread").allows(CallerKind.people()),
                SecurityRow.of("PUT", INBOX + "/read").allows(CallerKind.people()),
                SecurityRow.of("GET", INBOX + "/{id}").at(this::pathOfOwn).allows(CallerKind.people()),
                SecurityRow.of("PUT", INBOX + "/{id}/read").at(caller -> pathOfOwn(caller) + "/read").allows(CallerKind.people()),
                SecurityRow.of("GET", INBOX + "/stream").at(() -> INBOX + "/stream?for=PT0.01S").allows(CallerKind.people()),
                webhook("GET", "").at(webhooks::list), webhook("POST", "").sending(webhooks::request),
                webhook("GET", "/{id}").at(webhooks::used),
                webhook("PUT", "/{id}").at(webhooks::unused).sending(WebhookOwners.SETTINGS)
                        .matchingVersionOf(_ -> webhooks.unused(CallerKind.ADMIN)),
                webhook("POST", "/{id}/rotation").at(caller -> webhooks.used(caller) + "/rotation"),
                webhook("POST", "/{id}/test").at(caller -> webhooks.used(caller) + "/test"),
                webhook("GET", "/{id}/deliveries").at(caller -> webhooks.used(caller) + "/deliveries"),
                webhook("POST", "/{id}/deliveries/{delivery}/retry").at(webhooks::retry),
                webhook("POST", "/{id}/replay").at(caller -> webhooks.used(caller) + "/replay")
                        .sending(Map.of("from", Instant.now().minusSeconds(60), "to", Instant.now())),
                webhook("DELETE", "/{id}/activation").at(caller -> webhooks.unused(caller) + "/activation"),
                webhook("POST", "/{id}/activation").at(caller -> webhooks.unused(caller) + "/activation"),
                webhook("DELETE", "/{id}").at(webhooks::unused));
    }

    private SecurityRow notices(String type) {
        return SecurityRow.of("GET", NoticeRows.ANNOUNCEMENT + "{announcement}/notices").at(notices::path).accepting(type)
                .allows(CallerKind.PRODUCT_MANAGER, CallerKind.ADMIN);
    }

    private static SecurityRow webhook(String method, String path) {
        return SecurityRow.of(method, WebhookOwners.WEBHOOKS + path).allows(WEBHOOK_OWNERS);
    }

    private static Object soon() {
        return Map.of("until", Instant.now().plusSeconds(600).toString());
    }

    private SecurityRow alertRow(String method, String path, @Nullable Object body) {
        return row(method, ALERTS + "/{id}" + path, body, "id");
    }

    private SecurityRow groupRow(String method, String path, @Nullable Object body) {
        return row(method, ALERTS + "/groups/{id}" + path, body, "group");
    }

    private SecurityRow row(String method, String pattern, @Nullable Object body, String field) {
        var row = SecurityRow.of(method, pattern).allows(OPERATORS)
                .at(() -> pattern.replace("{id}", breachAlert().path(field).asString()));
        return body == null ? row : row.sending(body);
    }

    private JsonNode breachAlert() {
        return json(api.as(Persona.GISELE).get().uri(ALERTS).exchange()).path("items").get(0);
    }

    /** Everyone, also without a token, except the reader, who may not change anything. */
    private static CallerKind[] whoMayChange() {
        var withoutPerson = Stream.of(CallerKind.NO_TOKEN, CallerKind.METRICS);
        return Stream.concat(withoutPerson, Stream.of(CallerKind.signedIn())).toArray(CallerKind[]::new);
    }

    private String pathOfRetry(CallerKind caller) {
        return "/api/v1/deliveries/" + StoredDeliveries.failed(beans, "retry by " + caller) + "/retry";
    }

    private String pathOfSuppression(CallerKind caller) {
        var address = caller.name().toLowerCase(Locale.ROOT) + "@gone.example";
        suppressions.add(address, "5.1.1", "d", Instant.now());
        return "/api/v1/suppressions/" + Ids.sha256Of(address, 16);
    }

    private String pathOfUnsubscribe() {
        return "/api/v1/unsubscribe/" + unsubscribeTokens.of("d");
    }

    /** Adds a notice for the caller and returns its path; callers without a person get the path of Davi. */
    private String pathOfOwn(CallerKind caller) {
        var person = switch (caller) {
            case OTHER_COMPANY -> Persona.CARLA;
            case OWN_CONTACT -> Persona.BRUNO;
            case OWN_ADMINISTRATOR -> Persona.ANA;
            case AGENT -> Persona.FABIO;
            case MANAGER -> Persona.GISELE;
            case PRODUCT_MANAGER -> Persona.HEITOR;
            case ADMIN -> Persona.IARA;
            default -> Persona.DAVI;
        };
        var id = Notification.idOf("row", person.id());
        notifications.add(new Notification(id, person.id(), MailModel.of("forum-post").with("title", "A topic"),
                RelatedResource.post("t-1", "p-1", "A topic"), null, null, Instant.now(), null));
        return INBOX + "/" + id;
    }
}
