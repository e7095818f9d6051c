package io.amparo.knowledge.course;

import io.amparo.knowledge.course.Course.State;
import io.amparo.platform.Adapter;
import io.amparo.platform.Ids;
import io.amparo.platform.file.ReceivedFile;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/** Inserts published courses as demonstration data. Existing ones are not changed. */
@Adapter
record DemoCourses(Courses courses, CourseFiles files, AddCourseFile addFile, JsonMapper json) {
    private static final String AUTHOR = "demo";
    private static final String PUBLISHER = "OpServices";
    private static final String FILES = "files";

    /** @param demos the fields of {@link CourseRequest}, an {@code id} and the names of {@code files} by their ids */
    void insert(Map<?, ?>[] demos, Instant now) throws IOException {
        for (var demo : demos) {
            var id = String.valueOf(demo.get("id"));
            if (demo.get(FILES) instanceof Map<?, ?> names)
                for (var name : names.entrySet()) addFile(id, name.getKey().toString(), name.getValue().toString());
            var draft = Course.create(id, Ids.uuidOf("demo/" + id), request(demo, json).content(CourseValidator::structureErrors),
                    AUTHOR, now).state();
            courses.insert(id, "demo", draft.changeState(State.PUBLISHED, PUBLISHER, now));
        }
    }

    private void addFile(String courseId, String id, String name) throws IOException {
        if (files.find(id).isEmpty())
            addFile.handle(new AddCourseFile.Command(courseId, id,
                    ReceivedFile.of(name, new ClassPathResource("demo/files/" + name)::getInputStream)));
    }

    static CourseRequest request(Map<?, ?> demo, JsonMapper json) {
        var fields = new LinkedHashMap<Object, Object>(demo);
        fields.remove("id");
        fields.remove(FILES);
        return json.convertValue(fields, CourseRequest.class);
    }
}
