package io.amparo.notification.preference;

import static io.amparo.notification.rule.NoticeKind.ARTICLE_RATED;
import static io.amparo.notification.rule.NoticeKind.ARTICLE_REVIEW;
import static io.amparo.notification.rule.NoticeKind.CERTIFICATE;
import static io.amparo.notification.rule.NoticeKind.FORUM_POST;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.TestOutbox;
import io.amparo.notification.preference.Preference.Choice;
import io.amparo.notification.rule.MailChoice;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
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

    @Test
    void link_of_a_mail_ends_mails_also_of_a_person_without_preferences_until_a_save() {
        preferences.unsubscribe("acme-ana", Optional.of(CERTIFICATE));
        preferences.unsubscribe("acme-ana", Optional.of(CERTIFICATE));

        assertThat(preferences.of("acme-ana").choice(CERTIFICATE)).isEqualTo(new Choice(true, MailChoice.NONE));
        assertThat(preferences.of("acme-ana").choice(ARTICLE_REVIEW).mail()).isEqualTo(MailChoice.AT_ONCE);
        var read = preferences.ofAccount("user-ana", "acme-ana");
        assertThat(read.version()).isZero();
        assertThat(read.state().choice(CERTIFICATE).mail()).isEqualTo(MailChoice.NONE);

        save("user-ana", "acme-ana", 0, "en");

        assertThat(preferences.of("acme-ana").account()).isEqualTo("user-ana");
        assertThat(preferences.of("acme-ana").choice(CERTIFICATE).mail()).as("chosen by the save").isEqualTo(MailChoice.AT_ONCE);
        preferences.unsubscribe("acme-ana", Optional.of(CERTIFICATE));
        assertThat(preferences.ofAccount("user-ana", "acme-ana").state().choice(CERTIFICATE).mail()).isEqualTo(MailChoice.NONE);
        assertThat(languageOf("acme-ana")).isEqualTo("en");
    }

    @Test
    void link_of_a_summary_ends_what_comes_in_summaries() {
        preferences.save(new Preference("user-3", "acme-eva",
                Map.of(FORUM_POST, new Choice(false, MailChoice.DIGEST), ARTICLE_RATED, new Choice(true, MailChoice.AT_ONCE)),
                Preference.DEFAULT_DIGEST, null, null, null), 0);

        preferences.unsubscribe("acme-eva", Optional.empty());

        assertThat(preferences.of("acme-eva").choice(FORUM_POST)).isEqualTo(new Choice(false, MailChoice.NONE));
        assertThat(preferences.of("acme-eva").choice(ARTICLE_RATED)).isEqualTo(new Choice(true, MailChoice.AT_ONCE));
        assertThat(preferences.of("acme-eva").choice(ARTICLE_REVIEW).mail()).isEqualTo(MailChoice.AT_ONCE);
    }
}
