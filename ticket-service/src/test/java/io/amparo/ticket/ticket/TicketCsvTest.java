package io.amparo.ticket.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.platform.web.CsvText;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

class TicketCsvTest {

    @Test
    void each_text_of_the_case_but_the_normal_one_is_marked() throws IOException {
        var subjects = JsonMapper.shared()
                .readTree(new ClassPathResource("cases/portal/portal-01-formulas-in-csv.json").getContentAsString(UTF_8))
                .get("subjects");

        assertThat(subjects).hasSize(12).allSatisfy(subject -> assertThat(CsvText.cell(subject.asString()))
                .isEqualTo((subject.asString().startsWith("normal") ? "" : "'") + subject.asString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00A0=1+1", "\uFEFF=1+1", "\u200B@SUM(1)", "\n=1", "\ttext", "'text", "－2", "\" \t+1"})
    void hidden_signs_are_marked(String text) {
        assertThat(CsvText.cell(text)).isEqualTo("'" + text);
    }

    @Test
    void a_formula_behind_another_separator_is_marked_too() {
        assertThat(CsvText.cell("x;=HYPERLINK(1)")).isEqualTo("x;'=HYPERLINK(1)");
        assertThat(CsvText.cell("x; \"+1|@a")).isEqualTo("x; \"'+1|'@a");
        assertThat(CsvText.cell("a; b|c")).isEqualTo("a; b|c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "T-2026-000123", "2026-11-20T12:00:00Z", "a=b", "e-mail", "\"quoted\" text", " text"})
    void other_texts_stay_as_they_are(String text) {
        assertThat(CsvText.cell(text)).isEqualTo(text);
    }
}
