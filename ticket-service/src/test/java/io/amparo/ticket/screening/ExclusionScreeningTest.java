package io.amparo.ticket.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amparo.ticket.policy.TicketPolicy;
import io.amparo.ticket.policy.TicketPolicy.Exclusion;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of the screening, with a small policy. */
@Tag("R8.2")
class ExclusionScreeningTest {
    private static final TicketPolicy POLICY = policy(1,
            exclusion("X1",
                    Map.of("pt-BR", List.of("impressora", "trocar|troca + toner|cartucho", "não imprime"), "en",
                            List.of("printer", "ups", "print queue"), "es", List.of("impresora"))),
            exclusion("X2", Map.of("pt-BR", List.of("servidor físico", "processo oracle"))));

    private final ExclusionScreening screening = new ExclusionScreening();

    private static TicketPolicy policy(int version, Exclusion... exclusions) {
        return new TicketPolicy("p", version, ZoneOffset.UTC, List.of(), List.of(), List.of(exclusions),
                Map.of("pt-BR", List.of("opmon", "status")));
    }

    private static Exclusion exclusion(String code, Map<String, List<String>> terms) {
        return new Exclusion(code, "8." + code, Map.of(), terms);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"IMPRESSORA e impressoras | X1 | IMPRESSORA",
            "Favor trocar, no segundo andar, o toner | X1 | trocar toner", "O cartucho não veio na troca | X1 | cartucho troca",
            "A máquina nao imprime | X1 | imprime", "The print queue and the printers | X1 | print queue printers",
            "La impresora | X1 | impresora", "The UPS beeps | X1 | UPS", "processo do banco Oracle | X2 | processo Oracle",
            "Bring it up | |", "imprime | |", "processo que ontem depois do almoço parou no Oracle | |",
            "Trocar a peça que chegou ontem à tarde aqui na portaria e depois o toner | |"})
    void terms_match_inflections_without_accents_near_each_other(String text, String code, String words) {
        var proposals = screening.propose(POLICY, text);

        assertThat(proposals).extracting(proposal -> proposal.exclusion().code())
                .isEqualTo(code == null ? List.of() : List.of(code));
        if (words != null) assertThat(String.join(" ", proposals.getFirst().words())).isEqualTo(words);
    }

    @Test
    void confidence_rises_with_words_of_the_exclusion_and_falls_with_words_of_the_product() {
        assertThat(confidence("impressora")).isCloseTo(0.5, within(0.001));
        assertThat(confidence("impressora: trocar toner")).isCloseTo(0.9, within(0.001));
        assertThat(confidence("impressora no OpMon: trocar toner")).isCloseTo(0.692, within(0.001));
        assertThat(screening.propose(POLICY, "status da impressora no OpMon")).isEmpty();
        assertThat(screening.propose(POLICY, "nada disso")).isEmpty();
    }

    private double confidence(String text) {
        return screening.propose(POLICY, text).getFirst().confidence();
    }

    @Test
    void two_exclusions_share_the_probability() {
        assertThat(screening.propose(POLICY, "Trocar toner; o servidor físico")).hasSize(2)
                .allSatisfy(proposal -> assertThat(proposal.confidence()).isCloseTo(16 / 17.0 / 2, within(0.001)));
    }

    @Test
    void a_new_version_has_its_own_terms() {
        screening.propose(POLICY, "impressora");
        var next = policy(2, exclusion("X3", Map.of("pt-BR", List.of("teclado"))));

        assertThat(screening.propose(next, "impressora")).isEmpty();
        assertThat(screening.propose(next, "teclado")).hasSize(1);
    }

    @Test
    void a_policy_without_exclusions_proposes_nothing() {
        assertThat(screening.propose(policy(1), "impressora")).isEmpty();
    }
}
