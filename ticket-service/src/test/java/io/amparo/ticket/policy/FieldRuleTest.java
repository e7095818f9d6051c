package io.amparo.ticket.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Vocabulary.FieldType;
import io.amparo.platform.web.ApiException.FieldError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R1.2")
class FieldRuleTest {
    private static final List<FieldRule> RULES = List.of(
            new FieldRule("site", FieldType.CHOICE, true, List.of("north", "south"), null),
            new FieldRule("order", FieldType.TEXT, false, List.of(), 5),
            new FieldRule("users", FieldType.NUMBER, false, List.of(), null),
            new FieldRule("since", FieldType.DATE, false, List.of(), null));

    @ParameterizedTest
    @CsvSource({"site,north,", "site,North,one-of", "order,12345,", "order,123456,too-long", "users,12,", "users,-0.5,",
            "users,1e9,no-number", "users,NaN,no-number", "users,١٢,no-number", "users,1;2,no-number", "since,2028-02-29,",
            "since,2027-02-29,no-date", "since,0000-01-01,no-date", "since,2026-11-30T10:00:00Z,no-date",
            "since,+12026-11-30,no-date", "$where,1,unknown", "Site,north,unknown"})
    void a_value_follows_the_type_of_its_field(String field, String value, String code) {
        var values = field.equals("site") ? Map.of("site", value) : Map.of("site", "south", field, value);

        assertThat(FieldRule.errors(RULES, values).stream().map(FieldError::code).toList())
                .isEqualTo(code == null ? List.of() : List.of(code));
    }

    @Test
    void all_errors_come_at_once_and_name_the_choices() {
        var errors = FieldRule.errors(RULES, Map.of("users", "many", "since", "today", "other", "x"));

        assertThat(errors).extracting(FieldError::field).containsExactly("fields.site", "fields.users", "fields.since",
                "fields.other");
        assertThat(errors.getFirst().allowed()).containsExactly("north", "south");
    }

    @Test
    void a_type_of_a_later_version_counts_as_text() {
        assertThat(FieldRule.type("PHONE")).isEqualTo(FieldType.TEXT);
    }
}
