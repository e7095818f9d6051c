package io.amparo.knowledge.enrolment;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.Sorts;
import io.amparo.knowledge.assessment.AssessmentCodec;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.Cursor;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Store of the attempts with their questions and answers, which are too large for their enrolment. They emit no events. */
final class Attempts extends AggregateStore<LearnerAttempt, Void> {
    private static final String LAST = "~";

    Attempts(Outbox outbox) {
        super(outbox.withoutEvents(), "attempts");
    }

    /**
     * Returns the attempts of a learner at an assessment, newest first.
     *
     * @param after number of the last attempt of the page before; null starts with the newest one
     */
    List<Versioned<LearnerAttempt>> page(String enrolmentId, String assessmentId, @Nullable Integer after, int limit) {
        var first = enrolmentId + "/" + assessmentId + "/";
        // A caller can write any cursor: it must not lead to the attempts of another person.
        var before = after == null ? first + LAST : LearnerAttempt.id(enrolmentId, assessmentId, after);
        return query(and(gt("_id", first), lt("_id", before), eq("state.enrolmentId", enrolmentId)), Sorts.descending("_id"),
                limit);
    }

    static String cursor(Versioned<LearnerAttempt> found) {
        return Cursor.of(null, Integer.toString(found.state().number())).toString();
    }

    @Override
    protected Document write(LearnerAttempt attempt) {
        return new Document("enrolmentId", attempt.enrolmentId()).append("number", attempt.number())
                .append("attempt", AssessmentCodec.encode(attempt.attempt())).append("recorded", attempt.recorded());
    }

    @Override
    protected LearnerAttempt read(Document state) {
        return new LearnerAttempt(state.getString("enrolmentId"), state.getInteger("number"),
                AssessmentCodec.decodeAttempt(state.get("attempt", Document.class)), state.getBoolean("recorded"));
    }
}
