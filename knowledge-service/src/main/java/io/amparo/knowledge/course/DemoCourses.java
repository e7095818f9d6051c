package io.amparo.knowledge.course;

import io.amparo.knowledge.course.Course.State;
import io.amparo.platform.Adapter;
import io.amparo.platform.Ids;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Inserts published courses as demonstration data. Existing ones are not changed. */
@Adapter
record DemoCourses(Courses courses, JsonMapper json) {
    private static final String AUTHOR = "demo";
    private static final String PUBLISHER = "OpServices";

    /** @param demos the fields of {@link CourseRequest} and an {@code id} */
    void insert(Map<?, ?>[] demos, Instant now) {
        for (var demo : demos) {
            var id = String.valueOf(demo.get("id"));
            var draft = Course.create(id, Ids.uuidOf("demo/" + id), request(demo, json).content(CourseValidator::structureErrors),
                    AUTHOR, now).state();
            courses.insert(id, "demo", draft.changeState(State.PUBLISHED, PUBLISHER, now));
        }
    }

    static CourseRequest request(Map<?, ?> demo, JsonMapper json) {
        var fields = new LinkedHashMap<Object, Object>(demo);
        fields.remove("id");
        return json.convertValue(fields, CourseRequest.class);
    }
}
