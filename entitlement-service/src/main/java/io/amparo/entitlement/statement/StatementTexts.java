package io.amparo.entitlement.statement;

import io.amparo.entitlement.message.LocalizedMessages;
import io.amparo.entitlement.statement.MonthlyStatement.Line;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts of a statement in the language of the request. */
final class StatementTexts {
    private static final List<String> COLUMNS = List.of("at", "kind", "minutes", "reserved", "balance", "worked", "ticket", "by",
            "reason");

    private final LocalizedMessages messages;

    StatementTexts(LocalizedMessages messages) {
        this.messages = messages;
    }

    String title(MonthlyStatement statement) {
        return messages.get("statement.title", List.of(statement.customerName(), statement.month().toString()));
    }

    String rounding(MonthlyStatement statement) {
        return messages.get("statement.rounding", List.of(Integer.toString(statement.blockMinutes())));
    }

    String zone(MonthlyStatement statement) {
        return messages.get("statement.zone", List.of(statement.zone()));
    }

    String opening() {
        return messages.get("statement.opening");
    }

    String closing() {
        return messages.get("statement.closing");
    }

    /** Returns the names of the columns of {@link #cells}. */
    List<String> columns() {
        return COLUMNS.stream().map(column -> messages.get("statement.column." + column)).toList();
    }

    /** Returns the cells of a line; an instant without its offset, which {@link #zone} names. */
    List<String> cells(Line line) {
        return List.of(line.at().toLocalDateTime().withNano(0).toString(), messages.get("statement.kind." + line.kind()),
                Integer.toString(line.minutes()), Integer.toString(line.reserved()), Integer.toString(line.balance()),
                line.workedMinutes() == null ? "" : line.workedMinutes().toString(), text(line.ticket()), text(line.by()),
                reason(line));
    }

    private String reason(Line line) {
        var code = line.code() == null ? null : messages.get("statement.code." + line.code());
        return String.join(": ", Stream.of(text(code), text(line.reason())).filter(part -> !part.isEmpty()).toList());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
