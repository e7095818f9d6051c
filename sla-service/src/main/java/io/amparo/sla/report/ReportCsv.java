package io.amparo.sla.report;

import io.amparo.platform.Adapter;
import io.amparo.sla.report.DurationSample.Percentiles;
import io.amparo.sla.report.Report.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/**
 * Writes a report as CSV (RFC 4180): one line per group, or the total if there are no groups. Durations are in seconds of open
 * time.
 */
@Adapter
final class ReportCsv {
    private static final List<String> COLUMNS = List.of("met", "missed", "running", "cancelled", "percentage",
            "consumedP50Seconds", "consumedP90Seconds", "consumedP95Seconds", "marginP50Seconds", "marginP90Seconds",
            "marginP95Seconds");
    private static final List<Function<Percentiles, Duration>> RANKS = List.of(Percentiles::p50, Percentiles::p90,
            Percentiles::p95);

    static String write(Set<Dimension> by, List<Row> rows) {
        var text = new StringBuilder();
        var header = Stream.concat(by.stream().map(Dimension::toString), COLUMNS.stream()).toArray(String[]::new);
        try (var table = CSVFormat.RFC4180.builder().setHeader(header).get().print(text)) {
            for (var row : rows) table.printRecord(line(row));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<Object> line(Row row) {
        var line = new ArrayList<Object>(row.key().values());
        var attainment = row.attainment();
        line.addAll(List.of(attainment.met(), attainment.missed(), attainment.running(), attainment.cancelled()));
        line.add(attainment.percentage());
        for (var percentiles : List.of(row.consumed(), row.margin())) for (var rank : RANKS) line.add(seconds(percentiles, rank));
        return line;
    }

    private static Object seconds(Optional<Percentiles> percentiles, Function<Percentiles, Duration> rank) {
        return percentiles.<Object>map(all -> rank.apply(all).toSeconds()).orElse("");
    }

    private ReportCsv() {}
}
