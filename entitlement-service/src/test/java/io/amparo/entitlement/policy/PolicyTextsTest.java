package io.amparo.entitlement.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTextsTest {
    private static final SupportPolicy POLICY = LoadedPolicies.northwind();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"en | Starter, Team, and Enterprise | Starter, Team, or Enterprise",
            "es | Inicio, Equipo y Empresa | Inicio, Equipo o Empresa",
            "pt-BR | Inicial, Equipe e Corporativa | Inicial, Equipe ou Corporativa"})
    void a_reference_to_editions_is_their_names(String language, String all, String any) {
        var locale = Locale.forLanguageTag(language);
        assertThat(PolicyTexts.resolve(POLICY, PolicyReference.allOf(POLICY.editions()), locale)).isEqualTo(all);
        assertThat(PolicyTexts.resolve(POLICY, PolicyReference.anyOf(POLICY.editions()), locale)).isEqualTo(any);
    }

    @Test
    void a_code_that_the_policy_does_not_have_stays_a_code() {
        assertThat(PolicyTexts.resolve(POLICY, PolicyReference.edition("GOLD"), Locale.ENGLISH)).isEqualTo("GOLD");
        assertThat(
                PolicyTexts.resolve(POLICY, PolicyReference.anyPackageOf(POLICY.packagesFor("SERVICE_REQUEST")), Locale.ENGLISH))
                .isEqualTo("Night Watch or Extra Hands");
    }

    @Test
    void another_detail_stays_as_it_is() {
        for (var detail : List.of("2026-12-31", "Acme Telecom", "policy:", "policy:unknown/PRO"))
            assertThat(PolicyTexts.resolve(POLICY, detail, Locale.ENGLISH)).isEqualTo(detail);
    }
}
