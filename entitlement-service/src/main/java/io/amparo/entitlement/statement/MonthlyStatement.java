package io.amparo.entitlement.statement;

import io.amparo.entitlement.ledger.EntryKind;
import io.amparo.entitlement.ledger.RefundCode;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of consultancy hours in one month of the customer's zone, with the balance before and after. The closing balance is
 * the opening balance and the sum of all lines.
 *
 * @param blockMinutes worked minutes are rounded up to whole blocks of so many minutes
 */
record MonthlyStatement(String customerId, String customerName, YearMonth month, String zone, int blockMinutes,
        int openingBalance, List<Line> lines) {

    /**
     * One entry.
     *
     * @param at instant in the customer's zone
     * @param balance balance of all lots after it
     */
    record Line(OffsetDateTime at, EntryKind kind, int minutes, int reserved, int balance, @Nullable Integer workedMinutes,
            @Nullable String ticket, @Nullable String by, @Nullable RefundCode code, @Nullable String reason) {}

    int closingBalance() {
        return lines.isEmpty() ? openingBalance : lines.getLast().balance();
    }
}
