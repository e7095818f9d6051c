package io.amparo.platform.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.platform.web.ApiException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceivedFileTest {
    private static ReceivedFile.Description describe(String name, byte[] content) throws IOException {
        return ReceivedFile.of(name, () -> new ByteArrayInputStream(content)).description();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # beginning, name, type, shown by a browser
            89504E470D0A1A0A0000000D49484452, image.png, image/png, true
            89504E470D0A1A0A0000000D49484452, page.html, image/png, true
            FFD8FFE000104A464946, photo.txt, image/jpeg, true
            255044462D312E370A, manual.pdf, application/pdf, true
            4D5A90000300000004000000FFFF0000B800000000000000400000000000000000000000, harmless.png, application/x-msdownload, false
            7F454C4602010100000000000000000003003E00, harmless.png, application/x-sharedlib, false
            00010203FE80, harmless.png, application/octet-stream, false
            3C68746D6C3E3C7363726970743E616C6572742831293C2F7363726970743E, image.png, text/html, false
            3C21444F43545950452068746D6C3E, log.txt, text/html, false
            3C73766720786D6C6E733D22687474703A2F2F7777772E77332E6F72672F323030302F737667223E3C2F7376673E, a.svg, image/svg+xml, false
            3C3F786D6C2076657273696F6E3D22312E30223F3E3C73766720786D6C6E733D22687474703A2F2F7777772E77332E6F72672F323030302F737667222F3E, a.png, image/svg+xml, false
            6C696E65206F6E650A, log.txt, text/plain, true
            6C696E65206F6E650A, log.png, text/plain, true
            6C696E65206F6E650A, log.html, text/html, false
            """)
    void type_is_found_by_content(String beginning, String name, String type, boolean inline) throws IOException {
        var found = describe(name, HexFormat.of().parseHex(beginning)).type();

        assertThat(found).isEqualTo(type);
        assertThat(FileType.isInline(found)).isEqualTo(inline);
    }

    @Test
    void the_name_refines_an_archive_to_a_document() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("word/document.xml"));
        }

        assertThat(describe("a.docx", bytes.toByteArray()).type()).startsWith("application/vnd.openxmlformats");
        assertThat(describe("a.png", bytes.toByteArray()).type()).isEqualTo("application/zip");
    }

    @Test
    void size_and_hash_are_of_the_whole_content() throws IOException {
        var content = "abc".repeat(100_000).getBytes(UTF_8);

        var file = describe("a.txt", content);

        assertThat(file.size()).isEqualTo(300_000);
        assertThat(describe("a.txt", "abc".getBytes(UTF_8)).sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThatThrownBy(() -> describe("a.txt", new byte[0])).isInstanceOf(ApiException.class);
    }
}
