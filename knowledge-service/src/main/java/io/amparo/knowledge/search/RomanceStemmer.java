package io.amparo.knowledge.search;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Stems Portuguese and Spanish words without accents: removes the plural, then the ending of a noun or verb, then the last vowel.
 * Lucene's stemmers need the accents, which users omit, and the Brazilian one leaves most plurals of -ão.
 */
final class RomanceStemmer {
    private static final int MIN_STEM = 4;
    /** Longest first. */
    private static final List<String> PORTUGUESE_ENDINGS = List.of("amento", "imento", "adora", "mente", "aram", "eram", "iram",
            "acao", "ador", "ando", "endo", "indo", "idao", "ante", "ado", "ada", "ido", "ida", "ava", "ou", "am", "em", "ar",
            "er", "ir");
    private static final List<String> SPANISH_ENDINGS = List.of("amiento", "imiento", "adora", "mente", "iendo", "acion", "ador",
            "ando", "ante", "ado", "ada", "ido", "ida", "aba", "an", "en", "ar", "er", "ir");

    private RomanceStemmer() {}

    static String portuguese(String word) {
        return stem(word, RomanceStemmer::portugueseSingular, PORTUGUESE_ENDINGS);
    }

    static String spanish(String word) {
        return stem(word, RomanceStemmer::spanishSingular, SPANISH_ENDINGS);
    }

    private static String stem(String word, UnaryOperator<String> toSingular, List<String> endings) {
        if (word.length() < MIN_STEM) return word;
        var singular = toSingular.apply(word);
        var stem = endings.stream().filter(singular::endsWith).filter(ending -> singular.length() - ending.length() >= MIN_STEM)
                .findFirst().map(ending -> without(singular, ending.length())).orElse(singular);
        return stem.length() > MIN_STEM && endsWith(stem, "a", "e", "o") && !stem.endsWith("ao") ? without(stem, 1) : stem;
    }

    private static String portugueseSingular(String word) {
        if (endsWith(word, "oes", "aes")) return without(word, 3) + "ao";
        if (endsWith(word, "ais", "eis", "ois", "uis")) return without(word, 2) + "l";
        if (word.endsWith("is")) return without(word, 1) + "l";
        if (word.endsWith("ns")) return without(word, 2) + "m";
        if (endsWith(word, "res", "zes")) return without(word, 2);
        return withoutS(word);
    }

    private static String spanishSingular(String word) {
        if (word.endsWith("ces")) return without(word, 3) + "z";
        return endsWith(word, "nes", "res", "les", "des") ? without(word, 2) : withoutS(word);
    }

    private static String withoutS(String word) {
        return word.endsWith("s") && !word.endsWith("ss") ? without(word, 1) : word;
    }

    private static boolean endsWith(String word, String... endings) {
        for (var ending : endings) if (word.endsWith(ending)) return true;
        return false;
    }

    private static String without(String word, int last) {
        return word.substring(0, word.length() - last);
    }
}
