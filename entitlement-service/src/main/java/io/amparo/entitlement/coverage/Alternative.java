package io.amparo.entitlement.coverage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An action that a denied person can take; {@code details} fill the placeholders of its text. */
public record Alternative(String code, @Nullable String href, List<String> details) {

    /** Services for every user of any product (R2.1, R3.1, R4.1). */
    static final List<Alternative> SELF_HELP = List.of(alternative("knowledge-base", "/api/v1/articles"),
            alternative("forum", "/api/v1/forum/topics"), alternative("courses", "/api/v1/courses"));

    public Alternative {
        details = List.copyOf(details);
    }

    static Alternative alternative(String code, @Nullable String href, String... details) {
        return new Alternative(code, href, List.of(details));
    }
}
