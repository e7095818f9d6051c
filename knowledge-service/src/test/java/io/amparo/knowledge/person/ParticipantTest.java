package io.amparo.knowledge.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.platform.web.ApiException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParticipantTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final WritingLimits LIMITS = new WritingLimits(3, Duration.ofDays(1), 2, 1);
    private static final String LINK = "https://example.org";

    private final Participant davi = Participant.join("davi", "Davi R.", false);

    private static Participant post(Participant person, String text, Instant at) {
        return person.post(text, LIMITS, at).state();
    }

    @Test
    void third_post_of_a_new_person_within_an_hour_is_refused_until_the_first_is_an_hour_old() {
        var twice = post(post(davi, "a", NOW), "b", NOW.plusSeconds(600));

        requireRefusal("post-limit", () -> post(twice, "c", NOW.plusSeconds(1200)), Duration.ofMinutes(40));
        assertThat(post(twice, "c", NOW.plusSeconds(3600)).posts()).isEqualTo(3);
    }

    @Test
    void person_is_new_until_both_number_and_age_suffice() {
        var three = post(post(post(davi, "a", NOW), "b", NOW), "c", NOW.plusSeconds(3600));

        assertThat(three.isNew(LIMITS, NOW.plusSeconds(3600))).isTrue();
        assertThat(three.isNew(LIMITS, NOW.plus(Duration.ofDays(1)))).isFalse();
        assertThat(post(davi, "a", NOW).isNew(LIMITS, NOW.plus(Duration.ofDays(9)))).isTrue();
        assertThat(Participant.join("fabio", "Fabio Melo", true).isNew(LIMITS, NOW)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({LINK + ", true", "a " + LINK + " b www.example.org, false", "[x](//a.example) [y](HTTPS://b.example), false",
            "'a // b, c//', true", "nada, true"})
    void new_person_may_use_one_link(String text, boolean isAllowed) {
        if (isAllowed)
            assertThatCode(() -> post(davi, text, NOW)).doesNotThrowAnyException();
        else
            requireRefusal("invalid", () -> post(davi, text, NOW), null);
    }

    @Test
    void muted_person_may_not_write_until_the_end_or_until_it_is_ended() {
        var muted = davi.mute(new Mute(NOW.plusSeconds(60), "Spam", "Fabio", NOW)).state();

        assertThatThrownBy(() -> post(muted, "a", NOW)).isInstanceOfSatisfying(ApiException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo("muted");
            assertThat(refusal.reasons().getFirst().text()).contains("Spam").contains("2026-11-30T12:01:00Z");
        });
        assertThat(post(muted, "a", NOW.plusSeconds(60)).posts()).isEqualTo(1);
        assertThat(post(muted.mute(new Mute(null, "Engano", "Fabio", NOW)).state(), "a", NOW).mutes()).hasSize(2);
    }

    @Test
    void erasure_forgets_names_and_changes_the_author_but_ends_no_mute() {
        var muted = davi.choose("daviops").state().mute(new Mute(NOW.plusSeconds(60), "Spam", "Fabio", NOW)).state();

        var erased = muted.erase(NOW);

        assertThat(erased.dueAt()).isEqualTo(NOW);
        assertThat(erased.state().displayName()).isEmpty();
        assertThat(erased.state().authorId()).isNotEqualTo(muted.authorId());
        assertThat(muted.authorId()).as("random").isNotEqualTo(Participant.join("davi", "Davi R.", false).authorId());
        assertThat(erased.state().erasures().getFirst().isNamed("DAVI-0ps")).as("spelt alike").isTrue();
        assertThat(muted.hasPseudonym("Davi.Ops")).isTrue();
        assertThat(erased.state().rename("Davi R.", false).dueAt()).as("stays due").isNotNull();
        requireRefusal("muted", () -> erased.state().requireVoice(NOW), null);
        assertThat(erased.state().complete(erased.state().erasures(), NOW).dueAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"João Silva, joao-SILVA", "l1nda, Linda", "op.mon, 0pmon", "Barna, Bama"})
    void names_that_look_alike_have_one_folded_form(String one, String other) {
        assertThat(PseudonymRule.fold(one)).isEqualTo(PseudonymRule.fold(other));
    }

    @ParameterizedTest
    @CsvSource({"OpServices, true", "0p-Serv1ces_BR, true", "Suporte.OpMon, true", "adm1n, true", "---, true", "lia.ops, false",
            "Davi R., false"})
    void names_like_those_of_the_vendor_are_reserved(String name, boolean isReserved) {
        assertThat(PseudonymRule.isReserved(name)).isEqualTo(isReserved);
    }

    @ParameterizedTest
    @CsvSource({"Davi Rocha, Davi R.", "Ana Maria de Souza, Ana S.", "opmon-probe, opmon-probe", "' Li  Ñu ', Li Ñ."})
    void name_is_the_first_name_with_an_initial(String fullName, String shown) {
        assertThat(PseudonymRule.shorten(fullName)).isEqualTo(shown);
    }

    private static void requireRefusal(String code, Runnable action, @Nullable Duration retryAfter) {
        assertThatThrownBy(action::run).isInstanceOfSatisfying(ApiException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.retryAfter()).isEqualTo(retryAfter);
        });
    }
}
