package io.amparo.entitlement.statement;

import io.amparo.platform.Adapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;

/**
 * Writes a statement as CSV (RFC 4180): one line per entry between the opening and the closing balance, then the rules. A text
 * that a spreadsheet would take for a formula begins with an apostrophe.
 */
@Adapter
final class StatementCsv {
    private static final Pattern FORMULA = Pattern.compile("^[\\s]*[=+\\-@\\t\\r\\n].*", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");

    private StatementCsv() {}

    static String write(MonthlyStatement statement, StatementTexts texts) {
        var text = new StringBuilder();
        try (var table = CSVFormat.RFC4180.builder().setHeader(texts.columns().toArray(String[]::new)).get().print(text)) {
            table.printRecord(balance(texts.opening(), statement.openingBalance()));
            for (var line : statement.lines())
                table.printRecord(texts.cells(line).stream().map(StatementCsv::withoutFormula).toList());
            table.printRecord(balance(texts.closing(), statement.closingBalance()));
            table.printRecord(List.of("", texts.rounding(statement), "", "", "", "", "", "", texts.zone(statement)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<String> balance(String name, int minutes) {
        return List.of("", name, "", "", Integer.toString(minutes), "", "", "", "");
    }

    static String withoutFormula(String cell) {
        return FORMULA.matcher(cell).matches() && !NUMBER.matcher(cell).matches() ? "'" + cell : cell;
    }
}
