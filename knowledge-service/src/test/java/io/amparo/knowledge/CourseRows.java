package io.amparo.knowledge;

import static io.amparo.knowledge.CourseFixture.COURSES;
import static io.amparo.knowledge.CourseFixture.FINAL;
import static io.amparo.knowledge.CourseFixture.answers;
import static io.amparo.knowledge.CourseFixture.assessment;
import static io.amparo.knowledge.CourseFixture.content;
import static io.amparo.knowledge.CourseFixture.lesson;
import static io.amparo.knowledge.CourseFixture.lessonWith;
import static io.amparo.knowledge.CourseFixture.upload;
import static io.amparo.testkit.ApiClients.location;
import static io.amparo.testkit.SecurityRow.of;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.CallerKind;
import io.amparo.testkit.Persona;
import io.amparo.testkit.SecurityRow;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;

/** Courses in the security matrix: everyone who is signed in learns (R4.1), the staff writes and teaches. */
final class CourseRows {
    private static final String COURSE = COURSES + "/{id}";
    private static final String ATTEMPTS = COURSE + "/assessments/{assessmentId}/attempts";
    private static final byte[] TEXT = "text".getBytes(UTF_8);
    private static final Map<String, Object> CONTENT = content("Matriz", Map.of("assessments", List.of(assessment())));

    private final ApiClients api;
    private final CourseFixture courses;

    CourseRows(ApiClients api) {
        this.api = api;
        this.courses = new CourseFixture(api);
    }

    List<SecurityRow> all() {
        var course = courses.publish("Matriz lida", CONTENT);
        var file = courses.upload(course, "a.txt", TEXT);
        var lessons = List.of(lessonWith("um", file), lesson("dois", "Texto"));
        courses.revise(course, content("Matriz lida", Map.of("lessons", lessons, "assessments", List.of(assessment()))))
                .expectStatus().isOk();
        courses.changeState(course, "PUBLISHED").expectStatus().isOk();
        var anyone = CallerKind.signedIn();
        var staff = CallerKind.staff();
        return List.of(of("GET", COURSES).allows(anyone).andReader(), of("POST", COURSES).sending(CONTENT).allows(staff),
                of("GET", COURSE).at(() -> course).allows(anyone).andReader(),
                of("PUT", COURSE).at(this::draft).sending(CONTENT).matchingVersion().allows(staff),
                of("PUT", COURSE + "/state").at(() -> draft() + "/state").sending(Map.of("state", "PUBLISHED"))
                        .matchingVersionOf(path -> path.replace("/state", "")).allows(staff),
                of("GET", COURSE + "/draft").at(() -> course + "/draft").allows(staff).andReader(),
                of("GET", COURSE + "/versions").at(() -> course + "/versions").allows(staff).andReader(),
                of("GET", COURSE + "/versions/{revision}").at(() -> course + "/versions/1").allows(staff).andReader(),
                of("GET", COURSE + "/lessons/{lessonId}").at(() -> course + "/lessons/um").allows(anyone).andReader(),
                of("POST", COURSE + "/files").at(() -> course + "/files").sending(_ -> upload("a.txt", TEXT))
                        .as(MediaType.MULTIPART_FORM_DATA).allows(staff),
                of("GET", COURSE + "/files/{fileId}/link").at(() -> course + "/files/" + file + "/link").allows(anyone)
                        .andReader(),
                of("GET", "/api/v1/course-files/{id}").at(() -> courses.link(Persona.DAVI, course, file))
                        .allows(CallerKind.everyone()),
                of("GET", COURSE + "/learners").at(() -> course + "/learners").allows(staff).andReader(),
                of("GET", COURSE + "/learners/summary").at(() -> course + "/learners/summary").allows(staff).andReader(),
                of("GET", "/api/v1/enrolments").allows(anyone).andReader(),
                of("GET", COURSE + "/enrolment").at(() -> course + "/enrolment").allows(anyone).andReader(),
                of("PUT", COURSE + "/enrolment").at(() -> course + "/enrolment").allows(anyone),
                of("PUT", COURSE + "/enrolment/position").at(caller -> begun(course, caller) + "/enrolment/position")
                        .sending(Map.of("lesson", "um", "seconds", 12)).allows(anyone),
                of("PUT", COURSE + "/enrolment/revision").at(caller -> begun(course, caller) + "/enrolment/revision")
                        .sending(Map.of("revision", 2)).allows(anyone),
                of("PUT", COURSE + "/lessons/{lessonId}/completion")
                        .at(caller -> begun(course, caller) + "/lessons/um/completion").allows(anyone),
                of("GET", ATTEMPTS).at(() -> course + FINAL).allows(anyone).andReader(),
                of("POST", ATTEMPTS).at(caller -> begun(course, caller) + FINAL).allows(anyone),
                of("PUT", ATTEMPTS + "/{number}/answers").at(caller -> attempted(course, caller) + FINAL + "/1/answers")
                        .sending(answers("a", "12.5")).allows(anyone),
                of("GET", "/api/v1/xapi/statements").allows(anyone).andReader());
    }

    private String draft() {
        return location(courses.create("Matriz", CONTENT).expectStatus().isCreated());
    }

    /** Returns the course, which this caller has begun. */
    private String begun(String course, CallerKind caller) {
        ForumRows.client(api, caller).put().uri(course + "/enrolment").exchange().expectStatus().isOk();
        return course;
    }

    /** Returns the course, at whose assessment this caller has begun an attempt. */
    private String attempted(String course, CallerKind caller) {
        ForumRows.client(api, caller).post().uri(begun(course, caller) + FINAL).exchange();
        return course;
    }
}
