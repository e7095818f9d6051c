package io.amparo.knowledge.enrolment;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.knowledge.enrolment.AttemptResult.Grade;
import io.amparo.knowledge.enrolment.Enrolment.Completion;
import io.amparo.knowledge.enrolment.Enrolment.Position;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.Cursor;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Store of enrolments, one for each person and course. */
final class Enrolments extends AggregateStore<Enrolment, KnowledgeEvent> {
    private static final String ENROLLED_AT = "state.enrolledAt";
    private static final String COURSE = "state.courseId";
    private static final String SUBJECT = "state.learner.subject";
    private static final Bson NEWEST_FIRST = Sorts.orderBy(Sorts.descending(ENROLLED_AT), Sorts.ascending("_id"));

    Enrolments(Outbox outbox) {
        super(outbox, "enrolments", new IndexModel(Indexes.compoundIndex(Indexes.ascending(COURSE), NEWEST_FIRST)),
                new IndexModel(Indexes.compoundIndex(Indexes.ascending(SUBJECT), NEWEST_FIRST)));
    }

    Optional<Versioned<Enrolment>> find(String courseId, String subject) {
        return find(Enrolment.id(courseId, subject));
    }

    /** Returns the enrolments of a course, newest first. */
    List<Versioned<Enrolment>> ofCourse(String courseId, @Nullable Cursor after, int limit) {
        return page(eq(COURSE, courseId), after, limit);
    }

    /** Returns the enrolments of a person, newest first. */
    List<Versioned<Enrolment>> ofSubject(String subject, @Nullable Cursor after, int limit) {
        return page(eq(SUBJECT, subject), after, limit);
    }

    private List<Versioned<Enrolment>> page(Bson filter, @Nullable Cursor after, int limit) {
        if (after == null) return query(filter, NEWEST_FIRST, limit);
        var at = after.firstAsInstant();
        return query(and(filter, or(lt(ENROLLED_AT, at), and(eq(ENROLLED_AT, at), gt("_id", after.second())))), NEWEST_FIRST,
                limit);
    }

    static String cursor(Versioned<Enrolment> found) {
        return Cursor.of(found.state().enrolledAt(), found.id()).toString();
    }

    @Override
    protected Document write(Enrolment e) {
        var learner = e.learner();
        var position = e.position();
        return new Document("id", e.id()).append("courseId", e.courseId())
                .append("learner",
                        new Document("subject", learner.subject()).append("person", learner.person())
                                .append("name", learner.name()).append("customerId", learner.customerId()))
                .append("revision", e.revision()).append("enrolledAt", e.enrolledAt())
                .append("lessons", e.lessons().stream().sorted().toList())
                .append("position",
                        position == null ? null : new Document("lesson", position.lesson()).append("seconds", position.seconds()))
                .append("attempts", e.attempts().stream().map(Enrolments::encode).toList())
                .append("completions",
                        e.completions().stream()
                                .map(each -> new Document("revision", each.revision()).append("percent", each.percent())
                                        .append("at", each.at()).append("certificate", each.certificate()))
                                .toList())
                .append("updatedAt", e.updatedAt());
    }

    private static Document encode(AttemptResult attempt) {
        var grade = attempt.grade();
        return new Document("assessment", attempt.assessmentId()).append("number", attempt.number())
                .append("revision", attempt.revision()).append("begunAt", attempt.begunAt()).append("grade",
                        grade == null
                                ? null
                                : new Document("percent", grade.percent()).append("passed", grade.passed())
                                        .append("right", grade.right()).append("wrong", grade.wrong()).append("at", grade.at()));
    }

    @Override
    protected Enrolment read(Document state) {
        var learner = state.get("learner", Document.class);
        var position = state.get("position", Document.class);
        return new Enrolment(state.getString("id"), state.getString("courseId"),
                new Learner(learner.getString("subject"), learner.getString("person"), learner.getString("name"),
                        learner.getString("customerId")),
                state.getInteger("revision"), state.getDate("enrolledAt").toInstant(),
                new HashSet<>(state.getList("lessons", String.class)),
                position == null ? null : new Position(position.getString("lesson"), position.getInteger("seconds")),
                state.getList("attempts", Document.class).stream().map(Enrolments::attempt).toList(),
                state.getList("completions", Document.class).stream()
                        .map(each -> new Completion(each.getInteger("revision"), each.getInteger("percent"),
                                each.getDate("at").toInstant(), each.getString("certificate")))
                        .toList(),
                state.getDate("updatedAt").toInstant());
    }

    private static AttemptResult attempt(Document stored) {
        var grade = stored.get("grade", Document.class);
        return new AttemptResult(stored.getString("assessment"), stored.getInteger("number"), stored.getInteger("revision"),
                stored.getDate("begunAt").toInstant(),
                grade == null
                        ? null
                        : new Grade(grade.getInteger("percent"), grade.getBoolean("passed"), grade.getList("right", String.class),
                                grade.getList("wrong", String.class), grade.getDate("at").toInstant()));
    }
}
