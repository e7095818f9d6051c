package io.amparo.knowledge.forum;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mentions in texts, as {@code @pseudonym}. A stored text has the author id in place of the pseudonym, so that a text always
 * shows the current name, and none after an erasure.
 */
final class Mentions {
    static final int MAX = 10;
    private static final String BEGIN = "\uE000";
    private static final String END = "\uE001";
    /** The first alternatives are fenced code and code in a line, where an at sign begins no mention: {@code @Override}. */
    private static final Pattern WRITTEN = Pattern
            .compile("(?ms)^ {0,3}(?<fence>`{3,}|~{3,}).*?(?:^ {0,3}\\k<fence>|\\z)|(?<!`)(?<ticks>`++)[^`]++\\k<ticks>(?!`)"
                    + "|(?<![\\p{L}\\p{N}@._%+-])@(?<name>[\\p{IsLatin}0-9][\\p{IsLatin}0-9._-]{1,28}[\\p{IsLatin}0-9])");
    private static final Pattern STORED = Pattern.compile(BEGIN + "([0-9a-f-]{36})" + END);

    private Mentions() {}

    /** @param authors returns the author id of a pseudonym; at most ten different ones are asked for */
    static String store(String text, Function<String, Optional<String>> authors) {
        var seen = new HashSet<String>();
        return WRITTEN.matcher(text.replace(BEGIN, "").replace(END, "")).replaceAll(found -> {
            var name = found.group("name");
            if (name == null || seen.size() >= MAX && !seen.contains(name)) return quote(found.group());
            seen.add(name);
            return quote(authors.apply(name).map(Mentions::stored).orElse(found.group()));
        });
    }

    static String stored(String authorId) {
        return BEGIN + authorId + END;
    }

    /** @param names returns the name that replaces an author id */
    static String show(String text, Function<String, String> names) {
        return STORED.matcher(text).replaceAll(found -> quote("@" + names.apply(found.group(1))));
    }

    static List<String> authors(String text) {
        return STORED.matcher(text).results().map(found -> found.group(1)).distinct().toList();
    }

    static Set<String> authors(Collection<Post> posts) {
        var authors = new HashSet<String>();
        for (var post : posts) {
            authors.add(post.author());
            authors.addAll(post.mentions());
            if (post.history() != null) post.history().forEach(former -> authors.addAll(authors(former.text())));
        }
        return authors;
    }

    /** Replaces names that are written with an at sign. A plain word stays: it may mean something else. */
    static String replaceNames(String text, Predicate<String> isErased, String replacement) {
        return WRITTEN.matcher(text).replaceAll(found -> {
            var name = found.group("name");
            return quote(name != null && isErased.test(name) ? replacement : found.group());
        });
    }

    private static String quote(String replacement) {
        return Matcher.quoteReplacement(replacement);
    }
}
