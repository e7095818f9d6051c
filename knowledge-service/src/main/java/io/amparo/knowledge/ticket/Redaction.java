package io.amparo.knowledge.ticket;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Removes personal data from texts: the names of known people and companies, and what has the form of an e-mail address,
 * telephone number, IP address, CPF or CNPJ. It removes rather too much than too little; a person reads the result before it is
 * published. One instance counts what it removes from several texts.
 */
public final class Redaction {
    /** What was removed. */
    public enum Removed {
        EMAIL, IP_ADDRESS, CNPJ, CPF, PHONE, NAME
    }

    private static final String HEX = "[0-9a-fA-F]{1,4}";
    /** In the order of their removal: a CPF would else be taken for a telephone number. */
    private static final Map<Removed, Pattern> FORMS = forms();
    /** Words of names that are no names. */
    private static final Set<String> PARTICLES = Set.of("das", "dos", "del", "los", "las", "von", "van", "der", "and", "ltda",
            "telecom", "banco", "bank", "foods", "grupo", "group", "brasil");
    private static final int MIN_PART = 3;
    private static final Map<Character, String> ACCENTS = Map.of('a', "[aàáâãäå]", 'c', "[cç]", 'e', "[eèéêë]", 'i', "[iìíîï]",
            'n', "[nñ]", 'o', "[oòóôõö]", 'u', "[uùúûü]", 'y', "[yýÿ]");

    private final List<Pattern> names;
    private final Set<String> kept;
    private final Map<Removed, Integer> removed = new EnumMap<>(Removed.class);

    /**
     * @param names of people and companies; also each part of a name is removed
     * @param kept texts that stay, such as a version of four numbers, which looks like an IP address
     */
    public Redaction(Collection<String> names, Set<String> kept) {
        var all = new ArrayList<>(names.stream().map(Redaction::fold).filter(name -> name.length() >= MIN_PART).toList());
        names.stream().flatMap(name -> Arrays.stream(fold(name).split("[^\\p{L}\\d]+")))
                .filter(part -> part.length() >= MIN_PART && !PARTICLES.contains(part)).forEach(all::add);
        this.names = all.stream().distinct().map(Redaction::name).toList();
        this.kept = kept;
    }

    private static Map<Removed, Pattern> forms() {
        var forms = new LinkedHashMap<Removed, Pattern>();
        forms.put(Removed.EMAIL, Pattern.compile("[\\p{L}\\d._%+'-]{1,64}@[\\p{L}\\d-]{1,63}(?:\\.[\\p{L}\\d-]{1,63})+"));
        forms.put(Removed.IP_ADDRESS,
                Pattern.compile("(?<![\\w.])(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)"
                        + "(?:/\\d{1,2})?(?![\\w]|\\.\\d)|(?<![\\w:])(?:(?:" + HEX + ":){7}" + HEX
                        + "|(?=[\\da-fA-F:]*[\\da-fA-F])(?:" + HEX + "(?::" + HEX + "){0,6})?::(?:" + HEX + "(?::" + HEX
                        + "){0,6})?)(?![\\w:])"));
        // From July 2026 on, a CNPJ may have letters.
        forms.put(Removed.CNPJ, Pattern.compile(
                "(?<![\\w.])(?:[A-Z\\d]{2}\\.[A-Z\\d]{3}\\.[A-Z\\d]{3}/[A-Z\\d]{4}-\\d{2}|\\d{8}/?\\d{4}-?\\d{2})(?!\\w)"));
        forms.put(Removed.CPF, Pattern.compile("(?<![\\w.])\\d{3}\\.?\\d{3}\\.?\\d{3}-?\\d{2}(?!\\w)"));
        forms.put(Removed.PHONE,
                Pattern.compile("(?<![\\w.+-])(?:\\+\\d[\\d ().-]{6,18}\\d|(?:\\(\\d{2,3}\\) ?|0?\\d{2}[ .-])?\\d{4,5}[ .-]\\d{4}"
                        + "|\\d{10,11}|0[38]00[ .-]?\\d{3}[ .-]?\\d{4})(?![\\w-])"));
        return forms;
    }

    private static String fold(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "").toLowerCase(Locale.ROOT).strip();
    }

    private static Pattern name(String folded) {
        var pattern = folded.chars().mapToObj(character -> (char) character)
                .map(character -> ACCENTS.getOrDefault(character, Pattern.quote(String.valueOf(character))))
                .collect(Collectors.joining());
        return Pattern.compile("(?<![\\p{L}\\d])" + pattern + "(?![\\p{L}\\d])", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Returns the text with a mark such as {@code [EMAIL]} for each removed part. */
    public String remove(String text) {
        var rest = Normalizer.normalize(text, Normalizer.Form.NFC);
        for (var form : FORMS.entrySet()) rest = remove(form.getKey(), form.getValue(), rest);
        for (var name : names) rest = remove(Removed.NAME, name, rest);
        return rest;
    }

    private String remove(Removed kind, Pattern form, String text) {
        return form.matcher(text).replaceAll(match -> {
            if (kept.contains(match.group())) return Matcher.quoteReplacement(match.group());
            removed.merge(kind, 1, Integer::sum);
            return "[" + kind + "]";
        });
    }

    /** Returns how many parts of each kind were removed so far. */
    public Map<Removed, Integer> removed() {
        return Map.copyOf(removed);
    }
}
