package io.amparo.knowledge.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.lowagie.text.pdf.PRStream;
import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import io.amparo.knowledge.certificate.Certificate.Course;
import io.amparo.knowledge.certificate.Certificate.Holder;
import io.amparo.platform.VendorClock;
import io.amparo.platform.print.PrintedText;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The PDF names the person and the course as the verification does, with letters and lengths of all kinds (R4.2, R4.3). */
@Tag("R4.2")
@Tag("R4.3")
class CertificatePdfTest {
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    /** The last evening of the year in São Paulo, and the first day of the next one in UTC. */
    private static final Instant EVENING = Instant.parse("2027-01-01T01:00:00Z");
    private static final CertificateCode CODE = CertificateCode.random(new Random(1));

    private final CertificateTexts texts = new CertificateTexts(messages(), "https://support.example",
            new VendorClock(Clock.systemUTC(), ZONE));

    private static ResourceBundleMessageSource messages() {
        var messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding(UTF_8.name());
        messages.setFallbackToSystemLocale(false);
        return messages;
    }

    private PdfReader pdf(String name, String title) throws IOException {
        var certificate = Certificate.issue("c-1", CODE, new Holder("user-1", "p-1", name, null),
                new Course("opmon", 1, title, "pt-BR", null, null), EVENING, null, EVENING.atZone(ZONE)).state();
        return new PdfReader(CertificatePdf.write(certificate, texts));
    }

    private static String text(PdfReader reader) throws IOException {
        assertThat(reader.getNumberOfPages()).isEqualTo(1);
        return new PdfTextExtractor(reader).getTextFromPage(1);
    }

    private static List<PdfDictionary> dictionaries(PdfReader reader) {
        return IntStream.range(0, reader.getXrefSize()).mapToObj(reader::getPdfObject).filter(PdfDictionary.class::isInstance)
                .map(PdfDictionary.class::cast).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Łukasz Đorđević", "Иван Щербаков", "Ωμέγα Παπαδόπουλος", "Érika João Nuñes", "Gülşen Işık",
            "Արամ Խաչատրյան", "ნინო ბერიძე", "Nguyễn Thị Ánh"})
    void characters_of_every_script_of_the_font_are_printed(String name) throws IOException {
        try (var reader = pdf(name, "Curso de " + name)) {
            assertThat(text(reader)).contains(name, "Curso de " + name);
        }
    }

    /** Letters are in the order of the page, from left to right. Arabic ones have the form of their place in the word. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"דוד לוי | יול דוד", "Ana לוי | Ana יול", "عمر | \ufeae\ufee4\ufecb"})
    void words_from_right_to_left_are_printed_in_their_direction(String name, String printed) throws IOException {
        try (var reader = pdf(name, "OpMon 9")) {
            assertThat(text(reader)).contains(printed);
            assertThat(actualTexts(reader)).containsExactly(name);
        }
    }

    private static List<String> actualTexts(PdfReader reader) {
        return dictionaries(reader).stream().filter(each -> each.contains(PdfName.ACTUALTEXT))
                .map(each -> each.getAsString(PdfName.ACTUALTEXT).toUnicodeString()).toList();
    }

    @Test
    void accent_after_its_character_is_composed() throws IOException {
        try (var reader = pdf("Joa\u0303o", "OpMon 9")) {
            assertThat(text(reader)).contains("João");
        }
    }

    @Test
    void character_without_a_glyph_is_printed_by_its_number_and_read_as_itself() throws IOException {
        try (var reader = pdf("田中 Ana \uD83D\uDE00", "OpMon 9")) {
            assertThat(text(reader)).contains("[U+7530][U+4E2D] Ana [U+1F600]");
            assertThat(actualTexts(reader)).containsExactly("田中 Ana \uD83D\uDE00");
        }
    }

    @Test
    void every_font_is_embedded() throws IOException {
        try (var reader = pdf("Łukasz", "OpMon 9")) {
            var fonts = dictionaries(reader).stream().filter(each -> PdfName.FONT.equals(each.get(PdfName.TYPE)))
                    .filter(each -> !PdfName.TYPE0.equals(each.get(PdfName.SUBTYPE))).toList();
            assertThat(fonts).hasSize(2)
                    .allSatisfy(font -> assertThat(PdfReader
                            .getPdfObject(Objects.requireNonNull(font.getAsDict(PdfName.FONTDESCRIPTOR)).get(PdfName.FONTFILE2)))
                            .isInstanceOf(PRStream.class));
        }
    }

    /** The greatest lengths, with wide letters, with words, and with letters that are printed by their numbers. */
    @ParameterizedTest
    @ValueSource(strings = {"W", "Maximiliana ", "m", "田", "\uD83D\uDE00", "i"})
    void date_code_and_address_have_their_place_beside_long_texts(String part) throws IOException {
        var longest = part.repeat(200 / part.length()).strip();
        try (var reader = pdf(longest, longest)) {
            var text = text(reader);
            assertThat(text).contains("Emitido em: 31 de dezembro de 2026", "Código: " + CODE.value(),
                    "https://support.example/api/v1/certificates/" + CODE.value());
            var printed = PrintedText.of(longest + longest).printed().replaceAll("\\s", "");
            assertThat(text.replaceAll("\\s", "").replace("concluiuocurso", "")).contains(printed);
        }
    }

    @Test
    void certificate_is_issued_on_the_day_of_the_vendor() throws IOException {
        try (var reader = pdf("Ana", "OpMon 9")) {
            assertThat(text(reader)).contains("31 de dezembro de 2026");
        }
    }
}
