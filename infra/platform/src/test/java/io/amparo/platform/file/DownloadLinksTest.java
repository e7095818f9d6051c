package io.amparo.platform.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.UriComponentsBuilder;

class DownloadLinksTest {
    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00.7Z");
    private final DownloadLinks links = new DownloadLinks("/api/v1/files", "k".repeat(32));

    @Test
    void a_link_is_signed_for_one_path_one_minute_and_one_key() {
        var link = links.create("a1", NOW);
        var query = UriComponentsBuilder.fromUriString(link.href()).build().getQueryParams();
        var signature = String.valueOf(query.getFirst("signature"));
        long expires = link.expiresAt().getEpochSecond();

        assertThat(link.expiresAt()).isEqualTo("2026-11-30T10:01:00Z");
        assertThat(query.getFirst("expires")).isEqualTo(Long.toString(expires));
        assertThat(links.isSigned("a1", expires, signature)).isTrue();
        assertThat(links.isSigned("a2", expires, signature)).isFalse();
        assertThat(links.isSigned("a1", expires + 1, signature)).isFalse();
        assertThat(links.isSigned("a1", expires, signature.toLowerCase())).isFalse();
        assertThat(links.isSigned("a1", expires, "")).isFalse();
        assertThat(new DownloadLinks("/api/v1/files", "l".repeat(32)).isSigned("a1", expires, signature)).isFalse();
        assertThat(new DownloadLinks("/api/v1/others", "k".repeat(32)).isSigned("a1", expires, signature)).isFalse();
    }
}
