package io.amparo.notification.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.audience.Customer;
import io.amparo.notification.audience.Customer.Installation;
import io.amparo.notification.audience.Recipient;
import io.amparo.notification.campaign.Notice.Migration;
import io.amparo.notification.campaign.Notice.Product;
import io.amparo.notification.signature.MailSigner;
import io.amparo.notification.signature.SignedToken;
import io.amparo.platform.store.EventOrigin;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CampaignTest {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Campaign CAMPAIGN = Campaign.of("c1", new EventOrigin("/amparo/eol-service#a/1/0", null, null), NOW,
            new Notice("eol-announced", "a", new Product("opmon-8", "OpMon 8"), LocalDate.of(2027, 12, 31), null, "too old",
                    new Migration("opmon-9", "upgrade to 9.2"), null));

    private static final NoticeLinks LINKS = new NoticeLinks(new SignedToken(new MailSigner(() -> new byte[32]), "notice"),
            "https://support.example");

    private static Customer customer(String id, String product, String... emails) {
        return new Customer(id, id, UTC,
                Arrays.stream(emails).map(email -> new Recipient(email, email, email, "en", UTC)).toList(),
                List.of(new Installation(product, "8.9"), new Installation(product, "8.8"), new Installation("other", "1.0")),
                List.of());
    }

    @Test
    void campaign_advances_page_by_page_until_a_page_is_not_full() {
        assertThat(CAMPAIGN.begin(NOW).dueAt()).isEqualTo(NOW);

        var first = CAMPAIGN.advance("", List.of(customer("a", "opmon-8"), customer("b", "opmon-8")), 2, NOW);
        assertThat(first.state().cursor()).isEqualTo("b");
        assertThat(first.dueAt()).isEqualTo(NOW);

        var last = first.state().advance("b", List.of(customer("c", "opmon-8")), 2, NOW);
        assertThat(last.state().cursor()).isEqualTo("c");
        assertThat(last.state().complete()).isTrue();
        assertThat(last.dueAt()).isNull();
    }

    @Test
    void full_last_page_is_followed_by_an_empty_page() {
        var full = CAMPAIGN.advance("", List.of(customer("a", "opmon-8")), 1, NOW).state();

        var end = full.advance("a", List.of(), 1, NOW);

        assertThat(end.state().complete()).isTrue();
        assertThat(end.state().cursor()).isEqualTo("a");
    }

    @Test
    void page_already_processed_by_another_instance_changes_nothing() {
        var done = CAMPAIGN.advance("", List.of(customer("a", "opmon-8"), customer("b", "opmon-8")), 2, NOW).state();

        assertThat(done.advance("", List.of(customer("a", "opmon-8")), 2, NOW).state()).isEqualTo(done);
        var complete = done.advance("b", List.of(), 2, NOW).state();
        assertThat(complete.advance("b", List.of(customer("z", "opmon-8")), 2, NOW).dueAt()).isNull();
    }

    @Tag("R10.6")
    @Test
    void each_contact_of_an_affected_customer_is_mailed_and_no_other() {
        assertThat(CAMPAIGN.mailsTo(customer("acme", "opmon-8", "ana@acme.example", "bruno@acme.example"), LINKS))
                .extracting(mail -> mail.recipient().email()).containsExactly("ana@acme.example", "bruno@acme.example");
        assertThat(CAMPAIGN.mailsTo(customer("acme", "opmon-9", "ana@acme.example"), LINKS)).isEmpty();
    }

    @Tag("R10.5")
    @Test
    void notice_has_date_reason_successor_migration_path_and_versions() {
        var model = CAMPAIGN.mailsTo(customer("acme", "opmon-8", "ana@acme.example"), LINKS).findFirst().orElseThrow().model();

        assertThat(model.facts()).containsEntry("endOfLife", LocalDate.of(2027, 12, 31)).containsEntry("reason", "too old")
                .containsEntry("successor", "opmon-9").containsEntry("migrationPath", "upgrade to 9.2")
                .containsEntry("versions", "8.9, 8.8").doesNotContainKey("previousEndOfLife");
    }
}
