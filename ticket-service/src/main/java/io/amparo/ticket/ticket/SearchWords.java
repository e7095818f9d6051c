package io.amparo.ticket.ticket;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words of a text by which it is found: without accents, and Portuguese words (and most Spanish and English ones) in the
 * singular and without gender. Words with digits, such as numbers, versions and addresses, count as they are.
 */
final class SearchWords {
    /** Different words of a ticket; the number and the subject come first. */
    static final int MAX_WORDS = 200;
    private static final int MAX_QUERY_WORDS = 20;
    private static final int MAX_LENGTH = 64;
    /** Possessive: a greedy repetition of the group takes stack for each of 10,000 parts of a word. */
    private static final Pattern TOKEN = Pattern.compile("([\\p{L}\\p{N}]++(?:[-._@][\\p{L}\\p{N}]++)*+)([-._@]?\\*)?");
    private static final Pattern SEPARATOR = Pattern.compile("[-._@]");
    private static final Pattern MARK = Pattern.compile("\\p{M}+");
    private static final Pattern VOWEL_AND_IS = Pattern.compile(".*[aeou]is");
    private static final Set<String> STOP_WORDS = Set.of("ao", "aos", "as", "com", "da", "das", "de", "del", "do", "dos", "el",
            "em", "en", "la", "las", "los", "na", "nas", "no", "nos", "of", "or", "os", "ou", "para", "por", "que", "the", "to",
            "um", "uma");

    /**
     * A search: a text matches if it has all words, and for each prefix a word that begins with it.
     *
     * @param words longest first, which is the rarest by experience
     * @param prefixes of words that end with an asterisk
     */
    record Query(List<String> words, List<String> prefixes) {
        boolean isEmpty() {
            return words.isEmpty() && prefixes.isEmpty();
        }
    }

    private SearchWords() {}

    /** Returns the words of a ticket: its number, also without the year, its subject and its description. */
    static List<String> of(String number, String subject, String description) {
        var words = new LinkedHashSet<String>();
        words.add(fold(number));
        var ordinal = number.substring(number.lastIndexOf('-') + 1);
        words.add(ordinal);
        words.add(ordinal.replaceFirst("^0+(?=.)", ""));
        for (var text : List.of(subject, description)) {
            var tokens = TOKEN.matcher(fold(text));
            while (words.size() < MAX_WORDS && tokens.find())
                addIndexed(words, tokens.group(1));
        }
        return words.stream().limit(MAX_WORDS).toList();
    }

    static Query query(String text) {
        var words = new LinkedHashSet<String>();
        var prefixes = new ArrayList<String>();
        var tokens = TOKEN.matcher(fold(text));
        while (tokens.find() && words.size() + prefixes.size() < MAX_QUERY_WORDS) {
            var token = tokens.group(1);
            var end = tokens.group(2);
            if (end != null)
                prefixes.add(token + end.substring(0, end.length() - 1));
            else if (hasDigit(token))
                words.add(token);
            else
                addSearched(words, token);
        }
        return new Query(words.stream().sorted((one, other) -> other.length() - one.length()).toList(), prefixes);
    }

    private static String fold(String text) {
        var decomposed = Normalizer.normalize(Normalizer.normalize(text, Form.NFKC), Form.NFD);
        return MARK.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private static void addIndexed(Set<String> words, String token) {
        if (hasDigit(token)) add(words, token);
        var parts = SEPARATOR.split(token);
        for (var part : parts) if (!part.chars().allMatch(Character::isDigit)) add(words, hasDigit(part) ? part : singular(part));
        if (parts.length > 1 && !hasDigit(token)) add(words, singular(String.join("", parts)));
    }

    /** A text may have "e-mail" or "email", and "servidor-web" or "servidor web". */
    private static void addSearched(Set<String> words, String token) {
        var parts = List.of(SEPARATOR.split(token));
        if (parts.stream().allMatch(part -> part.length() > 1))
            parts.forEach(part -> add(words, singular(part)));
        else
            add(words, singular(String.join("", parts)));
    }

    private static void add(Set<String> words, String word) {
        if (word.length() <= MAX_LENGTH && (hasDigit(word) || word.length() > 1 && !STOP_WORDS.contains(word))) words.add(word);
    }

    private static boolean hasDigit(String word) {
        return word.chars().anyMatch(Character::isDigit);
    }

    /** Removes the plural, then the last vowel, which is the gender of most words. */
    static String singular(String word) {
        if (word.length() < 4) return endsWith(word, "m") ? without(word, 1) + "n" : word;
        var singular = word;
        if (endsWith(word, "oes", "aes"))
            singular = without(word, 3) + "ao";
        else if (VOWEL_AND_IS.matcher(word).matches())
            singular = without(word, 2) + "l";
        else if (endsWith(word, "is"))
            singular = without(word, 1) + "l";
        else if (endsWith(word, "s") && !endsWith(word, "ss")) singular = without(word, 1);
        if (endsWith(singular, "m")) return without(singular, 1) + "n";
        return singular.length() > 3 && endsWith(singular, "a", "e", "o") && !endsWith(singular, "ao")
                ? without(singular, 1)
                : singular;
    }

    private static boolean endsWith(String word, String... endings) {
        for (var ending : endings) if (word.endsWith(ending)) return true;
        return false;
    }

    private static String without(String word, int last) {
        return word.substring(0, word.length() - last);
    }
}
