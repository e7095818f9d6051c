package io.amparo.knowledge.xapi;

import io.amparo.platform.Adapter;
import io.amparo.platform.web.OneOf;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A statement as xAPI 1.0.3 defines it (Data, 2.4). */
@Adapter
record XapiStatementJson(@Schema(description = "UUID") String id, ActorJson actor, VerbJson verb, ObjectJson object,
        @Nullable ResultJson result, ContextJson context, @Schema(description = "Instant of what happened") Instant timestamp,
        @Schema(description = "Instant from which the statement can be read") Instant stored,
        @Schema(description = "Version of xAPI", example = "1.0.3") String version) {
    static final String VERSION = "1.0.3";
    private static final String ENGLISH = "en";

    /** Who: an agent with an account. No address of a person is exported. */
    @Adapter
    record ActorJson(@OneOf(ObjectType.class) String objectType, AccountJson account) {}

    /** An account of this system. */
    @Adapter
    record AccountJson(String homePage, @Schema(description = "Person id") String name) {}

    /** Kinds of objects of a statement. */
    enum ObjectType {
        AGENT("Agent"), ACTIVITY("Activity");

        private final String text;

        ObjectType(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** What the person did. */
    @Adapter
    record VerbJson(@OneOf(XapiVerb.class) String id,
            @Schema(description = "Its name by language") Map<String, String> display) {}

    /** The course, lesson or assessment. */
    @Adapter
    record ObjectJson(@OneOf(ObjectType.class) String objectType, @Schema(description = "IRI") String id,
            @Nullable DefinitionJson definition) {}

    /** What the object is. */
    @Adapter
    record DefinitionJson(
            @Schema(description = "Title of the course, lesson or assessment by language; missing if the version that the person "
                    + "learns does not have it") @Nullable Map<String, String> name,
            @OneOf(XapiActivityType.class) String type) {}

    /** The result of an assessment, or of a course with assessments. */
    @Adapter
    record ResultJson(@Nullable ScoreJson score, @Nullable Boolean success, boolean completion) {}

    /** A result: {@code scaled} from 0 to 1, {@code raw} in percent. */
    @Adapter
    record ScoreJson(double scaled, int raw, int min, int max) {
        static ScoreJson of(int percent) {
            return new ScoreJson(percent / 100.0, percent, 0, 100);
        }
    }

    /** Where it happened. */
    @Adapter
    record ContextJson(String platform, String language, @Nullable ContextActivitiesJson contextActivities) {}

    /** The course of a lesson or an assessment. */
    @Adapter
    record ContextActivitiesJson(List<ObjectJson> parent) {}

    static XapiStatementJson of(Statement statement, String homePage) {
        var course = homePage + "/api/v1/courses/" + statement.courseId();
        var part = statement.part();
        var id = switch (statement.type()) {
            case COURSE -> course;
            case LESSON -> course + "/lessons/" + part;
            case ASSESSMENT -> course + "/assessments/" + part;
        };
        var activity = ObjectType.ACTIVITY.toString();
        return new XapiStatementJson(statement.id(),
                new ActorJson(ObjectType.AGENT.toString(), new AccountJson(homePage, statement.person())),
                new VerbJson(statement.verb().toString(), Map.of(ENGLISH, statement.verb().display())),
                new ObjectJson(activity, id, new DefinitionJson(name(statement), statement.type().toString())), result(statement),
                new ContextJson("Amparo", statement.language(),
                        part == null ? null : new ContextActivitiesJson(List.of(new ObjectJson(activity, course, null)))),
                statement.at(), statement.storedAt(), VERSION);
    }

    private static @Nullable Map<String, String> name(Statement statement) {
        var title = statement.title();
        return title == null ? null : Map.of(statement.language(), title);
    }

    private static @Nullable ResultJson result(Statement statement) {
        var percent = statement.percent();
        var score = percent == null ? null : ScoreJson.of(percent);
        return switch (statement.verb()) {
            case INITIALIZED -> null;
            case COMPLETED -> new ResultJson(score, null, true);
            case PASSED -> new ResultJson(score, true, true);
            case FAILED -> new ResultJson(score, false, true);
        };
    }
}
