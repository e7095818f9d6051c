package io.amparo.notification.ticket;

import io.amparo.notification.audience.Recipient;
import io.amparo.notification.template.LocalizedCode;
import io.amparo.notification.template.MailModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rungs of a ticket that one event of the SLA engine announces. Each person gets one mail about the rungs that escalate to
 * them; the most severe one gives the mail its subject.
 *
 * @param facts the facts of the ticket that every mail shows
 * @param rungs the most severe first
 */
record SlaEscalation(Map<String, Object> facts, List<Rung> rungs) {
    private static final int BREACH = 100;

    /**
     * A warning or breach of one clock, or the withdrawal of a breach.
     *
     * @param dueAt when the SLA will be or was breached; null during a pause without end
     * @param warnedAt when the warning was due; null if unknown
     * @param to roles to escalate to; null for all
     */
    record Rung(String metric, int percent, boolean withdrawn, @Nullable Instant dueAt, @Nullable Instant warnedAt,
            @Nullable List<String> to) {

        private String template() {
            return withdrawn ? "sla-withdrawn" : percent == BREACH ? "sla-breach" : "sla-warning";
        }

        private MailModel lead(Map<String, Object> ticketFacts) {
            return new MailModel(template(), ticketFacts).with("metric", localizedMetric()).with("percent", percent)
                    .with("dueAt", dueAt).with("warnedAt", warnedAt);
        }

        /** Names differ from those of the leading rung, because a template resolves a missing name in the outer facts. */
        private Map<String, Object> toFacts() {
            var model = MailModel.of("other").with("otherMetric", localizedMetric()).with("otherDueAt", dueAt);
            if (withdrawn) return model.with("otherWithdrawn", true).facts();
            return (percent == BREACH ? model.with("otherBreached", true) : model.with("otherPercent", percent)).facts();
        }

        private LocalizedCode localizedMetric() {
            return new LocalizedCode("metric", metric);
        }
    }

    /** Returns the content of the mail of each person, without name and vendor. */
    Map<Recipient, MailModel> mails(Function<@Nullable List<String>, List<Recipient>> staff) {
        var rungsByPerson = new LinkedHashMap<Recipient, List<Rung>>();
        for (var rung : rungs)
            for (var person : staff.apply(rung.to())) rungsByPerson.computeIfAbsent(person, _ -> new ArrayList<>()).add(rung);
        var mails = new LinkedHashMap<Recipient, MailModel>();
        rungsByPerson.forEach((person, all) -> mails.put(person, mail(all)));
        return mails;
    }

    private MailModel mail(List<Rung> all) {
        var others = all.subList(1, all.size());
        var lead = all.getFirst().lead(facts);
        return others.isEmpty() ? lead : lead.with("hasOthers", true).with("others", others.stream().map(Rung::toFacts).toList());
    }
}
