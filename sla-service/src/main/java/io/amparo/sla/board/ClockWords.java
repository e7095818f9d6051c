package io.amparo.sla.board;

import io.amparo.sla.clock.Explanation.Because;
import io.amparo.sla.clock.Explanation.Line;
import io.amparo.sla.clock.SlaClock.Redating;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import org.jspecify.annotations.Nullable;

/** Formats explanations of clocks for people: in their language, at the wall time of the calendar's zone. */
record ClockWords(Locale language, ZoneId zone) {
    private static final Control NO_OTHER_LANGUAGE = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    /** Formats a step, such as "Sexta-feira, 13 de nov. 16:00–18:00: 2 h contadas (horário de atendimento)". */
    String of(Line line) {
        var name = named(line);
        var key = "step." + line.because() + (name == null ? "" : ".named");
        return capital(text(key, span(line.from(), line.to()), lasting(line.counted()), name == null ? "" : name,
                line.by() == null ? text("somebody") : line.by()));
    }

    /** Returns the calendar's name for the step, or the translated status or term; null if it has none. */
    @Nullable
    String named(Line line) {
        if (line.step() != null) return line.step().name(language);
        return switch (line.because()) {
            case PAUSED -> word("status.", line.name());
            case TERMS -> word("fact.", line.name());
            default -> line.name();
        };
    }

    String of(Redating move) {
        var fact = move.fact();
        return capital(text(move.from() == null && move.to() == null ? "redated.standing" : "redated", moment(move.at()),
                due(move.from()), due(move.to()), word("fact.", fact.what().name()),
                fact.by() == null ? text("somebody") : fact.by()));
    }

    String of(Cause.Code cause, Instant since) {
        return capital(text("cause." + cause, moment(since)));
    }

    private String due(@Nullable Instant at) {
        return at == null ? text("no-due") : moment(at);
    }

    private String span(Instant from, Instant to) {
        if (from.equals(to)) return moment(from);
        var first = from.atZone(zone);
        var last = to.atZone(zone);
        // Midnight belongs to the day that it ends.
        boolean midnight = last.toLocalTime().toSecondOfDay() == 0 && last.toLocalDate().equals(first.toLocalDate().plusDays(1));
        if (midnight) return moment(from) + "\u201324:00";
        return first.toLocalDate().equals(last.toLocalDate())
                ? moment(from) + "\u2013" + time(last)
                : moment(from) + " \u2013 " + moment(to);
    }

    private String moment(Instant at) {
        var local = at.atZone(zone);
        return DateTimeFormatter.ofPattern(text("day"), language).format(local) + " " + time(local);
    }

    private static String time(ZonedDateTime at) {
        return DateTimeFormatter.ofPattern(at.getSecond() == 0 ? "HH:mm" : "HH:mm:ss").format(at);
    }

    private static String lasting(Duration open) {
        var parts = new StringBuilder();
        if (open.toHours() > 0) parts.append(open.toHours()).append(" h ");
        if (open.toMinutesPart() > 0) parts.append(open.toMinutesPart()).append(" min ");
        if (open.toSecondsPart() > 0 || parts.isEmpty()) parts.append(open.toSecondsPart()).append(" s");
        return parts.toString().strip();
    }

    private String word(String prefix, @Nullable String code) {
        var texts = texts();
        return code == null || !texts.containsKey(prefix + code) ? String.valueOf(code) : texts.getString(prefix + code);
    }

    private String text(String key, Object... arguments) {
        return new MessageFormat(texts().getString(key), language).format(arguments);
    }

    private ResourceBundle texts() {
        return ResourceBundle.getBundle("clocks", language, NO_OTHER_LANGUAGE);
    }

    private String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(language) + sentence.substring(1);
    }
}
