package io.amparo.knowledge.course;

/** What a learner must do to complete a course: all lessons and pass all assessments, or only one of both. */
public enum CompletionRule {
    LESSONS_AND_ASSESSMENTS, LESSONS, ASSESSMENTS;

    public boolean needsLessons() {
        return this != ASSESSMENTS;
    }

    public boolean needsAssessments() {
        return this != LESSONS;
    }
}
