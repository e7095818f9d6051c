package io.amparo.bench.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats a result as a text table: a line for each measured value, followed by its floors. */
public final class Table {
    private static final List<String> HEAD = List.of("", "n", "errors", "p50", "p90", "p99", "max", "unit", "x floor", "bar", "");
    private static final int TEXT_COLUMNS_FROM = 9;

    private final List<List<String>> rows = new ArrayList<>();

    private Table() {
        rows.add(HEAD);
    }

    public static String of(Result result) {
        var table = new Table();
        result.figures().forEach(table::add);
        var machine = result.machine();
        var lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add(text("%d processors, load %.1f before and %.1f after (the limits apply to an idle machine); Java %s; store: %s",
                machine.processors(), machine.before(), result.after(), machine.java(), machine.store()));
        result.figures().forEach(figure -> figure.errors()
                .forEach((reason, times) -> lines.add(text("%s: %s (%d)", figure.name(), reason, times))));
        return String.join("\n", lines) + "\n";
    }

    private void add(Figure figure) {
        var verdict = figure.bars().isEmpty() ? "" : figure.met() ? "met" : "MISSED";
        rows.add(row(figure.name(), figure,
                figure.bars().stream().map(bar -> spoken(bar, figure.unit())).collect(Collectors.joining(", ")), verdict));
        figure.floors().forEach(floor -> rows.add(row("  floor: " + floor.name(), floor, "", "")));
    }

    private static List<String> row(String name, Figure figure, String bars, String verdict) {
        var single = figure.values().get(Figure.SINGLE);
        return List.of(name, Long.toString(figure.count()), Long.toString(figure.failed()),
                single == null ? cell(figure, "p50") : number(single), cell(figure, "p90"), cell(figure, "p99"),
                cell(figure, "max"), figure.unit(), figure.ratio().isPresent() ? number(figure.ratio().getAsDouble()) : "", bars,
                verdict);
    }

    private static String cell(Figure figure, String value) {
        var known = figure.values().get(value);
        return known == null ? "" : number(known);
    }

    private static String spoken(Bar bar, String unit) {
        var value = bar.of().equals(Figure.SINGLE) ? "" : bar.of() + " ";
        var aim = bar.aim().isPresent() ? text(" (aim %.0f)", bar.aim().getAsDouble()) : "";
        return text("%s≤ %.0f %s%s", value, bar.atMost(), unit, aim);
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
