package io.amparo.platform.web;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list. A cursor contains the key of the last item instead of a position, so that inserts do not shift pages.
 *
 * @param next cursor of the following page; null on the last
 */
public record Page<T>(List<T> items, @Nullable String next, int limit) {
    static final int MAX_LIMIT = 100;
    static final int DEFAULT_LIMIT = 25;

    public <R> Page<R> map(Function<T, R> mapper) {
        return new Page<>(items.stream().map(mapper).toList(), next, limit);
    }

    /**
     * The requested part of a list: {@code cursor} and {@code limit} (1 to 100, default 25) of the query. A controller receives
     * only a valid one: {@link PageRequestArgumentResolver} answers 422 otherwise.
     *
     * @param list path of the list; a cursor of another list is invalid
     */
    public record Request(
            @Parameter(description = "The `next` of the page before; none for the first page.") @Nullable String cursor,
            @Parameter(description = "Items of the page.", schema = @Schema(defaultValue = "25", minimum = "1", maximum = "100", type = "integer")) @Min(1) @Max(MAX_LIMIT) @Nullable Integer limit,
            @Parameter(hidden = true) String list) {
        public Request {
            if (limit == null) limit = DEFAULT_LIMIT;
        }

        /**
         * Returns the key of the last item of the previous page; null for the first page.
         *
         * @throws ApiException 422 if the cursor is not from a page of this list
         */
        public @Nullable String after() {
            return cursor == null ? null : PageCursor.key(list, cursor);
        }

        /**
         * Returns the page of the found items.
         *
         * @param found up to {@code limit + 1} items; the additional one shows that there is a next page
         */
        public <T> Page<T> of(List<T> found, Function<T, String> key) {
            if (found.size() <= limit) return new Page<>(found, null, limit);
            var items = found.subList(0, limit);
            return new Page<>(items, PageCursor.text(list, key.apply(items.getLast())), limit);
        }
    }
}
