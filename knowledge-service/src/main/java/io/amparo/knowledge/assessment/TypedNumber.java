package io.amparo.knowledge.assessment;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.Normalizer;
import java.text.ParsePosition;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number as a person types it, with the decimal sign of the person's language. It is refused if it can mean two numbers: in
 * Portuguese {@code 1.234} can be a thousand with its grouping sign or one with a decimal point.
 *
 * @param value null if the text is refused
 * @param error code of the field error; null if the text is a number
 */
record TypedNumber(@Nullable BigDecimal value, @Nullable String error) {
    static final int MAX_LENGTH = 60;
    /** No exponent: a short text could have a billion digits. */
    private static final Pattern CHARACTERS = Pattern.compile("-?[0-9.,]{1,40}");
    private static final String POINT = ".";
    private static final char DECIMAL_POINT = '.';
    private static final char DECIMAL_COMMA = ',';

    /**
     * @param language pt-BR, en or es
     * @param unit unit of the question, which may follow the number; null for none
     */
    static TypedNumber parse(String text, String language, @Nullable String unit) {
        var typed = withoutUnit(normalize(text), unit);
        if (text.length() > MAX_LENGTH || !CHARACTERS.matcher(typed).matches()) return refused("not-a-number");
        char decimal = format(language).getDecimalFormatSymbols().getDecimalSeparator();
        char grouping = decimal == DECIMAL_POINT ? DECIMAL_COMMA : DECIMAL_POINT;
        var own = parse(typed, decimal, grouping);
        var foreign = parse(typed, grouping, decimal);
        var refusal = refused(foreign.isPresent() ? "ambiguous-number" : "not-a-number");
        if (typed.indexOf(decimal) >= 0) return own.map(TypedNumber::of).orElse(refusal);
        if (own.isPresent() && foreign.isPresent() && own.get().compareTo(foreign.get()) != 0) return refusal;
        // A decimal point is read in every language, a decimal comma only where it is usual.
        return own.or(() -> typed.contains(POINT) ? foreign : Optional.empty()).map(TypedNumber::of).orElse(refusal);
    }

    /** Returns a number as the reader's language writes it, without grouping: {@link #parse} reads it as the same number. */
    static String format(BigDecimal number, String language) {
        var format = format(language);
        format.setGroupingUsed(false);
        return format.format(number);
    }

    private static DecimalFormat format(String language) {
        return format(DecimalFormatSymbols.getInstance(Locale.forLanguageTag(language)));
    }

    private static DecimalFormat format(DecimalFormatSymbols symbols) {
        var format = new DecimalFormat("#,##0.###", symbols);
        format.setMaximumFractionDigits(MAX_LENGTH);
        format.setParseBigDecimal(true);
        format.setStrict(true);
        return format;
    }

    private static Optional<BigDecimal> parse(String typed, char decimal, char grouping) {
        var symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setDecimalSeparator(decimal);
        symbols.setGroupingSeparator(grouping);
        var position = new ParsePosition(0);
        var format = format(symbols);
        // A strict format with grouping refuses a number without it.
        format.setGroupingUsed(typed.indexOf(grouping) >= 0);
        var number = format.parse(typed, position);
        return number == null || position.getIndex() < typed.length() ? Optional.empty() : Optional.of((BigDecimal) number);
    }

    /** Full-width digits, and the minus sign of typography, mean the same. */
    private static String normalize(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).replace('\u2212', '-').strip();
    }

    private static String withoutUnit(String typed, @Nullable String unit) {
        if (unit == null) return typed;
        var ending = normalize(unit);
        int end = typed.length() - ending.length();
        return end > 0 && typed.substring(end).equalsIgnoreCase(ending) ? typed.substring(0, end).strip() : typed;
    }

    private static TypedNumber of(BigDecimal value) {
        return new TypedNumber(value, null);
    }

    private static TypedNumber refused(String code) {
        return new TypedNumber(null, code);
    }
}
