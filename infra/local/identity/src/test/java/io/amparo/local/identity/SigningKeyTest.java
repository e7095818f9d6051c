package io.amparo.local.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {
    @TempDir
    Path dir;

    @Test
    void the_key_is_the_same_after_a_restart() throws Exception {
        var file = dir.resolve("identity/key.json");

        var first = SigningKey.from(file);

        assertThat(first.isPrivate()).isTrue();
        assertThat(SigningKey.from(file)).isEqualTo(first);
        assertThat(SigningKey.from(dir.resolve("other.json"))).isNotEqualTo(first);
    }

    @Test
    void an_invalid_key_file_is_named_in_the_error() throws Exception {
        var file = Files.writeString(dir.resolve("key.json"), "{}");

        assertThatThrownBy(() -> SigningKey.from(file)).hasMessageContaining(file.toString());
    }
}
