package io.amparo.entitlement.obligation;

import io.amparo.entitlement.message.LocalizedMessages;
import io.amparo.entitlement.policy.SupportPolicy.Duty;
import io.amparo.events.Vocabulary;
import io.amparo.events.Vocabulary.DutyState;
import io.amparo.events.Vocabulary.TicketSide;
import io.amparo.platform.Adapter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A duty of the policy with its state for one customer, in the caller's language. */
@Adapter
record ObligationResponse(@Schema(description = "Code of the duty in the support policy", example = "C5") String code,
        @Schema(description = "Whose duty it is") TicketSide party, String clause, String text,
        @Schema(description = "What the policy attaches to the duty if it is not met") Vocabulary.DutyEffect effect,
        @Schema(description = "UNKNOWN never has an effect") DutyState state,
        @Schema(description = "Since when the state is as it is; none if it is unknown") @Nullable Instant assessedAt,
        @Schema(description = "Person id of who assessed it; none if the evidence decides") @Nullable String assessedBy,
        @Schema(description = "Newest first; a list of duties has the 3 newest, one duty the 20 newest") List<EvidenceJson> evidence,
        @Schema(description = "Number of recorded facts") int evidenceCount,
        @Schema(description = "Assessments by people, newest first, the 20 newest; only of one duty") @Nullable List<AssessmentJson> history) {

    private static final int LISTED_EVIDENCE = 3;

    /** A recorded fact. */
    record EvidenceJson(EvidenceSource source, @Schema(description = "What the fact shows") DutyState state, String note,
            Instant at, @Schema(description = "Person id; none if no person caused it") @Nullable String by,
            EvidenceAbout about) {
        static EvidenceJson of(Evidence evidence, LocalizedMessages messages) {
            return new EvidenceJson(evidence.source(), evidence.state(),
                    messages.get("evidence." + evidence.code(), evidence.details()), evidence.at(), evidence.by(),
                    new EvidenceAbout(evidence.source(), evidence.about()));
        }
    }

    /** What a fact is about. */
    record EvidenceAbout(EvidenceSource type,
            @Schema(description = "Number of the ticket, slug of the article, or id of the installation or approval") String id) {}

    /** The judgement of a person. */
    record AssessmentJson(DutyState state, String note, Instant at,
            @Schema(description = "Person id of who assessed it") String by,
            @Schema(description = "Last day on which it counts; none for no end") @Nullable LocalDate validTo) {
        static AssessmentJson of(Assessment assessment) {
            return new AssessmentJson(assessment.state(), assessment.note(), assessment.at(), assessment.by(),
                    assessment.validTo());
        }
    }

    static ObligationResponse listed(Duty duty, Obligation obligation, LocalizedMessages messages, Locale language, Instant now) {
        return of(duty, obligation, LISTED_EVIDENCE, null, messages, language, now);
    }

    static ObligationResponse whole(Duty duty, Obligation obligation, LocalizedMessages messages, Locale language, Instant now) {
        return of(duty, obligation, Obligation.KEPT_EVIDENCE, obligation.history().stream().map(AssessmentJson::of).toList(),
                messages, language, now);
    }

    private static ObligationResponse of(Duty duty, Obligation obligation, int evidence, @Nullable List<AssessmentJson> history,
            LocalizedMessages messages, Locale language, Instant now) {
        return new ObligationResponse(duty.code(), duty.party(), duty.clause(), duty.text().in(language), duty.effect(),
                obligation.stateAt(now), obligation.assessedAt(now),
                obligation.assessmentAt(now).map(Assessment::by).orElse(null),
                obligation.evidence().stream().limit(evidence).map(each -> EvidenceJson.of(each, messages)).toList(),
                obligation.recorded(), history);
    }
}
