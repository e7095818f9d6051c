package io.amparo.platform.web;

import java.util.regex.Pattern;

/**
 * Texts of people in a CSV file. A text that a spreadsheet would take for a formula gets an apostrophe in front, also behind the
 * separators of other spreadsheets, and so does a text that begins with an apostrophe.
 */
public final class CsvText {
    /** Spreadsheets skip quotes, white space and control characters before the sign, and know its wide forms. */
    private static final Pattern FORMULA = Pattern.compile("^(?:[\t\r\n]|'|[\\s\\p{Z}\\p{Cc}\\p{Cf}\"]*[=+\\-@＝＋－＠])");

    /** Spreadsheets of many languages separate cells by semicolons, some by bars. */
    private static final Pattern FORMULA_AFTER_SEPARATOR = Pattern.compile("([;|][\\s\\p{Z}\"]*+)(?=[=+\\-@＝＋－＠])");

    /** Returns the text of a cell that no spreadsheet takes for a formula, also one that splits cells at other separators. */
    public static String cell(String text) {
        var marked = FORMULA_AFTER_SEPARATOR.matcher(text).replaceAll("$1'");
        return FORMULA.matcher(marked).find() ? "'" + marked : marked;
    }

    private CsvText() {}
}
