package io.amparo.entitlement.obligation;

import io.amparo.entitlement.obligation.RecordEvidence.Found;
import io.amparo.entitlement.policy.DutyEvidence;
import io.amparo.events.Vocabulary.DutyState;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleRead;
import io.amparo.events.knowledge.KnowledgeEvent.CourseCompleted;
import io.amparo.platform.ReadsEvents;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records that a contact of a customer has read an article or completed a course: the customer uses the resources of the vendor
 * (R9.C2). A person without a company shows nothing about a customer.
 */
@ReadsEvents
final class SelfHelpEvidence {
    private final RecordEvidence recordEvidence;

    SelfHelpEvidence(RecordEvidence recordEvidence) {
        this.recordEvidence = recordEvidence;
    }

    void handle(ArticleRead read, String cause) {
        record(read.customerId(), new Evidence(EvidenceSource.ARTICLE, read.slug(), DutyState.MET, "article-read",
                List.of(read.slug()), read.readAt(), read.personId()), cause);
    }

    void handle(CourseCompleted completed, String cause) {
        record(completed.customerId(), new Evidence(EvidenceSource.COURSE, completed.itemId(), DutyState.MET, "course-completed",
                List.of(completed.itemId()), completed.completedAt(), completed.personId()), cause);
    }

    private void record(@Nullable String customerId, Evidence evidence, String cause) {
        if (customerId != null) recordEvidence.handle(customerId, List.of(new Found(DutyEvidence.SELF_HELP, evidence, cause)));
    }
}
