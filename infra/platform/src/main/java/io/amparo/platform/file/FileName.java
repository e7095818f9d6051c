package io.amparo.platform.file;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the name that a browser sends into one that is safe to show, to send in a header and to save. */
final class FileName {
    static final int MAX_LENGTH = 200;
    private static final int MAX_EXTENSION = 20;
    private static final String UNNAMED = "file";

    /**
     * Control, format and private characters, lone surrogates, line separators. Format characters can reverse the name, so that
     * {@code exe.png} is read as {@code gnp.exe}; only the joiners of emoji and scripts stay.
     */
    private static final Pattern UNSAFE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}&&[^\\u200C\\u200D]]");
    /** Not allowed in file names of Windows, or with a meaning in a header. */
    private static final Pattern RESERVED = Pattern.compile("[<>:\"|?*;]");
    /** Leading dots hide a file, trailing ones are lost on Windows. */
    private static final Pattern EDGES = Pattern.compile("^[.\\s]+|[.\\s]+$");

    private FileName() {}

    static String clean(@Nullable String given) {
        if (given == null) return UNNAMED;
        var name = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        name = UNSAFE.matcher(Normalizer.normalize(name, Normalizer.Form.NFC)).replaceAll("");
        name = EDGES.matcher(RESERVED.matcher(name).replaceAll("_")).replaceAll("");
        return name.isEmpty() ? UNNAMED : shorten(name);
    }

    /** Keeps the extension. */
    private static String shorten(String name) {
        if (name.length() <= MAX_LENGTH) return name;
        int dot = name.lastIndexOf('.');
        var extension = dot > 0 && name.length() - dot <= MAX_EXTENSION ? name.substring(dot) : "";
        int end = MAX_LENGTH - extension.length();
        if (Character.isHighSurrogate(name.charAt(end - 1))) end--;
        return name.substring(0, end) + extension;
    }
}
