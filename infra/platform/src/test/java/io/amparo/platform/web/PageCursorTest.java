package io.amparo.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageCursorTest {
    @Test
    void cursor_of_a_page_leads_to_its_last_key() {
        var page = new Page.Request(null, 2, "/tickets").of(List.of("a", "ç/\0", "c"), key -> key);

        assertThat(page.items()).containsExactly("a", "ç/\0");
        assertThat(new Page.Request(page.next(), 2, "/tickets").after()).isEqualTo("ç/\0");
    }

    @Test
    void cursor_of_another_list_is_invalid() {
        var next = new Page.Request(null, 1, "/tickets").of(List.of("a", "b"), key -> key).next();

        assertThatThrownBy(() -> new Page.Request(next, 1, "/customers").after()).isInstanceOf(ApiException.class);
    }

    @Test
    void text_that_is_no_cursor_is_invalid() {
        for (var text : List.of("", "zzz", "!", "YQ", "bm8gc3VjaCBpdGVt", "A".repeat(3_000)))
            assertThatThrownBy(() -> PageCursor.key("/tickets", text)).as(text).isInstanceOf(ApiException.class);
    }
}
