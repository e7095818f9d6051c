package io.amparo.platform.web;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/** A value of a JSON body is well-formed and not allowed; the deserializers of its parents add the path. */
final class InvalidValueException extends MismatchedInputException {
    private final String code;

    /** @param code code of the field error; {@code field.<code>} is its message */
    InvalidValueException(JsonParser in, Class<?> type, String code) {
        super(in, "Value is not allowed: " + code, type);
        this.code = code;
    }

    String code() {
        return code;
    }
}
