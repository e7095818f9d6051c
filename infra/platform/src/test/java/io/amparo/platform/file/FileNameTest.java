package io.amparo.platform.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.Arguments;
import org.springframework.http.ContentDisposition;

class FileNameTest {

    static Stream<Arguments> names() {
        return Stream.of(Arguments.of("log.txt", "log.txt"), Arguments.of("../../etc/passwd", "passwd"),
                Arguments.of("C:\\Users\\bruno\\log.txt", "log.txt"), Arguments.of("a\"b\r\nX: y.txt", "a_bX_ y.txt"),
                Arguments.of("a\0b.txt", "ab.txt"), Arguments.of("photo\u202Egnp.exe", "photognp.exe"),
                Arguments.of("\u2066a\u2069\u200F.txt", "a.txt"), Arguments.of("📎 relatório.pdf", "📎 relatório.pdf"),
                Arguments.of("👩\u200D💻.txt", "👩\u200D💻.txt"), Arguments.of("re\u0301sume\u0301.txt", "résumé.txt"),
                Arguments.of("a\ud83d.txt", "a.txt"), Arguments.of("..", "file"), Arguments.of("/", "file"),
                Arguments.of("", "file"), Arguments.of(null, "file"), Arguments.of(" .htaccess ", "htaccess"),
                Arguments.of("report.exe. ", "report.exe"), Arguments.of("a;b|c?d*e<f>.txt", "a_b_c_d_e_f_.txt"),
                Arguments.of("a\u2028b.txt", "ab.txt"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_hostile_name_becomes_a_safe_one(String given, String expected) {
        var name = FileName.clean(given);

        assertThat(name).isEqualTo(expected);
        var header = ContentDisposition.attachment().filename(name, UTF_8).build().toString();
        assertThat(header).matches("[\\x20-\\x7E]+");
        assertThat(ContentDisposition.parse(header).getFilename()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"a,300,.txt,.txt", "é,300,.tar,.tar", "😀,150,.png,.png", "a,300,.extension-longer-than-any,''"})
    void a_long_name_is_shortened_and_keeps_its_extension(String character, int times, String extension, String kept) {
        var name = FileName.clean(character.repeat(times) + extension);

        assertThat(name.length()).isBetween(FileName.MAX_LENGTH - 1, FileName.MAX_LENGTH);
        assertThat(name).endsWith(kept).startsWith(character);
        assertThat(new String(name.getBytes(UTF_8), UTF_8)).as("no half of a pair").isEqualTo(name);
    }

    @Test
    void a_clean_name_stays_as_it_is() {
        names().map(each -> FileName.clean((String) each.get()[0]))
                .forEach(name -> assertThat(FileName.clean(name)).isEqualTo(name));
    }
}
