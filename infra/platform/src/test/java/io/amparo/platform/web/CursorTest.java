package io.amparo.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CursorTest {

    @Test
    void text_of_a_cursor_is_read_back() {
        var cursor = Cursor.of(Instant.ofEpochMilli(1_000), "t/1");

        assertThat(Cursor.parse(cursor.toString())).isEqualTo(cursor);
        assertThat(cursor.firstAsInstant()).isEqualTo(Instant.ofEpochMilli(1_000));
        assertThat(Cursor.of(null, "t1").toString()).isEqualTo("/t1");
        assertThat(Cursor.parse(null)).isNull();
    }

    @Test
    void part_that_is_not_what_the_list_expects_is_refused() {
        assertThatThrownBy(() -> Cursor.parse("zzz")).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> Cursor.parse("/x").firstAsInstant()).isInstanceOf(ApiException.class);
        for (var number : List.of("", "x", "-1", "2147483648", "4294967296")) {
            assertThatThrownBy(() -> new Cursor(number, "0").firstAsNumber()).as(number).isInstanceOf(ApiException.class);
            assertThatThrownBy(() -> new Cursor("0", number).secondAsNumber()).as(number).isInstanceOf(ApiException.class);
        }
    }
}
