package io.amparo.local.demo;

import static io.amparo.local.demo.People.HEITOR;
import static io.amparo.local.demo.People.IARA;

import io.amparo.events.eol.EolEvent;
import io.amparo.local.outside.Api;
import io.amparo.local.outside.Mailbox;
import io.amparo.local.outside.NotSeen;
import io.amparo.local.outside.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Second part of the story: the end of life of a product is announced, approved by a second person, and every affected contact is
 * notified.
 */
final class EndOfLifeStory {
    private static final Duration STEP_TIMEOUT = Duration.ofSeconds(15);
    private static final String PRODUCT = "opmon-8";
    private static final LocalDate PLANNED_END_OF_LIFE = LocalDate.of(2027, 12, 31);

    private final Api api;
    private final Topics topics;
    private final Map<String, Mailbox> contacts;
    private String announcement = "";

    /** @param contacts mailboxes of the contacts, by e-mail address */
    EndOfLifeStory(Api api, Topics topics, Map<String, Mailbox> contacts) {
        this.api = api;
        this.topics = topics;
        this.contacts = contacts;
    }

    void run(Story story) {
        story.step("Heitor announces the end of life of OpMon 8", this::announce);
        story.step("Heitor cannot approve his own announcement", this::approveOwn);
        story.step("Iara approves it", this::approve);
        story.step("Each affected contact has the notice in their language", this::awaitNotices);
    }

    private String announce() {
        var draft = api
                .post(HEITOR, "/eol/announcements",
                        Map.of("product", PRODUCT, "endOfLife", endOfLife().toString(), "reason", "OpMon 9 substitui a linha 8",
                                "successor", "opmon-9", "migrationPath", "https://opservices.example/migrar-opmon-8"))
                .must(201, "the announcement");
        announcement = draft.text("/id");
        return "%s, end of life %s, %s".formatted(announcement, draft.text("/endOfLife"), draft.text("/state"));
    }

    /**
     * Returns the planned date. A repeated story moves the announced date by one day. The date is at least 13 months ahead, which
     * keeps the 12 months' notice.
     */
    private LocalDate endOfLife() {
        var earliest = LocalDate.now(ZoneOffset.UTC).plusMonths(13);
        var announcedDate = api.get(HEITOR, "/products/" + PRODUCT).text("/endOfLife");
        var date = announcedDate.isEmpty() ? PLANNED_END_OF_LIFE : LocalDate.parse(announcedDate).plusDays(1);
        return date.isBefore(earliest) ? earliest : date;
    }

    private String approveOwn() {
        var answer = api.post(HEITOR, "/eol/announcements/" + announcement + "/approval", Map.of());
        if (answer.status() != 403 && answer.status() != 409) throw new NotSeen("a refused approval: " + answer);
        return answer.text("/title");
    }

    private String approve() {
        api.post(IARA, "/eol/announcements/" + announcement + "/approval", Map.of()).must(200, "the approval");
        return topics.await(Instant.now().plus(STEP_TIMEOUT), "EolAnnounced or EolRescheduled", EolEvent.class,
                event -> event.productId().equals(PRODUCT)).event().getClass().getSimpleName();
    }

    private String awaitNotices() {
        var notified = new ArrayList<String>();
        for (var customer : api.get(IARA, "/customers").must(200, "the customers").body().path("items")) {
            if (customer.path("installations").valueStream()
                    .noneMatch(each -> each.path("productId").asString("").equals(PRODUCT)))
                continue;
            for (var contact : customer.path("contacts"))
                notified.add(awaitNotice(contact.path("email").asString(), contact.path("language").asString()));
        }
        if (notified.isEmpty()) throw new NotSeen("a customer with " + PRODUCT);
        return String.join(", ", notified);
    }

    private String awaitNotice(String email, String language) {
        var mailbox = contacts.get(email);
        if (mailbox == null) throw new NotSeen("a mailbox for the affected contact " + email);
        mailbox.await(Instant.now().plus(STEP_TIMEOUT), "the end-of-life notice in " + language,
                mail -> List.of("eol-announced", "eol-rescheduled").contains(mail.template())
                        && mail.language().equals(language));
        return email + " (" + language + ")";
    }
}
