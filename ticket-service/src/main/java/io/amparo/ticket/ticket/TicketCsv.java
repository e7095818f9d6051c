package io.amparo.ticket.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.platform.Adapter;
import io.amparo.platform.web.CsvText;
import io.amparo.ticket.sla.Sla;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/**
 * Writes a list of tickets as CSV (RFC 4180, UTF-8).
 */
@Adapter
final class TicketCsv {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder()
            .setHeader("number", "kind", "status", "priority", "customer", "customerName", "owner", "product", "version",
                    "subject", "openedAt", "updatedAt", "nextMetric", "nextDueAt")
            .get();
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** Writes page by page, so that one page is in memory. */
    static void write(OutputStream target, boolean withByteOrderMark, int pageSize,
            Function<@Nullable TicketSummary, List<TicketSummary>> pageAfter) throws IOException {
        var writer = new OutputStreamWriter(target, UTF_8);
        if (withByteOrderMark) writer.write(BYTE_ORDER_MARK);
        try (var table = FORMAT.print(writer)) {
            @Nullable
            TicketSummary last = null;
            List<TicketSummary> page;
            do {
                page = pageAfter.apply(last);
                for (var ticket : page) table.printRecord(cells(ticket));
                table.flush();
                last = page.isEmpty() ? null : page.getLast();
            } while (page.size() == pageSize);
        }
    }

    private static Stream<String> cells(TicketSummary ticket) {
        var clock = ticket.next() == null ? null : ticket.next().clock();
        return Stream.of(ticket.number(), ticket.kind(), ticket.status(), ticket.priority(), ticket.customerId(),
                ticket.customerName(), ticket.owner() == null ? "" : ticket.owner().name(), ticket.product(), ticket.version(),
                ticket.subject(), ticket.openedAt(), ticket.updatedAt(), clock == null ? "" : clock.metric(), dueAt(clock))
                .map(Object::toString).map(CsvText::cell);
    }

    private static Object dueAt(Sla.@Nullable Objective clock) {
        return clock == null || clock.dueAt() == null ? "" : clock.dueAt();
    }

    private TicketCsv() {}
}
