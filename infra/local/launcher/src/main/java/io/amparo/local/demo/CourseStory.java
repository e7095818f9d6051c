package io.amparo.local.demo;

import static io.amparo.clients.People.DAVI;

import io.amparo.clients.GatewayClient;
import io.amparo.clients.Polling;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Sixth part of the story: the same user finishes a course; its certificate can be verified without a sign-in. */
final class CourseStory {
    private static final Duration STEP_TIMEOUT = Duration.ofSeconds(10);
    private static final String COURSE = "/courses/bons-chamados-e-prazos";
    /** 04:12. */
    private static final int SECONDS = 252;
    /** What Davi has learned, by question; numbers as he types them in Portuguese. */
    private static final Map<String, Object> ANSWERS = Map.of("tipo", List.of("c"), "dois-problemas", List.of("b"), "anexos",
            List.of("a", "b"), "exclusao", List.of("a", "b"), "prioridade", List.of("b"), "horas-do-dia", "8,5", "resta", "10,5",
            "reabrir", "10", "pacote", "incidente 24x7", "relogio", "Atualizacao periodica");

    private final GatewayClient gateway;

    CourseStory(GatewayClient gateway) {
        this.gateway = gateway;
    }

    void run(Story story) {
        story.step("Davi enrols in a course, resumes a video and completes the lessons", this::completeLessons);
        story.step("Davi passes its assessment", this::passAssessment);
        story.step("His certificate verifies without a sign-in", this::verify);
    }

    /** A repeated story finds the lessons completed. */
    private String completeLessons() {
        var enrolment = gateway.put(DAVI, COURSE + "/enrolment", "", Map.of()).expectStatus(200);
        var lessons = enrolment.body().path("lessons");
        for (var lesson : lessons) {
            var path = COURSE + "/lessons/" + lesson.path("id").asString();
            var content = gateway.get(DAVI, path).expectStatus(200);
            if (content.body().hasNonNull("video") && !lesson.path("completed").asBoolean()) resume(lesson.path("id").asString());
            gateway.put(DAVI, path + "/completion", "", Map.of()).expectStatus(200);
        }
        var completed = gateway.get(DAVI, COURSE + "/enrolment").expectStatus(200).body().path("lessonsCompleted").asInt();
        if (completed != lessons.size() || completed == 0)
            throw new StepFailedException("%d of %d lessons are completed".formatted(completed, lessons.size()));
        return "%s, %d lessons".formatted(enrolment.text("/title"), completed);
    }

    /** Stops in the video of a lesson; another device continues there (R4.3). */
    private void resume(String lesson) {
        gateway.put(DAVI, COURSE + "/enrolment/position", "", Map.of("lesson", lesson, "seconds", SECONDS)).expectStatus(200);
        var position = gateway.get(DAVI, COURSE + "/enrolment").expectStatus(200).body().path("position");
        if (!position.path("lesson").asString("").equals(lesson) || position.path("seconds").asInt() != SECONDS)
            throw new StepFailedException("The course continues elsewhere: " + position);
    }

    /** A repeated story finds the assessment passed. */
    private String passAssessment() {
        var assessment = gateway.get(DAVI, COURSE + "/enrolment").expectStatus(200).body().at("/assessments/0");
        if (assessment.path("passed").asBoolean())
            return "%d %%, passed before".formatted(assessment.path("bestPercent").asInt());
        var path = COURSE + "/assessments/" + assessment.path("id").asString() + "/attempts";
        var attempt = gateway.post(DAVI, path, Map.of()).expectStatus(200);
        var answers = attempt.body().path("questions").valueStream().map(CourseStory::answer).toList();
        var graded = gateway.put(DAVI, "%s/%s/answers".formatted(path, attempt.text("/number")), "", Map.of("answers", answers))
                .expectStatus(200);
        if (!graded.body().path("passed").asBoolean()) throw new StepFailedException("The attempt is not passed: " + graded);
        return "%d questions, %s %%".formatted(answers.size(), graded.text("/percent"));
    }

    private static Map<String, Object> answer(JsonNode question) {
        var id = question.path("id").asString();
        var known = Optional.ofNullable(ANSWERS.get(id)).orElseThrow(() -> new StepFailedException("Davi has not learned " + id));
        var answer = new LinkedHashMap<String, Object>(Map.of("question", id));
        answer.put(known instanceof String ? "text" : "options", known);
        return answer;
    }

    private String verify() {
        var certificate = Polling.until(Instant.now().plus(STEP_TIMEOUT), "the code of the certificate",
                () -> Optional.of(gateway.get(DAVI, COURSE + "/enrolment").text("/certificate")).filter(code -> !code.isEmpty()));
        var verified = gateway.document("/api/v1/certificates/" + certificate).expectStatus(200);
        if (!verified.text("/state").equals("VALID")) throw new StepFailedException("The certificate is not valid: " + verified);
        return "%s, %s, %s".formatted(certificate, verified.text("/state"), verified.text("/name"));
    }
}
