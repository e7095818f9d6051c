package io.amparo.knowledge.certificate;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.knowledge.certificate.Certificate.Course;
import io.amparo.knowledge.certificate.Certificate.Holder;
import io.amparo.knowledge.certificate.Certificate.Revocation;
import io.amparo.platform.Ids;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.Cursor;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Store of certificates. The document id follows from the enrolment, so that a course is certified once. */
public final class Certificates extends AggregateStore<Certificate, KnowledgeEvent> {
    private static final String CODE = "state.code";
    private static final String SUBJECT = "state.subject";
    private static final String PERSON = "state.personId";
    private static final String COURSE = "state.courseId";
    private static final String PRODUCT = "state.productId";
    private static final String MAJOR = "state.productMajor";
    private static final String VALID_TO = "state.validTo";
    private static final String ISSUED_AT = "state.issuedAt";

    /** Conditions of a list; null means any value. */
    record Filter(@Nullable String subject, @Nullable String person, @Nullable String course) {}

    Certificates(Outbox outbox) {
        super(outbox, "certificates", new IndexModel(Indexes.ascending(CODE), new IndexOptions().unique(true)),
                new IndexModel(Indexes.ascending(SUBJECT, ISSUED_AT, "_id")),
                new IndexModel(Indexes.ascending(PERSON, ISSUED_AT, "_id")),
                new IndexModel(Indexes.ascending(COURSE, ISSUED_AT, "_id")),
                new IndexModel(Indexes.ascending(PRODUCT, VALID_TO, MAJOR)));
    }

    /** Returns the id of the certificate of an enrolment. */
    static String id(String enrolmentId) {
        return Ids.uuidOf("certificate/" + enrolmentId);
    }

    /** Finds the certificate of an enrolment. */
    public Optional<Versioned<Certificate>> findByEnrolment(String enrolmentId) {
        return find(id(enrolmentId));
    }

    Optional<Versioned<Certificate>> findByCode(CertificateCode code) {
        return query(eq(CODE, code.value()), Sorts.ascending("_id"), 1).stream().findFirst();
    }

    /** Stores a new certificate. Returns false if its enrolment has one, or if another one has its code. */
    boolean add(String id, String cause, Change<Certificate, KnowledgeEvent> change) {
        try {
            return insert(id, cause, change);
        } catch (MongoBulkWriteException e) {
            if (!e.getWriteErrors().stream().allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY)) throw e;
            return false;
        }
    }

    /** Returns a page, newest first. */
    List<Versioned<Certificate>> page(Filter filter, @Nullable Cursor after, int limit) {
        var conditions = new ArrayList<Bson>();
        if (filter.subject() != null) conditions.add(eq(SUBJECT, filter.subject()));
        if (filter.person() != null) conditions.add(eq(PERSON, filter.person()));
        if (filter.course() != null) conditions.add(eq(COURSE, filter.course()));
        if (after != null) {
            var issuedAt = Date.from(after.firstAsInstant());
            conditions.add(or(lt(ISSUED_AT, issuedAt), and(eq(ISSUED_AT, issuedAt), lt("_id", after.second()))));
        }
        return query(and(conditions), Sorts.descending(ISSUED_AT, "_id"), limit);
    }

    static String cursor(Versioned<Certificate> found) {
        return Cursor.of(found.state().issuedAt(), found.id()).toString();
    }

    /** Returns ids of certificates without an end that are about an older major of the product, oldest first. */
    List<String> withoutEnd(String productId, int belowMajor, int limit) {
        return ids(and(eq(PRODUCT, productId), eq(VALID_TO, null), lt(MAJOR, belowMajor)), Sorts.ascending(MAJOR), limit);
    }

    @Override
    protected Document write(Certificate certificate) {
        var holder = certificate.holder();
        var course = certificate.course();
        var validity = certificate.validity();
        var revocation = certificate.revocation();
        return new Document("id", certificate.id()).append("code", certificate.code()).append("subject", holder.subject())
                .append("personId", holder.personId()).append("name", holder.name()).append("customerId", holder.customerId())
                .append("courseId", course.id()).append("courseVersion", course.version()).append("title", course.title())
                .append("language", course.language()).append("productId", course.productId())
                .append("productMajor", course.productMajor()).append("issuedAt", certificate.issuedAt())
                .append("validTo", validity.end() == null ? null : validity.end().lastDay().toString())
                .append("endedByMajor", certificate.endedByMajor()).append("reminded", validity.reminded())
                .append("ended", validity.isEnded()).append("revocation",
                        revocation == null
                                ? null
                                : new Document("at", revocation.at()).append("reason", revocation.reason()).append("by",
                                        revocation.by()));
    }

    @Override
    protected Certificate read(Document state) {
        var validTo = state.getString("validTo");
        var revocation = Optional.ofNullable(state.get("revocation", Document.class))
                .map(found -> new Revocation(found.getDate("at").toInstant(), found.getString("reason"), found.getString("by")));
        return new Certificate(state.getString("id"), state.getString("code"),
                new Holder(state.getString("subject"), state.getString("personId"), state.getString("name"),
                        state.getString("customerId")),
                new Course(state.getString("courseId"), state.getInteger("courseVersion"), state.getString("title"),
                        state.getString("language"), state.getString("productId"), state.getInteger("productMajor")),
                state.getDate("issuedAt").toInstant(),
                new Validity(validTo == null ? null : new MajorEnd(LocalDate.parse(validTo), state.getInteger("endedByMajor")),
                        state.getInteger("reminded"), state.getBoolean("ended")),
                revocation.orElse(null));
    }
}
