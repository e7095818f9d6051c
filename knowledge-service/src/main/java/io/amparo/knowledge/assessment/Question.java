package io.amparo.knowledge.assessment;

import io.amparo.platform.web.ApiException.FieldError;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A question of an assessment (R4.2). An answer is right or wrong as a whole. */
public sealed interface Question {

    /** How a question is answered. */
    enum Type {
        SINGLE_CHOICE, MULTIPLE_CHOICE, NUMERIC, SHORT_TEXT
    }

    /**
     * An option of a choice.
     *
     * @param feedback what a learner reads who has chosen it; null for none
     */
    record Option(String id, String text, boolean correct, @Nullable String feedback) {}

    String id();

    String text();

    /** What a learner reads after the answer; null for none. */
    @Nullable
    String feedback();

    Type type();

    /**
     * Returns why an answer cannot be graded; empty if it can.
     *
     * @param field path of the answer in the request
     * @param language language in which the learner writes numbers
     */
    Optional<FieldError> error(Answer answer, String field, String language);

    /** Whether an answer without {@link #error} is right. */
    boolean isRight(Answer answer, String language);

    /** Returns the same question with its options in a random order. */
    default Question shuffled(RandomGenerator random) {
        return this;
    }

    /** One of several options is right. */
    record SingleChoice(String id, String text, List<Option> options, @Nullable String feedback) implements Question {
        public SingleChoice {
            options = List.copyOf(options);
        }

        @Override
        public Type type() {
            return Type.SINGLE_CHOICE;
        }

        @Override
        public Optional<FieldError> error(Answer answer, String field, String language) {
            if (answer.options().size() > 1) return Optional.of(new FieldError(field + ".options", "one-option"));
            return choiceError(options, answer, field);
        }

        @Override
        public boolean isRight(Answer answer, String language) {
            return correct(options).equals(Set.copyOf(answer.options()));
        }

        @Override
        public Question shuffled(RandomGenerator random) {
            return new SingleChoice(id, text, shuffle(options, random), feedback);
        }
    }

    /** All right options must be chosen, and no other. */
    record MultipleChoice(String id, String text, List<Option> options, @Nullable String feedback) implements Question {
        public MultipleChoice {
            options = List.copyOf(options);
        }

        @Override
        public Type type() {
            return Type.MULTIPLE_CHOICE;
        }

        @Override
        public Optional<FieldError> error(Answer answer, String field, String language) {
            return choiceError(options, answer, field);
        }

        @Override
        public boolean isRight(Answer answer, String language) {
            return correct(options).equals(Set.copyOf(answer.options()));
        }

        @Override
        public Question shuffled(RandomGenerator random) {
            return new MultipleChoice(id, text, shuffle(options, random), feedback);
        }
    }

    /**
     * A number.
     *
     * @param tolerance greatest difference of a right answer
     * @param unit unit of the number, which an answer may repeat; null for none
     */
    record Numeric(String id, String text, BigDecimal answer, BigDecimal tolerance, @Nullable String unit,
            @Nullable String feedback) implements Question {
        @Override
        public Type type() {
            return Type.NUMERIC;
        }

        @Override
        public Optional<FieldError> error(Answer given, String field, String language) {
            return textError(given, field).or(
                    () -> Optional.ofNullable(parse(given, language).error()).map(code -> new FieldError(field + ".text", code)));
        }

        @Override
        public boolean isRight(Answer given, String language) {
            var number = Objects.requireNonNull(parse(given, language).value());
            return number.subtract(answer).abs().compareTo(tolerance) <= 0;
        }

        private TypedNumber parse(Answer given, String language) {
            return TypedNumber.parse(Objects.requireNonNull(given.text()), language, unit);
        }
    }

    /** A word or a short text, compared without case, accents and surplus blanks. */
    record ShortText(String id, String text, List<String> accepted, @Nullable String feedback) implements Question {
        public ShortText {
            accepted = List.copyOf(accepted);
        }

        @Override
        public Type type() {
            return Type.SHORT_TEXT;
        }

        @Override
        public Optional<FieldError> error(Answer answer, String field, String language) {
            return textError(answer, field);
        }

        @Override
        public boolean isRight(Answer answer, String language) {
            var typed = fold(Objects.requireNonNull(answer.text()));
            return accepted.stream().map(ShortText::fold).anyMatch(typed::equals);
        }

        private static String fold(String text) {
            return Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "").toLowerCase(Locale.ROOT)
                    .replaceAll("\\s+", " ").strip();
        }
    }

    private static Optional<FieldError> choiceError(List<Option> options, Answer answer, String field) {
        if (answer.text() != null) return Optional.of(new FieldError(field + ".text", "not-for-this-type"));
        if (answer.options().isEmpty()) return Optional.of(new FieldError(field + ".options", "required"));
        var known = options.stream().map(Option::id).collect(Collectors.toSet());
        return known.containsAll(answer.options())
                ? Optional.empty()
                : Optional.of(FieldError.oneOf(field + ".options", new ArrayList<>(known).stream().sorted().toList()));
    }

    private static Optional<FieldError> textError(Answer answer, String field) {
        if (!answer.options().isEmpty()) return Optional.of(new FieldError(field + ".options", "not-for-this-type"));
        return answer.text() == null || answer.text().isBlank()
                ? Optional.of(new FieldError(field + ".text", "required"))
                : Optional.empty();
    }

    private static Set<String> correct(List<Option> options) {
        return options.stream().filter(Option::correct).map(Option::id).collect(Collectors.toCollection(HashSet::new));
    }

    private static List<Option> shuffle(List<Option> options, RandomGenerator random) {
        var shuffled = new ArrayList<>(options);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }
}
