package io.amparo.entitlement.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.entitlement.contract.Customer;
import io.amparo.platform.Adapter;
import io.amparo.platform.web.ApiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Reads and writes the CSV form of customers (RFC 4180, UTF-8). A written text that a spreadsheet would take as a formula begins
 * with an apostrophe, which reading removes.
 */
@Adapter
final class CustomerCsv {
    static final int MAX_LINES = 20_000;
    private static final Pattern FORMULA = Pattern.compile("(?s)[=+\\-@\\t\\r'].*");
    private static final Pattern GUARDED = Pattern.compile("(?s)'[=+\\-@\\t\\r'].*");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private CustomerCsv() {}

    /** @throws ApiException 422 if it is no CSV with these columns, or has too many lines */
    static List<CsvLine> read(byte[] content) {
        var format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).setIgnoreEmptyLines(true).setTrim(true)
                .get();
        var lines = new ArrayList<CsvLine>();
        try (var reader = new InputStreamReader(new ByteArrayInputStream(content), strict()); var table = format.parse(reader)) {
            var columns = table.getHeaderNames().stream().map(name -> name.replace(BYTE_ORDER_MARK, "")).toList();
            var unknown = columns.stream().filter(name -> !CsvLine.COLUMNS.contains(name)).toList();
            if (columns.isEmpty() || !unknown.isEmpty()) throw ApiException.invalidOneOf("header", CsvLine.COLUMNS);
            for (var row : table) {
                if (lines.size() == MAX_LINES) throw ApiException.invalid("lines", "not-between", 1, MAX_LINES);
                var fields = new HashMap<String, String>();
                for (int i = 0; i < Math.min(row.size(), columns.size()); i++)
                    if (!row.get(i).isEmpty()) fields.put(columns.get(i), unguard(row.get(i)));
                lines.add(new CsvLine(table.getCurrentLineNumber(), fields));
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw ApiException.invalid("body", "malformed");
        }
        return lines;
    }

    /** Refuses what is no UTF-8, such as a file in Windows-1252: its accents would be lost. */
    private static CharsetDecoder strict() {
        return UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private static String unguard(String text) {
        return GUARDED.matcher(text).matches() ? text.substring(1) : text;
    }

    static String guard(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    /** Returns a writer that has written the header. */
    static CSVPrinter printer(Appendable target) throws IOException {
        return CSVFormat.RFC4180.builder().setHeader(CsvLine.COLUMNS.toArray(String[]::new)).get().print(target);
    }

    static void write(CSVPrinter table, Customer customer) throws IOException {
        write(table, CsvLine.Type.CUSTOMER, customer, Map.of("name", customer.name(), "language", customer.language(), "zone",
                customer.zone(), "contactQuota", customer.contactQuota(), "domains", String.join(" ", customer.domains())));
        for (var period : customer.periods().all())
            write(table, CsvLine.Type.PERIOD, customer, Map.of("edition", period.edition(), "slaPlan", period.slaPlan(),
                    "validFrom", period.validFrom(), "validTo", period.validTo()));
        for (var contact : customer.contacts())
            if (contact.deputyFor() == null)
                write(table, CsvLine.Type.CONTACT, customer, Map.of("name", contact.name(), "email", contact.email(), "language",
                        contact.language(), "zone", contact.zone(), "administrator", contact.administrator()));
        for (var booked : customer.holdings().bookedPackages())
            write(table, CsvLine.Type.PACKAGE, customer, Map.of("code", booked.code(), "units",
                    booked.units() == null ? "" : booked.units(), "validFrom", booked.validFrom(), "validTo", booked.validTo()));
    }

    private static void write(CSVPrinter table, CsvLine.Type type, Customer customer, Map<String, Object> fields)
            throws IOException {
        var values = new HashMap<>(fields);
        values.put("type", type);
        values.put("customer", customer.id());
        table.printRecord(CsvLine.COLUMNS.stream().map(column -> guard(values.getOrDefault(column, "").toString())).toList());
    }
}
