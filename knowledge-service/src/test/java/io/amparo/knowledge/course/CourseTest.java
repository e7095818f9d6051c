package io.amparo.knowledge.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.events.knowledge.KnowledgeEvent.CourseArchived;
import io.amparo.events.knowledge.KnowledgeEvent.CoursePublished;
import io.amparo.knowledge.assessment.Assessment;
import io.amparo.knowledge.assessment.Assessment.Pool;
import io.amparo.knowledge.assessment.Question.ShortText;
import io.amparo.knowledge.course.Course.State;
import io.amparo.knowledge.course.Lesson.Video;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CourseTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private static Content content(String title) {
        return new Content(title, "Resumo", "pt-BR", "opmon-9", "9", List.of(),
                List.of(new Lesson("um", "Um", 5, "Texto", null, List.of())), List.of(), CompletionRule.LESSONS_AND_ASSESSMENTS);
    }

    private static Course draft() {
        return Course.create("um", "k", content("Um"), "user-FABIO", NOW).state();
    }

    private static Course published() {
        return draft().changeState(State.PUBLISHED, "Fabio", NOW).state();
    }

    @Tag("R4.2")
    @Test
    void each_publication_of_another_draft_is_a_new_version() {
        var first = draft().changeState(State.PUBLISHED, "Fabio", NOW);
        assertThat(first.events()).containsExactly(new CoursePublished("um", 1, "pt-BR", "Um", "opmon-9", NOW));
        assertThat(first.state().changeState(State.PUBLISHED, "Fabio", LATER).events()).isEmpty();

        var revised = first.state().revise(content("Dois"), LATER).state();
        assertThat(revised.shown().title()).isEqualTo("Um");
        var second = revised.changeState(State.PUBLISHED, "Gisele", LATER).state();

        assertThat(second.published()).isEqualTo(new Publication(2, content("Dois"), LATER, "Gisele"));
        assertThat(second.isDraftChanged()).isFalse();
    }

    @Test
    void list_reads_a_course_without_texts_and_questions() {
        var pools = List.of(new Pool(1, List.of(new ShortText("q", "Texto?", List.of("sim"), null))));
        var video = new Video("https://v.example/a.mp4", null, "Transcrição");
        var content = new Content("Um", "Resumo", "pt-BR", null, null, List.of("noc"),
                List.of(new Lesson("um", "Um", 5, "Texto", video, List.of())),
                List.of(new Assessment("final", "Final", 70, 3, pools)), CompletionRule.LESSONS);
        var course = published().revise(content, LATER).state().changeState(State.PUBLISHED, "Fabio", LATER).state();

        var outline = CourseCodec
                .outline(Document.parse(CourseCodec.encode(course).toBsonDocument().toJson()).get("outline", Document.class));

        assertThat(outline).isEqualTo(CourseOutline.of(course));
        assertThat(outline.shown().length()).isZero();
        assertThat(outline.shown().minutes()).isEqualTo(5);
        assertThat(outline.shown().lessons().getFirst().video()).isNotNull();
        assertThat(outline.shown().assessments().getFirst().size()).isOne();
        assertThat(outline.next()).containsExactly(State.ARCHIVED);
    }

    @Test
    void attempt_has_at_most_100_questions() {
        var question = new ShortText("q", "Texto?", List.of("sim"), null);
        var pools = List.of(new Pool(60, Collections.nCopies(60, question)), new Pool(41, Collections.nCopies(41, question)));
        var content = new Content("Um", "Resumo", "pt-BR", null, null, List.of(), List.of(),
                List.of(new Assessment("final", "Final", 70, 3, pools)), CompletionRule.ASSESSMENTS);

        assertThat(CourseValidator.structureErrors(content)).extracting(FieldError::field)
                .containsExactly("assessments[0].pools");
    }

    @Test
    void archived_course_is_published_once_more_in_the_same_version() {
        var archived = published().changeState(State.ARCHIVED, "Fabio", LATER);
        assertThat(archived.events()).containsExactly(new CourseArchived("um", LATER));

        var course = archived.state().changeState(State.PUBLISHED, "Fabio", LATER).state();

        assertThat(course.revision()).isOne();
        assertThat(course.isPublished()).isTrue();
        assertThatThrownBy(() -> course.changeState(State.DRAFT, "Fabio", LATER)).isInstanceOf(ApiException.class);
    }
}
