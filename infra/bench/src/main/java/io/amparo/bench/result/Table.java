package io.amparo.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats a result as a text table: a line for each measured value, followed by its floors. */
public final class Table {
    private static final List<String> HEAD = List.of("", "n", "errors", "p50", "p90", "p99", "max", "unit", "x floor", "limit",
            "");
    private static final int TEXT_COLUMNS_FROM = 9;

    private final List<List<String>> rows = new ArrayList<>();

    private Table() {
        rows.add(HEAD);
    }

    public static String of(Result result) {
        var table = new Table();
        result.measuredValues().forEach(table::add);
        var machine = result.machine();
        var lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add(text("%d processors, load %.1f before and %.1f after (the limits apply to an idle machine); Java %s; store: %s",
                machine.processors(), machine.loadBefore(), result.loadAfter(), machine.java(), machine.store()));
        result.measuredValues().forEach(figure -> figure.errors()
                .forEach((reason, times) -> lines.add(text("%s: %s (%d)", figure.name(), reason, times))));
        return String.join("\n", lines) + "\n";
    }

    private void add(MeasuredValue value) {
        var status = value.limits().isEmpty() ? "" : value.met() ? "met" : "MISSED";
        rows.add(row(value.name(), value,
                value.limits().stream().map(limit -> formatLimit(limit, value.unit())).collect(Collectors.joining(", ")),
                status));
        value.floors().forEach(floor -> rows.add(row("  floor: " + floor.name(), floor, "", "")));
    }

    private static List<String> row(String name, MeasuredValue value, String limits, String status) {
        var single = value.values().get(MeasuredValue.SINGLE);
        return List.of(name, Long.toString(value.count()), Long.toString(value.errorCount()),
                single == null ? cell(value, "p50") : number(single), cell(value, "p90"), cell(value, "p99"), cell(value, "max"),
                value.unit(), value.ratio().isPresent() ? number(value.ratio().getAsDouble()) : "", limits, status);
    }

    private static String cell(MeasuredValue figure, String value) {
        var found = figure.values().get(value);
        return found == null ? "" : number(found);
    }

    private static String formatLimit(AcceptanceLimit limit, String unit) {
        var value = limit.statistic().equals(MeasuredValue.SINGLE) ? "" : limit.statistic() + " ";
        var aim = limit.target().isPresent() ? text(" (target %s)", limitNumber(limit.target().getAsDouble())) : "";
        return text("%s≤ %s %s%s", value, limitNumber(limit.atMost()), unit, aim);
    }

    private static String limitNumber(double value) {
        return text(value == Math.rint(value) ? "%.0f" : "%.1f", value);
    }

    private static String number(double value) {
        return text(value < 10 ? "%.2f" : value < 1000 ? "%.1f" : "%.0f", value);
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    private List<String> lines() {
        var widths = new int[HEAD.size()];
        for (var row : rows)
            for (int column = 0; column < widths.length; column++)
                widths[column] = Math.max(widths[column], row.get(column).length());
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            var left = column == 0 || column >= TEXT_COLUMNS_FROM;
            line.append(text((left ? "%-" : "%") + Math.max(1, widths[column]) + "s  ", row.get(column)));
        }
        return line.toString().stripTrailing();
    }
}
