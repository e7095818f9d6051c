package io.amparo.platform.web;

import java.util.List;
import java.util.function.Function;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Validator;

/**
 * Adds the errors of a service's own rules to those of Bean Validation, so that one answer names all that is wrong with a body. A
 * body without errors of Bean Validation is left to its use case, which may have another answer first.
 */
public final class RuleErrors {
    /** An error of a rule, as Spring carries it. */
    static final class RuleError extends org.springframework.validation.FieldError {
        private final transient ApiException.FieldError error;

        RuleError(String object, ApiException.FieldError error) {
            super(object, error.field(), error.code());
            this.error = error;
        }

        ApiException.FieldError error() {
            return error;
        }
    }

    private RuleErrors() {}

    /** @param rule returns the errors of an invalid body, of which it must expect any content */
    public static <T> Validator of(Class<T> body, Function<T, List<ApiException.FieldError>> rule) {
        return Validator.forInstanceOf(body, (content, errors) -> {
            if (errors.hasErrors() && errors instanceof BindingResult result)
                rule.apply(content).stream().filter(error -> !result.hasFieldErrors(error.field()))
                        .forEach(error -> result.addError(new RuleError(result.getObjectName(), error)));
        });
    }
}
