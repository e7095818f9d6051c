package io.amparo.entitlement.transfer;

import java.util.Arrays;
import java.util.List;

/** A line that cannot be imported: the field and the code of the message. */
final class LineException extends RuntimeException {
    private final String field;
    private final String code;
    private final transient List<String> arguments;

    LineException(String field, String code, Object... arguments) {
        super(field + " " + code);
        this.field = field;
        this.code = code;
        this.arguments = Arrays.stream(arguments).map(String::valueOf).toList();
    }

    LineError at(long line) {
        return new LineError(line, field, code, arguments);
    }
}
