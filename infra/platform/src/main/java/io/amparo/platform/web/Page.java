package io.amparo.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list (api.md). Cursors name the last item, not a position: what comes in between moves nothing.
 *
 * @param next cursor of the following page; null on the last
 */
public record Page<T>(List<T> items, @Nullable String next, int limit) {
    private static final int LIMIT = 100;
    private static final int DEFAULT_LIMIT = 25;

    public <R> Page<R> map(Function<T, R> each) {
        return new Page<>(items.stream().map(each).toList(), next, limit);
    }

    /** What part of a list is asked for: {@code cursor} and {@code limit} of the query; to be {@code @Valid}. */
    public record Request(@Nullable String cursor, @Min(1) @Max(LIMIT) @Nullable Integer limit) {
        public Request {
            if (limit == null) limit = DEFAULT_LIMIT;
        }

        /** The key after which to go on; null at the beginning. */
        public @Nullable String after() {
            if (cursor == null) return null;
            try {
                return new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
            } catch (IllegalArgumentException notOurs) {
                throw ApiProblem.invalid("cursor", "malformed");
            }
        }

        /** The page, from one item more than its limit: the surplus tells whether there is another. */
        public <T> Page<T> of(List<T> found, Function<T, String> key) {
            if (found.size() <= limit) return new Page<>(found, null, limit);
            var items = found.subList(0, limit);
            return new Page<>(items,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(key.apply(items.getLast()).getBytes(UTF_8)), limit);
        }
    }
}
