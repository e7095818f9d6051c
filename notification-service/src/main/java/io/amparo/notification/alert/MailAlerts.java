package io.amparo.notification.alert;

import io.amparo.notification.audience.Audience;
import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.RelatedResource;
import io.amparo.notification.delivery.RequestDelivery.Command;
import io.amparo.notification.notice.Notify;
import io.amparo.notification.roster.OnDuty;
import io.amparo.notification.template.LocalizedCode;
import io.amparo.notification.template.MailModel;
import io.amparo.platform.store.EventOrigin;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Mails the open alerts of a group to the staff on duty: one mail for each person. */
final class MailAlerts {
    private static final int MAX_LINES = 50;

    private final Notify notifier;
    private final OnDuty onDuty;
    private final Audience audience;
    private final Clock clock;

    MailAlerts(Notify notifier, OnDuty onDuty, Audience audience, Clock clock) {
        this.notifier = notifier;
        this.onDuty = onDuty;
        this.audience = audience;
        this.clock = clock;
    }

    /**
     * @param cause the same on every repetition, so that a person gets one mail
     * @param alerts at least one
     * @param isExpired whether an acknowledgement has ended
     */
    void handle(AlertGroup group, String cause, List<Alert> alerts, boolean isExpired) {
        var recipients = new LinkedHashSet<Recipient>();
        alerts.forEach(alert -> recipients.addAll(onDuty.staff(alert.edge().rungs())));
        var first = alerts.getFirst().edge();
        var about = RelatedResource.ticket(first.clock().ticketId(), first.number());
        var priority = alerts.stream().map(alert -> alert.edge().priority()).min(Comparator.naturalOrder()).orElseThrow();
        var lines = alerts.stream().limit(MAX_LINES).map(this::line).toList();
        var model = MailModel.of("sla-alerts").with("number", first.number()).with("count", alerts.size())
                .with("priority", priority).with("alerts", lines).with("expired", isExpired ? true : null)
                .with("dropped", alerts.size() > MAX_LINES ? alerts.size() - MAX_LINES : null);
        var origin = new EventOrigin(cause, null, null);
        for (var recipient : recipients) notifier.handle(new Command(origin, clock.instant(), recipient, about, null, model));
    }

    private Map<String, Object> line(Alert alert) {
        var edge = alert.edge();
        return MailModel.of("alert").with("alertNumber", edge.number())
                .with("alertMetric", new LocalizedCode("metric", edge.clock().metric())).with("alertPercent", edge.percent())
                .with("alertDueAt", edge.dueAt())
                .with("alertCustomer", audience.nameOf(edge.customerId()).orElse(edge.customerId())).facts();
    }
}
