package io.amparo.entitlement.obligation;

import io.amparo.entitlement.obligation.RecordEvidence.Found;
import io.amparo.entitlement.policy.DutyEvidence;
import io.amparo.events.Vocabulary.DutyState;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleRead;
import io.amparo.platform.ReadsEvents;
import java.util.List;

/** Records that a contact of a customer has read an article: the customer uses the resources of the vendor (R9.C2). */
@ReadsEvents
final class ArticleEvidence {
    private final RecordEvidence recordEvidence;

    ArticleEvidence(RecordEvidence recordEvidence) {
        this.recordEvidence = recordEvidence;
    }

    /** A reader without a company shows nothing about a customer. */
    void handle(ArticleRead read, String cause) {
        if (read.customerId() == null) return;
        var evidence = new Evidence(EvidenceSource.ARTICLE, read.slug(), DutyState.MET, "article-read", List.of(read.slug()),
                read.readAt(), read.personId());
        recordEvidence.handle(read.customerId(), List.of(new Found(DutyEvidence.SELF_HELP, evidence, cause)));
    }
}
