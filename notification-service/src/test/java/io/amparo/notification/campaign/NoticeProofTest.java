package io.amparo.notification.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.audience.Recipient;
import io.amparo.notification.campaign.Notice.Migration;
import io.amparo.notification.campaign.Notice.Product;
import io.amparo.notification.campaign.NoticeProof.Timeliness;
import io.amparo.notification.delivery.CampaignMails.CampaignMail;
import io.amparo.notification.delivery.Receipt;
import io.amparo.notification.delivery.RelatedResource;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R10.6")
class NoticeProofTest {
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    private static final Instant DEADLINE = Instant.parse("2026-12-01T03:00:00Z");
    private static final Instant BEFORE = DEADLINE.minusSeconds(1);

    private static Notice notice(String endOfLife, @Nullable String previous) {
        return new Notice(previous == null ? Notice.ANNOUNCED : Notice.RESCHEDULED, "a", new Product("p", "P"),
                LocalDate.parse(endOfLife), previous == null ? null : LocalDate.parse(previous), null, new Migration(null, null),
                null);
    }

    private static CampaignMail mail(@Nullable Instant sentAt, @Nullable Instant failedAt, @Nullable Receipt receipt) {
        return new CampaignMail("d", "cause", RelatedResource.announcement("a", "P"), Notice.ANNOUNCED,
                new Recipient("c", "c@acme.example", "C", "en", ZONE), BEFORE, sentAt, failedAt, null, receipt);
    }

    private static Timeliness timeliness(CampaignMail mail, @Nullable Instant acknowledgedAt) {
        return NoticeProof.of(mail, new Reaction("a", null, "c", null, acknowledgedAt), DEADLINE).timeliness();
    }

    /** The last day is in time; twelve months from 29 February end on 1 March. */
    @Tag("R10.4")
    @ParameterizedTest
    @CsvSource(textBlock = """
            2027-11-30,           , 2026-12-01T03:00:00Z
            2028-02-28,           , 2027-03-01T03:00:00Z
            2028-02-29,           , 2027-03-01T03:00:00Z
            2029-02-28,           , 2028-02-29T03:00:00Z
            2029-03-01,           , 2028-03-02T03:00:00Z
            2027-12-31, 2027-06-30, 2027-06-30T03:00:00Z
            2027-06-30, 2027-12-31, 2026-07-01T03:00:00Z
            """)
    void notice_is_late_after_the_last_day_from_which_it_is_twelve_months(String endOfLife, @Nullable String previous,
            Instant deadline) {
        assertThat(NoticePeriod.deadline(notice(endOfLife, previous), ZONE)).isEqualTo(deadline);
    }

    @Test
    void sent_mail_informs_until_it_bounces() {
        var bounced = new Receipt(Receipt.Status.BOUNCED, "5.1.1", DEADLINE);
        var delivered = new Receipt(Receipt.Status.DELIVERED, "2.0.0", DEADLINE);

        assertThat(timeliness(mail(BEFORE, null, null), null)).isEqualTo(Timeliness.IN_TIME);
        assertThat(timeliness(mail(BEFORE, null, delivered), null)).isEqualTo(Timeliness.IN_TIME);
        assertThat(timeliness(mail(DEADLINE, null, null), null)).isEqualTo(Timeliness.LATE);
        assertThat(timeliness(mail(null, null, null), null)).isEqualTo(Timeliness.PENDING);
        assertThat(timeliness(mail(BEFORE, null, bounced), null)).isEqualTo(Timeliness.NOT_REACHED);
        assertThat(timeliness(mail(null, BEFORE, null), null)).isEqualTo(Timeliness.NOT_REACHED);
    }

    @Test
    void acknowledgement_proves_more_than_the_mail() {
        assertThat(timeliness(mail(null, BEFORE, null), BEFORE)).isEqualTo(Timeliness.IN_TIME);
        assertThat(timeliness(mail(null, BEFORE, null), DEADLINE)).isEqualTo(Timeliness.LATE);
        assertThat(timeliness(mail(DEADLINE, null, null), BEFORE)).isEqualTo(Timeliness.IN_TIME);
        assertThat(timeliness(mail(BEFORE, null, null), DEADLINE)).isEqualTo(Timeliness.IN_TIME);
    }
}
