package io.amparo.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list. A cursor contains the key of the last item instead of a position, so that inserts do not shift pages.
 *
 * @param next cursor of the following page; null on the last
 */
public record Page<T>(List<T> items, @Nullable String next, int limit) {
    private static final int MAX_LIMIT = 100;
    private static final int DEFAULT_LIMIT = 25;

    public <R> Page<R> map(Function<T, R> mapper) {
        return new Page<>(items.stream().map(mapper).toList(), next, limit);
    }

    /**
     * The requested part of a list: {@code cursor} and {@code limit} (1 to 100, default 25) of the query; must be {@code @Valid}.
     */
    public record Request(@Nullable String cursor, @Min(1) @Max(MAX_LIMIT) @Nullable Integer limit) {
        public Request {
            if (limit == null) limit = DEFAULT_LIMIT;
        }

        /**
         * Returns the key of the last item of the previous page; null for the first page.
         *
         * @throws ApiException 422 if the cursor is malformed
         */
        public @Nullable String after() {
            if (cursor == null) return null;
            try {
                return new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
            } catch (IllegalArgumentException e) {
                throw ApiException.invalid("cursor", "malformed");
            }
        }

        /**
         * Returns the page of the found items.
         *
         * @param found up to {@code limit + 1} items; the additional one shows that there is a next page
         */
        public <T> Page<T> of(List<T> found, Function<T, String> key) {
            if (found.size() <= limit) return new Page<>(found, null, limit);
            var items = found.subList(0, limit);
            return new Page<>(items,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(key.apply(items.getLast()).getBytes(UTF_8)), limit);
        }
    }
}
