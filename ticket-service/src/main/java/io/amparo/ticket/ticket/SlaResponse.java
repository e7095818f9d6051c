package io.amparo.ticket.ticket;

import io.amparo.events.Vocabulary;
import io.amparo.platform.web.OneOf;
import io.amparo.ticket.sla.Sla;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The SLA definition of a ticket with the state of its clocks.
 *
 * @param zone IANA zone of the calendar
 * @param pauseRules which statuses pause which clocks (R1.3); empty if none does, null if unknown
 * @param pausedStatus the ticket status that pauses the clocks; null while they run
 */
record SlaResponse(String plan, int planVersion, String calendar, String zone, @Nullable List<PauseRuleResponse> pauseRules,
        @OneOf(Vocabulary.TicketStatus.class) @Nullable String pausedStatus, List<Sla.Objective> objectives) {

    /** Returns a text of the bundle in the language of the caller. */
    @FunctionalInterface
    interface Texts {
        String get(String key, Object... arguments);
    }

    /**
     * A status that pauses clocks.
     *
     * @param longestPause ISO 8601 duration of elapsed time after which a pause ends; null for never
     * @param text the rule in the language of the caller, as the receipt has it
     */
    record PauseRuleResponse(@OneOf(Vocabulary.TicketStatus.class) String status,
            @OneOf(Vocabulary.Metric.class) List<String> metrics, @Nullable String longestPause, String text) {

        private static PauseRuleResponse of(Sla.PauseRule rule, Texts texts) {
            var metrics = rule.metrics().stream().map(metric -> texts.get("metric." + metric)).collect(Collectors.joining(", "));
            var longest = rule.longestPause() == null ? "" : ", " + texts.get("pause.longest", text(rule.longestPause()));
            return new PauseRuleResponse(rule.status(), rule.metrics(), rule.longestPause(),
                    metrics + ": " + texts.get("pause." + rule.status()) + longest);
        }

        /** Returns a duration as mails have it. */
        private static String text(String iso) {
            var duration = Duration.parse(iso);
            var parts = new ArrayList<String>();
            if (duration.toHours() > 0) parts.add(duration.toHours() + " h");
            if (duration.toMinutesPart() > 0) parts.add(duration.toMinutesPart() + " min");
            if (duration.toSecondsPart() > 0 || parts.isEmpty()) parts.add(duration.toSecondsPart() + " s");
            return String.join(" ", parts);
        }
    }

    static SlaResponse of(Sla sla, Texts texts) {
        var rules = sla.pauseRules();
        return new SlaResponse(sla.plan(), sla.planVersion(), sla.calendar(), sla.zone(),
                rules == null ? null : rules.stream().map(rule -> PauseRuleResponse.of(rule, texts)).toList(), sla.pausedStatus(),
                sla.objectives());
    }
}
