package io.amparo.knowledge.xapi;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.platform.Adapter;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Outbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Store of the statements, a document for each; a statement never changes. */
@Adapter
final class Statements {
    private static final String POSITION = "position";
    private static final String SUBJECT = "subject";
    private static final String VERB = "verb";
    /** Follows every id of a statement. */
    private static final String LAST = "~";

    /**
     * Conditions of a list; null means any value.
     *
     * @param subject subject of the learner's token
     * @param since statements stored after this instant
     * @param until statements stored at or before this instant
     */
    record Filter(@Nullable String subject, @Nullable XapiVerb verb, @Nullable Instant since, Instant until) {}

    private final Documents documents;

    Statements(Outbox outbox) {
        documents = new Documents(outbox, "xapi_statements", new IndexModel(Indexes.ascending(POSITION)),
                new IndexModel(Indexes.ascending(SUBJECT, POSITION)), new IndexModel(Indexes.ascending(VERB, POSITION)));
    }

    /** Adds a statement, once. */
    void add(Statement statement) {
        documents.insert(new Document("_id", statement.id()).append(POSITION, statement.position())
                .append(VERB, statement.verb().name()).append("person", statement.person()).append(SUBJECT, statement.subject())
                .append("courseId", statement.courseId()).append("type", statement.type().name()).append("part", statement.part())
                .append("title", statement.title()).append("language", statement.language())
                .append("percent", statement.percent()).append("attempt", statement.attempt()).append("at", statement.at())
                .append("storedAt", statement.storedAt()));
    }

    /**
     * Returns statements in the order of storage.
     *
     * @param afterPosition place of the last statement of the page before; null starts with the first one
     */
    List<Statement> page(Filter filter, boolean ascending, @Nullable String afterPosition, int limit) {
        var conditions = new ArrayList<Bson>(
                List.of(gt(POSITION, ""), lt(POSITION, Statement.position(filter.until()) + "/" + LAST)));
        if (filter.subject() != null) conditions.add(eq(SUBJECT, filter.subject()));
        if (filter.verb() != null) conditions.add(eq(VERB, filter.verb().name()));
        if (filter.since() != null) conditions.add(gt(POSITION, Statement.position(filter.since()) + "/" + LAST));
        if (afterPosition != null) conditions.add(ascending ? gt(POSITION, afterPosition) : lt(POSITION, afterPosition));
        return documents.query(and(conditions), null, ascending ? Sorts.ascending(POSITION) : Sorts.descending(POSITION), limit)
                .stream().map(Statements::decode).toList();
    }

    private static Statement decode(Document stored) {
        return new Statement(stored.getString("_id"), XapiVerb.valueOf(stored.getString(VERB)), stored.getString("person"),
                stored.getString(SUBJECT), stored.getString("courseId"), XapiActivityType.valueOf(stored.getString("type")),
                stored.getString("part"), stored.getString("title"), stored.getString("language"), stored.getInteger("percent"),
                stored.getInteger("attempt"), stored.getDate("at").toInstant(), stored.getDate("storedAt").toInstant());
    }
}
