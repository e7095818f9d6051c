package io.amparo.notification.preference;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.TestOutbox;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PreferencesIT {
    private final Preferences preferences = new Preferences(TestOutbox.create(Clock.systemUTC()));

    private void save(String account, String person, long version, String language) {
        preferences.save(new Preference(account, person, Map.of(), Preference.DEFAULT_DIGEST, null, language, null), version);
    }

    private @Nullable String languageOf(String recipient) {
        return preferences.of(recipient).language();
    }

    @Test
    void account_that_saved_last_counts_for_the_person() {
        save("user-1", "acme-bruno", 0, "es");
        save("user-2", "acme-bruno", 0, "en");

        assertThat(languageOf("acme-bruno")).isEqualTo("en");
        assertThat(languageOf("user-1")).as("of the account itself").isEqualTo("es");
        assertThat(preferences.of("user-1").person()).isEqualTo("user-1");

        save("user-1", "acme-bruno", preferences.ofAccount("user-1", "acme-bruno").version(), "pt-BR");

        assertThat(languageOf("acme-bruno")).isEqualTo("pt-BR");
    }
}
