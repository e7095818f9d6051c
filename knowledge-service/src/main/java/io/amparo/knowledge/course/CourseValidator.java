package io.amparo.knowledge.course;

import io.amparo.events.FieldLimits;
import io.amparo.knowledge.product.Products;
import io.amparo.platform.markdown.ArticleHtml;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks the content of a course: what every draft must fulfil, and what makes it fit for learners (R4.3). */
final class CourseValidator {
    private final Products products;

    CourseValidator(Products products) {
        this.products = products;
    }

    /**
     * @param files ids of the files of the course
     * @throws ApiException naming each invalid field of a draft
     */
    void validateDraft(Content content, Set<String> files) {
        var errors = new ArrayList<>(draftErrors(content));
        for (int i = 0; i < content.lessons().size(); i++) {
            var named = content.lessons().get(i).files();
            for (int j = 0; j < named.size(); j++)
                if (!files.contains(named.get(j).id()))
                    errors.add(new FieldError("lessons[%d].files[%d].id".formatted(i, j), "unknown-file"));
        }
        requireNone(errors);
    }

    /** @throws ApiException naming each field that keeps the draft from being published */
    void validate(Content content) {
        var errors = new ArrayList<>(draftErrors(content));
        errors.addAll(publicationErrors(content));
        requireNone(errors);
    }

    private static void requireNone(List<FieldError> errors) {
        if (!errors.isEmpty()) throw ApiException.invalid(errors);
    }

    /** Returns what every draft must fulfil and this one does not. */
    List<FieldError> draftErrors(Content content) {
        var errors = new ArrayList<FieldError>();
        if (content.product() == null && content.productVersion() != null) errors.add(new FieldError("product", "required"));
        var product = Optional.ofNullable(content.product()).flatMap(products::lookUp);
        if (content.product() != null && product.isEmpty()) errors.add(new FieldError("product", "unknown-product"));
        var major = content.major();
        if (content.productVersion() != null && major.isEmpty()) errors.add(new FieldError("version", "malformed"));
        if (product.isPresent() && major.isPresent()
                && product.get().releases().stream().noneMatch(release -> release.major() == major.get()))
            errors.add(new FieldError("version", "unknown-release"));
        errors.addAll(structureErrors(content));
        return errors;
    }

    /** Returns the errors of a content without regard to the catalogue. */
    static List<FieldError> structureErrors(Content content) {
        var errors = new ArrayList<FieldError>();
        if (content.length() > FieldLimits.COURSE_TEXT) errors.add(new FieldError("lessons", "too-large"));
        var ids = new HashSet<String>();
        for (int i = 0; i < content.lessons().size(); i++)
            if (!ids.add(content.lessons().get(i).id())) errors.add(new FieldError("lessons[" + i + "].id", "repeated-id"));
        var assessmentIds = new HashSet<String>();
        for (int i = 0; i < content.assessments().size(); i++) {
            var assessment = content.assessments().get(i);
            var path = "assessments[" + i + "].";
            if (!assessmentIds.add(assessment.id())) errors.add(new FieldError(path + "id", "repeated-id"));
            if (assessment.size() > FieldLimits.ATTEMPT_QUESTIONS) errors.add(new FieldError(path + "pools", "too-large"));
        }
        return errors;
    }

    /** Returns what a learner with a screen reader, without sound or without a mouse could not use, and what is missing. */
    static List<FieldError> publicationErrors(Content content) {
        var errors = new ArrayList<FieldError>();
        if (content.lessons().isEmpty()) errors.add(new FieldError("lessons", "required"));
        if (content.completion() == CompletionRule.ASSESSMENTS && content.assessments().isEmpty())
            errors.add(new FieldError("assessments", "required"));
        for (int i = 0; i < content.lessons().size(); i++)
            errors.addAll(lessonErrors("lessons[" + i + "].", content.lessons().get(i)));
        return errors;
    }

    private static List<FieldError> lessonErrors(String path, Lesson lesson) {
        var errors = new ArrayList<FieldError>();
        var video = lesson.video();
        if (lesson.body().isBlank() && video == null) errors.add(new FieldError(path + "body", "required"));
        ArticleHtml.problems(lesson.body()).forEach(problem -> errors.add(new FieldError(path + "body", problem)));
        if (video == null) return errors;
        var transcript = video.transcript();
        if (video.captions() == null && transcript == null)
            errors.add(new FieldError(path + "video.transcript", "captions-required"));
        if (transcript != null)
            ArticleHtml.problems(transcript).forEach(problem -> errors.add(new FieldError(path + "video.transcript", problem)));
        return errors;
    }
}
