package io.amparo.entitlement.coverage;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An action that a denied person can take; {@code details} fill the placeholders of its text. */
public record Alternative(String code, @Nullable String href, List<String> details) {

    /** Offered services for every user of any product (R2.1, R3.1, R4.1). */
    static final List<Alternative> SELF_HELP = Stream.of(selfHelp(Offering.KNOWLEDGE_BASE, "knowledge-base", "/api/v1/articles"),
            selfHelp(Offering.FORUM, "forum", "/api/v1/forum/topics"),
            selfHelp(Offering.DISTANCE_LEARNING, "courses", "/api/v1/courses")).flatMap(Optional::stream).toList();

    public Alternative {
        details = List.copyOf(details);
    }

    private static Optional<Alternative> selfHelp(Offering service, String code, String href) {
        return service.isOffered() ? Optional.of(alternative(code, href)) : Optional.empty();
    }

    static Alternative alternative(String code, @Nullable String href, String... details) {
        return new Alternative(code, href, List.of(details));
    }
}
