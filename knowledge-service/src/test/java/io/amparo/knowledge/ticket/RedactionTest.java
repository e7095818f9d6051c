package io.amparo.knowledge.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.knowledge.ticket.Redaction.Removed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R2.2")
class RedactionTest {
    private static Redaction redaction() {
        return new Redaction(List.of("João da Conceição", "Acme Telecom", "Li"), Set.of("9.2.1.4"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Falei com João.|Falei com [NAME].", "JOAO DA CONCEICAO ligou|[NAME] ligou",
            "o Joãozinho ligou|o Joãozinho ligou", "Conceição e Joa\u0303o|[NAME] e [NAME]", "na Acme Telecom|na [NAME]",
            "telecom e Lista|telecom e Lista", "escreva a joao.c+x@acme.com.br, sim|escreva a [EMAIL], sim",
            "<mailto:ana@acme.example>|<mailto:[EMAIL]>", "em 10.0.0.12:8080|em [IP_ADDRESS]:8080",
            "rede 192.168.0.0/24.|rede [IP_ADDRESS].", "fe80::1 e 2001:db8:0:0:0:0:0:1|[IP_ADDRESS] e [IP_ADDRESS]",
            "às 10:30:45 e std::move|às 10:30:45 e std::move", "OpMon 9.2.1.4 e 9.2.1|OpMon 9.2.1.4 e 9.2.1",
            "CPF 123.456.789-09|CPF [CPF]", "CPF 12345678909|CPF [CPF]", "CNPJ 12.345.678/0001-95|CNPJ [CNPJ]",
            "CNPJ 12345678000195|CNPJ [CNPJ]", "CNPJ 12.ABC.345/01DE-35|CNPJ [CNPJ]", "+55 11 98765-4321|[PHONE]",
            "(11) 98765-4321 ou 3333-4444|[PHONE] ou [PHONE]", "11 3333 4444|[PHONE]", "0800 123 4567|[PHONE]",
            "T-2026-000123 de 2026-11-27|T-2026-000123 de 2026-11-27", "porta 8080, 10000 serviços|porta 8080, 10000 serviços",
            "erro 0x80070005|erro 0x80070005"})
    void personal_data_is_replaced_and_other_text_stays(String text, String expected) {
        assertThat(redaction().remove(text)).isEqualTo(expected);
    }

    @Test
    void removed_parts_of_several_texts_are_counted() {
        var redaction = redaction();
        redaction.remove("João: ana@acme.example, bia@acme.example");
        redaction.remove("João: 10.1.2.3");

        assertThat(redaction.removed()).isEqualTo(Map.of(Removed.NAME, 2, Removed.EMAIL, 2, Removed.IP_ADDRESS, 1));
    }
}
