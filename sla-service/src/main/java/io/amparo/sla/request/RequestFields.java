package io.amparo.sla.request;

import io.amparo.events.FieldLimits;
import io.amparo.platform.web.ApiException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Parses fields of requests. A missing or malformed value is a 400, a value outside its limits a 422; both name the field. */
public final class RequestFields {
    public static final int MAX_ITEMS = 2_000;

    /** Parses one item of a list. */
    public interface ItemParser<A, B> {
        B parse(String path, A value);
    }

    /** Parses one required field. */
    public static <T> T parse(String field, @Nullable String text, Function<String, T> parser) {
        if (text == null) throw ApiException.malformed(field, "required");
        return translateErrors(field, "malformed", () -> parser.apply(text));
    }

    /** Parses a list of at most 2,000 items; an invalid item is reported by its index. */
    public static <A, B> List<B> parseList(String path, @Nullable List<A> values, ItemParser<A, B> parser) {
        return parseList(path, values, MAX_ITEMS, parser);
    }

    /** Parses a list of at most {@code maxItems} items; an invalid item is reported by its index. */
    public static <A, B> List<B> parseList(String path, @Nullable List<A> values, int maxItems, ItemParser<A, B> parser) {
        var items = new ArrayList<B>();
        if (values == null) return items;
        if (values.size() > maxItems) throw ApiException.invalid(path, "too-many", maxItems);
        for (int i = 0; i < values.size(); i++) {
            var itemPath = path + "[" + i + "]";
            var value = values.get(i);
            if (value == null) throw ApiException.malformed(itemPath, "required");
            items.add(translateErrors(itemPath, "malformed", () -> parser.parse(itemPath, value)));
        }
        return items;
    }

    /** Parses the display name of a calendar or plan: not blank, at most {@link FieldLimits#NAME} characters. */
    public static String parseName(String field, @Nullable String text) {
        var name = parse(field, text, it -> it);
        if (name.isBlank()) throw ApiException.invalid(field, "required");
        return checkLength(field, name, FieldLimits.NAME);
    }

    /** @throws ApiException 422 if the text has more characters */
    public static String checkLength(String field, String text, int limit) {
        if (text.length() > limit) throw ApiException.invalid(field, "too-long", limit);
        return text;
    }

    /** Translates an exception about a value to a 400 of this field with this code. */
    public static <T> T translateErrors(String field, String code, Supplier<T> supplier) {
        try {
            return supplier.get();
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw ApiException.malformed(field, code);
        }
    }

    private RequestFields() {}
}
