package io.amparo.sla.board;

import io.amparo.sla.clock.Explanation.Line;
import io.amparo.sla.clock.SlaClock.DueDateChange;
import io.amparo.sla.ledger.FactCodec;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import org.jspecify.annotations.Nullable;

/**
 * Formats explanations of clocks for people: in their language, at the wall time of the calendar's zone. Contacts of the customer
 * are named; all others are the vendor.
 */
record ClockFormatter(Locale language, ZoneId zone, ChangeAuthors authors) {
    private static final Control NO_OTHER_LANGUAGE = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    /** Formats a step, such as "Sexta-feira, 13 de nov. 16:00–18:00: 2 h contadas (horário de atendimento)". */
    String of(Line line) {
        var name = nameOf(line);
        var key = "step." + line.type() + (name == null ? "" : ".named");
        return capitalized(text(key, span(line.from(), line.to()), formatDuration(line.counted()), name == null ? "" : name,
                author(line.by())));
    }

    /** Returns the calendar's name for the step, or the translated status or term; null if it has none. */
    @Nullable
    String nameOf(Line line) {
        if (line.step() != null) return line.step().name(language);
        return switch (line.type()) {
            case PAUSED -> translated("status.", line.name());
            case TERMS -> translated("fact.", line.name());
            default -> line.name();
        };
    }

    String of(DueDateChange change) {
        var fact = change.fact();
        var key = !Objects.equals(change.from(), change.to())
                ? "rescheduled"
                : change.from() == null ? "rescheduled.paused" : "rescheduled.same";
        return capitalized(text(key, moment(change.at()), due(change.from()), due(change.to()),
                translated("fact.", FactCodec.term(fact)), author(fact.by())));
    }

    String of(RiskCause.Code cause, Instant since) {
        return capitalized(text("cause." + cause, moment(since)));
    }

    /** Formats an author with its preposition, which some languages join with the article: "pelo fornecedor". */
    private String author(@Nullable String personId) {
        var author = authors.of(personId);
        if (author.name() != null) return text("by.CONTACT", author.name());
        return text("by." + (author.bySide() == null ? "SYSTEM" : author.bySide()));
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

    private static String formatDuration(Duration duration) {
        var parts = new StringBuilder();
        if (duration.toHours() > 0) parts.append(duration.toHours()).append(" h ");
        if (duration.toMinutesPart() > 0) parts.append(duration.toMinutesPart()).append(" min ");
        if (duration.toSecondsPart() > 0 || parts.isEmpty()) parts.append(duration.toSecondsPart()).append(" s");
        return parts.toString().strip();
    }

    private String translated(String prefix, @Nullable String code) {
        var texts = texts();
        return code == null || !texts.containsKey(prefix + code) ? String.valueOf(code) : texts.getString(prefix + code);
    }

    private String text(String key, Object... arguments) {
        return new MessageFormat(texts().getString(key), language).format(arguments);
    }

    private ResourceBundle texts() {
        return ResourceBundle.getBundle("clocks", language, NO_OTHER_LANGUAGE);
    }

    private String capitalized(String sentence) {
        return sentence.substring(0, 1).toUpperCase(language) + sentence.substring(1);
    }
}
