package io.amparo.knowledge.course;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.knowledge.course.Course.State;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Store of courses. */
public final class Courses extends AggregateStore<Course, KnowledgeEvent> {

    private static final List<String> OUTLINE = List.of("state", "outline");

    /** Conditions of a list; null, or no value of a set, means any value. */
    record Filter(@Nullable Set<State> states, @Nullable String product, @Nullable String language, @Nullable String tag) {}

    Courses(Outbox outbox) {
        super(outbox, "courses", new IndexModel(Indexes.ascending("state.updatedAt")),
                new IndexModel(Indexes.ascending("state.state", "_id")));
    }

    /** Returns a page by id that starts after the given id; null starts at the beginning. */
    List<CourseOutline> page(Filter filter, @Nullable String afterId, int limit) {
        var conditions = new ArrayList<Bson>(List.of(gt("_id", afterId == null ? "" : afterId)));
        var states = filter.states();
        if (states != null && !states.isEmpty()) conditions.add(in("state.state", states.stream().map(Enum::name).toList()));
        if (filter.product() != null) conditions.add(eq("state.product", filter.product()));
        if (filter.language() != null) conditions.add(eq("state.language", filter.language()));
        if (filter.tag() != null) conditions.add(eq("state.tags", filter.tag()));
        return aggregate(Aggregates.match(and(conditions)), Aggregates.sort(Sorts.ascending("_id")), Aggregates.limit(limit),
                Aggregates.project(Projections.include("state.outline"))).stream()
                .map(found -> CourseCodec.outline(found.getEmbedded(OUTLINE, Document.class))).toList();
    }

    /** Returns courses updated at or after the given instant, by id. Served by the index on {@code updatedAt}. */
    List<Versioned<Course>> changedSince(Instant since, String afterId, int limit) {
        return query(and(gte("state.updatedAt", since), gt("_id", afterId)), Sorts.ascending("_id"), limit);
    }

    @Override
    protected Document write(Course course) {
        return CourseCodec.encode(course);
    }

    @Override
    protected Course read(Document state) {
        return CourseCodec.decode(state);
    }
}
