package io.amparo.notification.campaign;

import io.amparo.notification.delivery.CampaignMails;
import io.amparo.notification.delivery.CampaignMails.Counts;
import io.amparo.platform.web.Cursor;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The proof board of an announcement: each contact with what has become of its notice (R10.6). */
final class NoticeProofs {
    private static final int PAGE_SIZE = 200;

    /** Totals of a board. */
    record Summary(Counts mails, int read, int acknowledged) {}

    private final Campaigns campaigns;
    private final CampaignMails mails;
    private final Reactions reactions;
    private final ZoneId vendorZone;

    NoticeProofs(Campaigns campaigns, CampaignMails mails, Reactions reactions, ZoneId vendorZone) {
        this.campaigns = campaigns;
        this.mails = mails;
        this.reactions = reactions;
        this.vendorZone = vendorZone;
    }

    ZoneId vendorZone() {
        return vendorZone;
    }

    /** Returns the campaign of the announcement; empty if the announcement is unknown or not approved. */
    Optional<Campaign> campaignOf(String announcementId) {
        return campaigns.announcing(announcementId);
    }

    Instant deadline(Campaign campaign) {
        return NoticePeriod.deadline(campaign.notice(), vendorZone);
    }

    /** Returns proofs, the newest mail first, after the given one. */
    List<NoticeProof> page(Campaign campaign, @Nullable Cursor after, int limit) {
        var page = mails.page(campaign.id(), after, limit);
        var known = reactions.of(campaign.notice().announcementId(), page);
        var deadline = deadline(campaign);
        return page.stream().map(mail -> NoticeProof.of(mail, known.get(mail.recipient().id()), deadline)).toList();
    }

    /** Passes the pages of the whole board, so that one page is in memory. */
    void forEachPage(Campaign campaign, Consumer<List<NoticeProof>> reader) {
        List<NoticeProof> page = List.of();
        do {
            var after = page.isEmpty() ? null : Cursor.parse(CampaignMails.position(page.getLast().mail()));
            page = page(campaign, after, PAGE_SIZE);
            if (!page.isEmpty()) reader.accept(page);
        } while (page.size() == PAGE_SIZE);
    }

    Summary summary(Campaign campaign) {
        var announcementId = campaign.notice().announcementId();
        return new Summary(mails.count(campaign.id(), deadline(campaign)), reactions.countRead(announcementId),
                reactions.countAcknowledged(announcementId));
    }
}
