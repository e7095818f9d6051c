package io.amparo.knowledge.xapi;

import io.amparo.knowledge.assessment.Assessment;
import io.amparo.knowledge.course.Content;
import io.amparo.knowledge.course.Lesson;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a statement is about: the text form is the IRI of the ADL vocabulary. */
public enum XapiActivityType {
    COURSE, LESSON, ASSESSMENT;

    /**
     * Returns the title of what a statement is about.
     *
     * @param part id of the lesson or assessment; null for the course
     * @return null if the content does not have it
     */
    @Nullable
    String title(Content content, @Nullable String part) {
        if (part == null) return content.title();
        return switch (this) {
            case COURSE -> content.title();
            case LESSON -> content.lesson(part).map(Lesson::title).orElse(null);
            case ASSESSMENT -> content.assessment(part).map(Assessment::title).orElse(null);
        };
    }

    @Override
    public String toString() {
        return "http://adlnet.gov/expapi/activities/" + name().toLowerCase(Locale.ROOT);
    }
}
