package io.amparo.entitlement.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.entitlement.ledger.EntryKind;
import io.amparo.entitlement.ledger.RefundCode;
import io.amparo.entitlement.statement.MonthlyStatement.Line;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R7.2")
class StatementCsvTest {
    private static final StatementTexts TEXTS = new StatementTexts((key, details) -> details.isEmpty() ? key : key + details);

    private static MonthlyStatement statement(Line... lines) {
        return new MonthlyStatement("acme", "Acme", YearMonth.of(2026, 11), "America/Sao_Paulo", 30, 120, List.of(lines));
    }

    @Test
    void a_statement_has_both_balances_its_lines_and_the_rounding_rule() {
        var line = new Line(OffsetDateTime.parse("2026-11-20T09:00:00.123-03:00"), EntryKind.RELEASE, 30, -30, 150, null,
                "T-2026-000001", null, RefundCode.NOT_NEEDED, "a, \"b\"");

        assertThat(StatementCsv.write(statement(line), TEXTS).lines().skip(1)).containsExactly("\"\",statement.opening,,,120,,,,",
                "2026-11-20T09:00,statement.kind.RELEASE,30,-30,150,,T-2026-000001,,\"statement.code.NOT_NEEDED: a, \"\"b\"\"\"",
                "\"\",statement.closing,,,150,,,,", "\"\",statement.rounding[30],,,,,,,statement.zone[America/Sao_Paulo]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1+1", "-1+1", "@SUM(A1)", " =1", "\t=1", "\r=1", "=cmd|' /C calc'!A0"})
    void a_text_is_no_formula_in_a_spreadsheet(String text) {
        assertThat(StatementCsv.withoutFormula(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-30", "0", "work = done", "T-2026-000001", ""})
    void other_cells_stay(String text) {
        assertThat(StatementCsv.withoutFormula(text)).isEqualTo(text);
    }

    @Test
    void a_month_without_entries_keeps_its_balance() {
        assertThat(statement().closingBalance()).isEqualTo(120);
    }
}
