package io.amparo.sla.icalendar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import org.junit.jupiter.api.Test;

class ICalendarTextTest {

    /** Programs that fold after 75 bytes, as RFC 5545 allows, cut an ã in two. */
    @Test
    void line_folded_inside_a_character_is_joined() throws Exception {
        var file = new ByteArrayOutputStream();
        file.write("SUMMARY:Recesso, plant".getBytes(UTF_8));
        var character = "ã".getBytes(UTF_8);
        file.write(character, 0, 1);
        file.write("\r\n ".getBytes(UTF_8));
        file.write(character, 1, 1);
        file.write("o\r\n".getBytes(UTF_8));

        assertThat(ICalendarText.decode(file.toByteArray(), null)).isEqualTo("SUMMARY:Recesso, plantão\r\n");
    }

    @Test
    void charset_counts_and_a_byte_order_mark_counts_more() throws Exception {
        assertThat(ICalendarText.decode("São João".getBytes(ISO_8859_1), ISO_8859_1)).isEqualTo("São João");
        assertThat(ICalendarText.decode("\uFEFFSão João".getBytes(UTF_8), ISO_8859_1)).isEqualTo("São João");
        assertThat(ICalendarText.decode("\uFEFFSão João".getBytes(UTF_8), null)).isEqualTo("São João");
        assertThat(ICalendarText.decode("São\r\n João".getBytes(UTF_16), UTF_16)).isEqualTo("São\r\n João");
    }

    @Test
    void soft_line_break_of_quoted_printable_stays() throws Exception {
        assertThat(ICalendarText.decode("empre=\r\n sa".getBytes(UTF_8), null)).isEqualTo("empre=\r\n sa");
    }

    @Test
    void bytes_that_are_no_text_in_the_charset_are_refused() {
        assertThatThrownBy(() -> ICalendarText.decode("São João".getBytes(ISO_8859_1), null))
                .isInstanceOf(CharacterCodingException.class);
    }
}
