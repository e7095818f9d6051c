package io.amparo.entitlement.statement;

import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.ledger.LotEntries;
import io.amparo.entitlement.ledger.LotEntries.StoredEntry;
import io.amparo.entitlement.ledger.LotKind;
import io.amparo.entitlement.ledger.Lots;
import io.amparo.entitlement.ledger.Rounding;
import io.amparo.entitlement.statement.MonthlyStatement.Line;
import io.amparo.platform.web.ApiException;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;

/** Prepares the statement of a month. A past month never changes, because entries are only appended. */
final class PrepareStatement {
    private static final int MAX_YEAR = 9_998;
    private static final int MAX_LOTS = 500;
    private static final int MAX_LINES = 5_000;

    private final Lots lots;
    private final LotEntries entries;
    private final Rounding rounding;

    PrepareStatement(Lots lots, LotEntries entries, Rounding rounding) {
        this.lots = lots;
        this.entries = entries;
        this.rounding = rounding;
    }

    /** @throws ApiException 409 if the month has more than 5,000 entries, or the customer more than 500 lots */
    MonthlyStatement handle(Customer customer, YearMonth month) {
        if (month.getYear() < 1 || month.getYear() > MAX_YEAR) throw ApiException.invalid("month", "malformed");
        var zone = ZoneId.of(customer.zone());
        var from = month.atDay(1).atStartOfDay(zone).toInstant();
        var to = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
        var all = lots.latest(customer.id(), LotKind.HOURS, null, MAX_LOTS + 1);
        entries.complete(all);
        var found = entries.between(customer.id(), LotKind.HOURS, from, to, MAX_LINES + 1);
        if (all.size() > MAX_LOTS || found.size() > MAX_LINES) throw ApiException.conflict("statement-too-large");
        int opening = entries.balanceBefore(customer.id(), LotKind.HOURS, from);
        var lines = new ArrayList<Line>();
        int balance = opening;
        for (var stored : found) {
            balance += stored.entry().amount();
            lines.add(line(stored, balance, zone));
        }
        return new MonthlyStatement(customer.id(), customer.name(), month, customer.zone(), rounding.blockMinutes(), opening,
                lines);
    }

    private static Line line(StoredEntry stored, int balance, ZoneId zone) {
        var entry = stored.entry();
        var note = entry.note();
        return new Line(note.at().atZone(zone).toOffsetDateTime(), entry.kind(), entry.amount(), entry.reserved(), balance,
                note.worked(), note.ticket(), note.by(), note.code(), note.reason());
    }
}
