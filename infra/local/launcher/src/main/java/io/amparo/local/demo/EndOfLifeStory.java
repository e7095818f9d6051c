package io.amparo.local.demo;

import static io.amparo.clients.People.HEITOR;
import static io.amparo.clients.People.IARA;

import io.amparo.clients.EventClient;
import io.amparo.clients.GatewayClient;
import io.amparo.clients.Mailbox;
import io.amparo.events.eol.EolEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Third part of the story: the end of life of a product is announced, approved by a second person, and every affected contact is
 * notified.
 */
final class EndOfLifeStory {
    private static final Duration STEP_TIMEOUT = Duration.ofSeconds(15);
    private static final String PRODUCT = "opmon-8";
    private static final LocalDate PLANNED_END_OF_LIFE = LocalDate.of(2027, 12, 31);

    private final GatewayClient gateway;
    private final EventClient events;
    private final Map<String, Mailbox> contacts;
    private String announcement = "";

    /** @param contacts mailboxes of the contacts, by e-mail address */
    EndOfLifeStory(GatewayClient gateway, EventClient events, Map<String, Mailbox> contacts) {
        this.gateway = gateway;
        this.events = events;
        this.contacts = contacts;
    }

    void run(Story story) {
        story.step("Heitor announces the end of life of OpMon 8", this::announce);
        story.step("Heitor cannot approve his own announcement", this::approveOwn);
        story.step("Iara approves it", this::approve);
        story.step("Each affected contact has the notice in their language", this::awaitNotices);
    }

    private String announce() {
        var draft = gateway
                .post(HEITOR, "/eol/announcements",
                        Map.of("product", PRODUCT, "endOfLife", endOfLife().toString(), "reason", "OpMon 9 substitui a linha 8",
                                "successor", "opmon-9", "migrationPath", "https://opservices.example/migrar-opmon-8"))
                .expectStatus(201);
        announcement = draft.text("/id");
        return "%s, end of life %s, %s".formatted(announcement, draft.text("/endOfLife"), draft.text("/state"));
    }

    /**
     * Returns the planned date. A repeated story moves the announced date by one day. The date is at least 13 months ahead, which
     * keeps the 12 months' notice.
     */
    private LocalDate endOfLife() {
        var earliest = LocalDate.now(ZoneOffset.UTC).plusMonths(13);
        var announcedDate = gateway.get(HEITOR, "/products/" + PRODUCT).text("/endOfLife");
        var date = announcedDate.isEmpty() ? PLANNED_END_OF_LIFE : LocalDate.parse(announcedDate).plusDays(1);
        return date.isBefore(earliest) ? earliest : date;
    }

    private String approveOwn() {
        var response = gateway.post(HEITOR, "/eol/announcements/" + announcement + "/approval", Map.of());
        if (response.status() != 403 && response.status() != 409)
            throw new StepFailedException("The approval was not refused: " + response);
        return response.text("/title");
    }

    private String approve() {
        gateway.post(IARA, "/eol/announcements/" + announcement + "/approval", Map.of()).expectStatus(200);
        return events.await(Instant.now().plus(STEP_TIMEOUT), EolEvent.class, event -> event.productId().equals(PRODUCT)).data()
                .getClass().getSimpleName();
    }

    private String awaitNotices() {
        var notified = new ArrayList<String>();
        for (var customer : gateway.get(IARA, "/customers").expectStatus(200).body().path("items")) {
            if (customer.path("installations").valueStream()
                    .noneMatch(each -> each.path("productId").asString("").equals(PRODUCT)))
                continue;
            for (var contact : customer.path("contacts"))
                notified.add(awaitNotice(contact.path("email").asString(), contact.path("language").asString()));
        }
        if (notified.isEmpty()) throw new StepFailedException("No customer has " + PRODUCT);
        return String.join(", ", notified);
    }

    private String awaitNotice(String email, String language) {
        var mailbox = contacts.get(email);
        if (mailbox == null) throw new StepFailedException("No mailbox is open for the affected contact " + email);
        mailbox.await(Instant.now().plus(STEP_TIMEOUT), "the end-of-life notice in " + language,
                mail -> List.of("eol-announced", "eol-rescheduled").contains(mail.template())
                        && mail.language().equals(language));
        return email + " (" + language + ")";
    }
}
