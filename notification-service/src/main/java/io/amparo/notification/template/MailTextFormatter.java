package io.amparo.notification.template;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** Formats facts for one recipient in the recipient's language and time zone, including the name of the zone. */
final class MailTextFormatter {
    private static final Locale PORTUGUESE = Locale.of("pt", "BR");
    private static final ResourceBundle.Control NO_SYSTEM_LANGUAGE = ResourceBundle.Control
            .getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Locale language;
    private final ZoneId zone;
    private final ResourceBundle words;

    MailTextFormatter(Locale language, ZoneId zone) {
        this.language = language;
        this.zone = zone;
        this.words = ResourceBundle.getBundle("mail/words", language, NO_SYSTEM_LANGUAGE);
    }

    /** Returns English or Spanish for their regional variants, otherwise Brazilian Portuguese. */
    static Locale supportedLanguage(String tag) {
        return switch (Locale.forLanguageTag(tag).getLanguage()) {
            case "en" -> Locale.ENGLISH;
            case "es" -> Locale.of("es");
            default -> PORTUGUESE;
        };
    }

    /** Formats each fact as text, and each list of fact maps as a list of formatted maps. */
    Map<String, Object> format(Map<?, ?> facts) {
        return facts.entrySet().stream()
                .collect(toMap(fact -> fact.getKey().toString(),
                        fact -> fact.getValue() instanceof List<?> list
                                ? list.stream().map(each -> format((Map<?, ?>) each)).toList()
                                : format(fact.getValue())));
    }

    private String format(Object fact) {
        return switch (fact) {
            case Instant instant -> instant(instant);
            case LocalDate date -> DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(language).format(date);
            case Duration duration -> duration(duration);
            case Period period -> period(period);
            case LocalizedCode code -> localized(code.kind() + "." + code.code(), code.code());
            default -> fact.toString();
        };
    }

    /** Formats to the second, because short promises exist, and on a 24-hour clock, which is unambiguous. */
    private String instant(Instant instant) {
        var zoned = instant.atZone(zone);
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(language).format(zoned) + ", "
                + DateTimeFormatter.ofPattern("HH:mm:ss (zzzz", language).format(zoned) + ", " + zone + ")";
    }

    private static String duration(Duration duration) {
        var parts = new ArrayList<String>();
        if (duration.toHours() > 0) parts.add(duration.toHours() + " h");
        if (duration.toMinutesPart() > 0) parts.add(duration.toMinutesPart() + " min");
        if (duration.toSecondsPart() > 0 || parts.isEmpty()) parts.add(duration.toSecondsPart() + " s");
        return String.join(" ", parts);
    }

    private String period(Period period) {
        var parts = new ArrayList<String>();
        if (period.toTotalMonths() > 0) parts.add(quantity(period.toTotalMonths(), "month"));
        if (period.getDays() >= 7) parts.add(quantity(period.getDays() / 7, "week"));
        if (period.getDays() % 7 > 0) parts.add(quantity(period.getDays() % 7, "day"));
        return String.join(" ", parts);
    }

    private String quantity(long number, String unit) {
        return number + " " + localized(unit + (number == 1 ? ".one" : ".many"), unit);
    }

    private String localized(String key, String defaultText) {
        return words.containsKey(key) ? words.getString(key) : defaultText;
    }
}
