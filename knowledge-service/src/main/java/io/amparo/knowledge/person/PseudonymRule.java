package io.amparo.knowledge.person;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** Which names people may have in the forum. Names that look alike have one folded form. */
final class PseudonymRule {
    /** 3 to 30 Latin letters, digits and inner dots, hyphens or underscores: letters of other scripts look like Latin ones. */
    static final String PATTERN = "[\\p{IsLatin}0-9][\\p{IsLatin}0-9._-]{1,28}[\\p{IsLatin}0-9]";
    private static final List<String> RESERVED = List.of("opservices", "amparo", "suporte", "soporte", "support", "moderador",
            "moderator", "admin", "equipe", "staff", "oficial", "official", "participante", "participant").stream()
            .map(PseudonymRule::fold).toList();

    private PseudonymRule() {}

    /** Returns a name without case, accents, separators and the difference between digits and the letters they look like. */
    static String fold(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "")
                .replace('0', 'o').replace('1', 'i').replace('l', 'i').replace('3', 'e').replace('4', 'a').replace('5', 's')
                .replace("rn", "m").replace("vv", "w");
    }

    static boolean areAlike(String one, String other) {
        return fold(one).equals(fold(other));
    }

    /** Whether a name looks like one of the vendor. */
    static boolean isReserved(String name) {
        var folded = fold(name);
        return folded.isEmpty() || RESERVED.stream().anyMatch(folded::contains);
    }

    /** Returns the first name and the initial of the last one. */
    static String shorten(String fullName) {
        var names = fullName.strip().split("\\s+");
        var last = names[names.length - 1];
        return names.length == 1 ? names[0] : names[0] + " " + last.substring(0, last.offsetByCodePoints(0, 1)) + ".";
    }
}
