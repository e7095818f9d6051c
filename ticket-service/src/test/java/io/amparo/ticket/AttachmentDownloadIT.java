package io.amparo.ticket;

import static com.mongodb.client.model.Filters.eq;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.platform.file.DownloadLinks;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ContentDisposition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TicketServiceTest
class AttachmentDownloadIT {
    private static final long LIMIT = 25L << 20;

    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;
    @Autowired
    DownloadLinks links;
    @Value("${local.server.port}")
    int port;

    /** A stream of this length, which no array holds. */
    private static final class Bytes extends InputStream {
        private long left;

        Bytes(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? (int) (left * 31 & 0xff) : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left <= 0) return -1;
            int count = (int) Math.min(length, left);
            for (int i = 0; i < count; i++) bytes[offset + i] = (byte) read();
            return count;
        }
    }

    /** Sends one part without a length, so that the service must count. */
    private HttpResponse<String> upload(String path, String fileName, InputStream content) throws Exception {
        var head = "--b\r\nContent-Disposition: form-data; name=\"file\"; %s\r\nContent-Type: image/png\r\n\r\n"
                .formatted(fileName);
        var body = new SequenceInputStream(Collections.enumeration(List.of(new ByteArrayInputStream(head.getBytes(UTF_8)),
                content, new ByteArrayInputStream("\r\n--b--\r\n".getBytes(UTF_8)))));
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path + "/attachments"))
                .header("Authorization", "Bearer " + TestIdentity.get().token(Persona.BRUNO))
                .header("Content-Type", "multipart/form-data; boundary=b").POST(BodyPublishers.ofInputStream(() -> body));
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    private JsonNode added(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return JsonMapper.shared().readTree(response.body());
    }

    private static String sha256(InputStream content) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        try (var hashing = new DigestInputStream(content, digest)) {
            hashing.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private HttpResponse<InputStream> download(String link) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + link)).header("Accept",
                "text/html,*/*;q=0.8");
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
    }

    @Test
    void a_file_of_25_megabytes_is_streamed_both_ways() throws Exception {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var hash = sha256(new Bytes(LIMIT));

        var added = added(upload(path, "filename=\"dump.bin\"", new Bytes(LIMIT)));

        assertThat(added.get("size").asLong()).isEqualTo(LIMIT);
        assertThat(added.get("sha256").asString()).isEqualTo(hash);
        var link = Upload.link(api, Persona.FABIO, path, added);
        var downloaded = download(link);
        assertThat(downloaded.headers().firstValue("ETag")).contains("\"" + hash + "\"");
        assertThat(downloaded.headers().firstValueAsLong("Content-Length")).hasValue(LIMIT);
        assertThat(sha256(downloaded.body())).isEqualTo(hash);
        api.anonymous().get().uri(URI.create(link)).header("If-None-Match", "\"" + hash + "\"").exchange().expectStatus()
                .isEqualTo(304);
        api.anonymous().head().uri(URI.create(link)).exchange().expectStatus().isOk();
    }

    @Test
    void a_larger_file_is_refused_while_it_is_read_and_leaves_nothing() throws Exception {
        var path = path(fixture.openTicket(Persona.BRUNO));
        long chunks = fixture.collection("attachments.chunks").countDocuments();
        for (long size : List.of(LIMIT + 1, LIMIT + (2L << 20))) {
            var refused = upload(path, "filename=\"dump.bin\"", new Bytes(size));

            assertThat(refused.statusCode()).isEqualTo(413);
            assertThat(refused.body()).contains("too-large");
        }
        assertThat(fixture.collection("attachments").countDocuments(eq("ticketId", fixture.ticketId(path)))).isZero();
        assertThat(fixture.collection("attachments.chunks").countDocuments()).isEqualTo(chunks);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            filename="../../etc/passwd"                           | passwd
            filename*=UTF-8''a%22b%0D%0AX%3A%20y.txt              | a_bX_ y.txt
            filename*=UTF-8''photo%E2%80%AEgnp.exe                | photognp.exe
            filename*=UTF-8''%F0%9F%93%8E%20relat%C3%B3rio.txt    | 📎 relatório.txt
            """)
    void a_hostile_name_is_safe_in_every_header(String sent, String name) throws Exception {
        var path = path(fixture.openTicket(Persona.BRUNO));

        var added = added(upload(path, sent, new ByteArrayInputStream("text".getBytes(UTF_8))));

        assertThat(added.get("name").asString()).isEqualTo(name);
        var headers = download(Upload.link(api, Persona.BRUNO, path, added)).headers();
        assertThat(headers.map()).doesNotContainKeys("X", "x");
        var disposition = headers.firstValue("Content-Disposition").orElseThrow();
        assertThat(disposition).matches("[\\x20-\\x7E]+");
        assertThat(ContentDisposition.parse(disposition).getFilename()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"image.png,89504e470d0a1a0a0000000d49484452,image/png,inline",
            "manual.pdf,255044462d312e370a,application/pdf,inline", "log.txt,6c6f670a,text/plain,inline",
            "page.png,3c68746d6c3e3c2f68746d6c3e,text/html,attachment",
            "image.svg,3c73766720786d6c6e733d22687474703a2f2f7777772e77332e6f72672f323030302f737667222f3e,image/svg+xml,attachment",
            "harmless.png,4d5a90000300000004000000ffff0000b8000000000000004000000000000000,application/x-msdownload,attachment"})
    void only_what_cannot_run_is_shown_by_the_browser(String name, String hex, String type, String disposition) throws Exception {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var added = Upload.of(name, HexFormat.of().parseHex(hex)).add(api, Persona.BRUNO, path);

        var headers = download(Upload.link(api, Persona.BRUNO, path, added)).headers();

        assertThat(headers.firstValue("Content-Type")).contains(type);
        assertThat(headers.firstValue("Content-Disposition").orElseThrow()).startsWith(disposition + ";");
        assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.firstValue("Content-Security-Policy").filter(policy -> policy.contains("sandbox")).isPresent())
                .isEqualTo(!type.equals("application/pdf"));
    }

    @Test
    void a_forged_or_expired_link_is_refused() throws Exception {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var id = Upload.of("log.txt", "log".getBytes(UTF_8)).add(api, Persona.BRUNO, path).get("id").asString();
        var shown = json(api.as(Persona.BRUNO).get().uri(path + "/attachments/" + id + "/link").exchange());
        var link = shown.get("href").asString();

        assertThat(download(link).statusCode()).isEqualTo(200);
        assertThat(download(link.replaceFirst("expires=\\d+", "expires=99999999999")).statusCode()).isEqualTo(404);
        assertThat(download(link.substring(0, link.length() - 4) + "AAAA").statusCode()).isEqualTo(404);
        assertThat(download(link.replace(id, (id.startsWith("0") ? "1" : "0") + id.substring(1))).statusCode()).isEqualTo(404);
        assertThat(download("/api/v1/attachments/" + id).statusCode()).isEqualTo(400);
        var expired = links.create(id, Instant.now().minusSeconds(62)).href();
        assertThat(json(api.anonymous().get().uri(URI.create(expired)).exchange().expectStatus().isForbidden()).get("code")
                .asString()).isEqualTo("link-expired");
    }
}
