package io.amparo.testkit;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * One endpoint and its allowed callers.
 *
 * @param pattern path pattern of the controller
 * @param path path of the request
 * @param body request body; null for none
 * @param contentType media type of the body
 * @param accept media type of the response, if the endpoint has several; null otherwise
 * @param versioned path of the resource whose ETag the request sends as If-Match, from the path of the request; null for none
 * @param allowed callers whose request must succeed
 */
public record SecurityRow(String method, String pattern, Function<CallerKind, String> path,
        @Nullable Function<CallerKind, Object> body, MediaType contentType, @Nullable String accept,
        @Nullable UnaryOperator<String> versioned, Set<CallerKind> allowed) {
    public static SecurityRow of(String method, String pattern) {
        return new SecurityRow(method, pattern, _ -> pattern, null, MediaType.APPLICATION_JSON, null, null, Set.of());
    }

    public SecurityRow at(Supplier<String> concretePath) {
        return at(_ -> concretePath.get());
    }

    public SecurityRow at(Function<CallerKind, String> concretePath) {
        return new SecurityRow(method, pattern, concretePath, body, contentType, accept, versioned, allowed);
    }

    public SecurityRow sending(Object content) {
        return sending(_ -> content);
    }

    public SecurityRow sending(Function<CallerKind, Object> content) {
        return new SecurityRow(method, pattern, path, content, contentType, accept, versioned, allowed);
    }

    public SecurityRow as(MediaType type) {
        return new SecurityRow(method, pattern, path, body, type, accept, versioned, allowed);
    }

    public SecurityRow accepting(String type) {
        return new SecurityRow(method, pattern, path, body, contentType, type, versioned, allowed);
    }

    /** Sends the current version of the resource at the path of the request. */
    public SecurityRow matchingVersion() {
        return matchingVersionOf(UnaryOperator.identity());
    }

    public SecurityRow matchingVersionOf(UnaryOperator<String> resource) {
        return new SecurityRow(method, pattern, path, body, contentType, accept, resource, allowed);
    }

    public SecurityRow allows(CallerKind... callers) {
        return new SecurityRow(method, pattern, path, body, contentType, accept, versioned, Set.of(callers));
    }

    /** Allows also the reader, as every endpoint that an agent may read. */
    public SecurityRow andReader() {
        return allows(Stream.concat(allowed.stream(), Stream.of(CallerKind.READER)).toArray(CallerKind[]::new));
    }

    boolean isForStaff() {
        return allowed.stream().allMatch(caller -> caller == CallerKind.READER || List.of(CallerKind.staff()).contains(caller));
    }

    /** Returns true for a request with a body that only staff may send. */
    boolean isStaffWrite() {
        return body != null && isForStaff();
    }

    String endpoint() {
        return method + " " + pattern;
    }
}
