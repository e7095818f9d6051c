package io.amparo.knowledge.search;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a text into words without case and accents. Compatibility characters, such as ligatures and full width, count as their
 * plain ones. Numbers, versions and addresses stay whole and literal.
 */
final class Words {
    private static final int MAX_LENGTH = 64;
    private static final int MAX_JOINED_PARTS = 3;
    private static final String CORE = "[\\p{L}\\p{N}\\p{M}]++";
    /** Possessive: a greedy repetition takes stack for each part of a long word. */
    static final String WORD = CORE + "(?:(?:[-'’_×\\u2010\\u2011]|(?<=\\p{N})\\.(?=\\p{N}))" + CORE + ")*+";
    private static final Pattern TOKEN = Pattern.compile(WORD);
    private static final Pattern PART = Pattern.compile("(?:\\p{N}++\\.(?=\\p{N})|[\\p{L}\\p{N}\\p{M}×])++");
    private static final Pattern MARK = Pattern.compile("\\p{M}+");
    private static final Pattern VERSION = Pattern.compile("v\\d[\\d.]*");

    /** A part of a word between hyphens and the like. */
    record Part(String text, int start, int end) {}

    /**
     * A word of a text, such as {@code servidor}, {@code e-mail} or {@code 10.20.30.40}.
     *
     * @param forms its spellings as one term: as written if it has a digit, and without hyphens
     * @param parts one, or more if it is compound
     */
    record Word(List<String> forms, List<Part> parts, int start, int end) {
        boolean isCompound() {
            return parts.size() > 1;
        }

        /** The term of a word that is not compound. */
        String text() {
            return parts.getFirst().text();
        }

        List<String> partTexts() {
            return parts.stream().map(Part::text).toList();
        }
    }

    private Words() {}

    static List<Word> of(String text) {
        var words = new ArrayList<Word>();
        var tokens = TOKEN.matcher(text);
        while (tokens.find()) {
            var parts = parts(text, tokens);
            if (!parts.isEmpty()) words.add(word(fold(tokens.group()), parts, tokens));
        }
        return words;
    }

    private static Word word(String folded, List<Part> parts, Matcher token) {
        var forms = new ArrayList<String>();
        if (parts.size() == 1)
            forms.add(parts.getFirst().text());
        else {
            if (hasDigit(folded)) forms.add(folded);
            if (parts.size() <= MAX_JOINED_PARTS) forms.add(String.join("", parts.stream().map(Part::text).toList()));
            forms.removeIf(form -> form.length() > MAX_LENGTH);
        }
        return new Word(List.copyOf(forms), parts, token.start(), token.end());
    }

    private static List<Part> parts(String text, Matcher token) {
        var parts = new ArrayList<Part>();
        var found = PART.matcher(text).region(token.start(), token.end());
        while (found.find()) {
            var folded = fold(found.group());
            if (!folded.isEmpty() && folded.length() <= MAX_LENGTH) parts.add(new Part(folded, found.start(), found.end()));
        }
        return List.copyOf(parts);
    }

    static String fold(String text) {
        if (isPlain(text)) return withoutVersionSign(text.toLowerCase(Locale.ROOT));
        var decomposed = Normalizer.normalize(Normalizer.normalize(text, Form.NFKC), Form.NFD);
        return withoutVersionSign(MARK.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT).replace('×', 'x'));
    }

    /** {@code v9.2} is the version 9.2. */
    private static String withoutVersionSign(String word) {
        return VERSION.matcher(word).matches() ? word.substring(1) : word;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) > '~') return false;
        return true;
    }

    static boolean hasDigit(String word) {
        for (int i = 0; i < word.length(); i++) if (Character.isDigit(word.charAt(i))) return true;
        return false;
    }
}
