package io.amparo.entitlement.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amparo.entitlement.policy.SupportPolicy.Clause;
import io.amparo.entitlement.policy.SupportPolicy.Exclusion;
import io.amparo.entitlement.policy.SupportPolicy.AdvisorPackage;
import io.amparo.entitlement.policy.SupportPolicy.ServiceOffer;
import io.amparo.events.Vocabulary;
import io.amparo.events.Vocabulary.Priority;
import io.amparo.events.Vocabulary.SeverityLevel;
import io.amparo.events.Vocabulary.TicketSide;
import io.amparo.platform.web.ApiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy document of OpServices has what the source text has, and an invalid document is refused. */
class SupportPolicyTest {
    private static final Path FILE = Path.of("src/main/resources/policy/opservices-1.json");
    private static final SupportPolicy POLICY = LoadedPolicies.opservices();

    private static List<String> names(List<LocalizedText> texts) {
        return texts.stream().map(LocalizedText::ptBr).toList();
    }

    @ParameterizedTest
    @Tag("R0")
    @CsvSource({"support-portal, false, true, true", "knowledge-base, true, true, true", "forum, true, true, true",
            "distance-learning, true, true, true", "professional-support, false, true, true",
            "single-incident, false, true, true", "professional-advisor, false, false, true", "consultancy, false, false, true"})
    void each_service_is_in_its_editions(String code, boolean openToAll, boolean pro, boolean premium) {
        assertThat(POLICY.services()).hasSize(8);
        assertThat(POLICY.service(code).orElseThrow().openToAll()).isEqualTo(openToAll);
        assertThat(POLICY.edition("PRO").orElseThrow().services().contains(code)).isEqualTo(pro);
        assertThat(POLICY.edition("PREMIUM").orElseThrow().services().contains(code)).isEqualTo(premium);
    }

    @Test
    @Tag("R0")
    void an_edition_includes_kinds_of_tickets_by_its_services() {
        assertThat(POLICY.includes("PRO", "INCIDENT")).isTrue();
        assertThat(POLICY.includes("PRO", "SERVICE_REQUEST")).isFalse();
        assertThat(POLICY.includes("PREMIUM", "CONSULTANCY")).isTrue();
        assertThat(POLICY.includes("GOLD", "INCIDENT")).isFalse();
        assertThat(POLICY.editions()).allMatch(edition -> edition.includedIncidents() == null);
    }

    @Test
    @Tag("R6.1")
    void there_are_exactly_14_packages() {
        assertThat(names(POLICY.packages().stream().map(AdvisorPackage::name).toList())).containsExactly("Ajuste Fino",
                "Ambiente de Homologação", "Ambiente de Alta Disponibilidade", "Ambiente com Balanceamento de Carga",
                "Atualizações de Ambiente", "Consultor Exclusivo", "Fast Track de Instalação", "Hotline Suporte",
                "Incidente 24×7", "Monitoramento Pró-Ativo", "Requisições de Serviço", "Suporte a MSP", "Visita On-site",
                "Webinar Release");
    }

    @ParameterizedTest
    @Tag("R6.3")
    @CsvSource({"incidente-24x7, SLA_CALENDAR", "hotline-suporte, PHONE_CHANNEL", "consultor-exclusivo, DEFAULT_ASSIGNEE",
            "suporte-a-msp, SERVES_OTHERS", "visita-on-site, UNITS", "webinar-release, UNITS",
            "monitoramento-pro-ativo, MACHINE_INCIDENTS", "requisicoes-de-servico, TICKET_KIND:SERVICE_REQUEST"})
    void a_package_changes_behaviour(String code, String effect) {
        var found = POLICY.advisorPackage(code).orElseThrow();
        assertThat(found.has(effect)).isTrue();
        assertThat(found.countsUnits()).isEqualTo(effect.equals("UNITS"));
        assertThat(POLICY.packages().stream().filter(each -> each.has(effect))).hasSize(effect.equals("UNITS") ? 2 : 1);
    }

    @Test
    @Tag("R7.1")
    void there_are_nine_consultancy_services() {
        assertThat(names(POLICY.consultancyServices().stream().map(SupportPolicy.ConsultancyOffer::name).toList()))
                .containsExactly("Desenvolvimento", "Disaster Recovery", "Fast Track", "Hands On", "Health Check",
                        "Plano de Projetos", "Prova de Conceito", "Turn-Key Nagios", "Workshop");
    }

    @Test
    @Tag("R8.1")
    void there_are_fourteen_exclusions_each_with_clause_and_terms() {
        assertThat(POLICY.exclusions()).extracting(Exclusion::code)
                .containsExactlyElementsOf(Arrays.stream(Vocabulary.Exclusion.values()).map(Enum::name).toList()).hasSize(14);
        assertThat(POLICY.exclusions()).allSatisfy(exclusion -> {
            assertThat(POLICY.clause(exclusion.clause()).orElseThrow().text().ptBr()).endsWith(exclusion.name().ptBr());
            assertThat(List.of(exclusion.terms().ptBr(), exclusion.terms().en(), exclusion.terms().es()))
                    .noneMatch(List::isEmpty);
        });
        assertThat(POLICY.vendor().productTerms()).isNotNull();
    }

    @Test
    @Tag("R9.O1")
    @Tag("R9.C9")
    void there_are_five_duties_of_the_vendor_and_nine_of_the_customer() {
        assertThat(POLICY.duties().stream().filter(duty -> duty.party() == TicketSide.VENDOR).map(SupportPolicy.Duty::code))
                .containsExactlyElementsOf(codes("O", 5));
        assertThat(POLICY.duties().stream().filter(duty -> duty.party() == TicketSide.CUSTOMER).map(SupportPolicy.Duty::code))
                .containsExactlyElementsOf(codes("C", 9));
        assertThat(POLICY.duty("C9").orElseThrow().effect()).isEqualTo(Vocabulary.DutyEffect.PAUSE);
    }

    private static List<String> codes(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> prefix + n).toList();
    }

    @Test
    @Tag("R1.2")
    @Tag("R5.6")
    void the_kind_of_a_ticket_has_its_fields_and_its_source() {
        assertThat(POLICY.ticketKind("INCIDENT").orElseThrow().requiredFields()).containsExactly("product", "version", "effect",
                "impact", "urgency");
        assertThat(POLICY.ticketKinds().stream().filter(SupportPolicy.TicketKindRule::isProfessionalSupport)
                .map(SupportPolicy.TicketKindRule::code)).containsExactly("INCIDENT", "QUESTION");
        assertThat(POLICY.ticketKind("CONSULTANCY").orElseThrow().via()).isEqualTo(Vocabulary.EntitlementSource.HOURS);
    }

    @Test
    void priorities_periods_and_texts_are_read() {
        assertThat(POLICY.priority(SeverityLevel.HIGH, SeverityLevel.HIGH)).isEqualTo(Priority.P1);
        assertThat(POLICY.priority(SeverityLevel.LOW, SeverityLevel.MEDIUM)).isEqualTo(Priority.P4);
        assertThat(POLICY.singleIncident().voucherPeriod()).isEqualTo(Period.ofMonths(12));
        assertThat(POLICY.hours().lotPeriod()).isEqualTo(Period.ofMonths(12));
        var portal = POLICY.service("support-portal").map(ServiceOffer::name).orElseThrow();
        assertThat(portal.in(Locale.of("es"))).isEqualTo("Portal de Soporte");
        assertThat(portal.in(Locale.of("de"))).isEqualTo("Portal de Suporte");
        assertThat(POLICY.clauses()).extracting(Clause::code).contains("1", "5.contact", "8.X14", "9.C5", "10",
                "6.visita-on-site");
    }

    @Test
    void a_code_that_the_policy_does_not_have_is_refused_with_those_that_it_has() {
        assertThat(POLICY.requireEdition("edition", "PRO").name().en()).isEqualTo("OpMon PRO");
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> POLICY.requireEdition("edition", "GOLD"))
                .satisfies(refused -> assertThat(refused.errors().getFirst().allowed()).containsExactly("PRO", "PREMIUM"));
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> POLICY.requirePackage("code", "x"));
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> POLICY.requireExclusion("code", "X15"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"version\": 1 | \"version\": 0 | minimum",
            "\"version\": 1 | \"version\": 1, \"extra\": 1 | extra",
            "\"openToAll\": true | \"openToAll\": \"yes\" | string found",
            "\"services\": [\"support-portal\" | \"services\": [\"telepathy\" | unknown service telepathy",
            "\"code\": \"PREMIUM\" | \"code\": \"PRO\" | editions repeats PRO",
            "\"code\": \"9.C5\" | \"code\": \"9.C55\" | clauses has no 9.C5",
            "\"impact\": \"LOW\", \"urgency\": \"LOW\" | \"impact\": \"LOW\", \"urgency\": \"HIGH\" | no entry for LOW and LOW",
            "America/Sao_Paulo | America/Atlantis | vendor.zone is malformed",
            "\"lotValidity\": \"P12M\" | \"lotValidity\": \"P1D1M\" | lotValidity is malformed",
            "\"countsUnits\": true | \"countsUnits\": false | counts units",
            "TICKET_KIND:SERVICE_REQUEST | DELIVERY | no package has the effect",
            "\"evidence\": \"REPLIES\" | \"evidence\": \"TICKETS_TAKEN\" | duties repeats TICKETS_TAKEN",
            "\"evidence\": \"REPLIES\" | \"evidence\": \"SURVEYS\" | enumeration",
            "\"evidence\": \"REPLIES\" | \"evidence\": \"APPROVALS\" | duty O4 is not of the party",
            "\"newestMajor\": \"9.C5\" | \"newestMajor\": \"9.C4\" | duty C5 has another clause than rules.newestMajor"})
    void an_invalid_document_is_refused_with_the_reason(String valid, String invalid, String reason) throws IOException {
        var json = Files.readString(FILE);
        assertThat(json).contains(valid);

        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> PolicyDocument.parse("test", json.replace(valid, invalid))).withMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"code\": \"purchaseOrder\" | \"code\": \"site\" | fields of INCIDENT repeats site",
            "\"code\": \"south\" | \"code\": \"north\" | choices of site repeats north",
            "\"type\": \"CHOICE\" | \"type\": \"DATE\" | field site has choices without the type CHOICE",
            "\"type\": \"TEXT\" | \"type\": \"NUMBER\" | field purchaseOrder has maxLength without the type TEXT",
            "\"maxLength\": 20 | \"maxLength\": 9000 | 2000"})
    void an_invalid_field_is_refused_with_the_reason(String valid, String invalid, String reason) throws IOException {
        var json = Files.readString(Path.of("src/test/resources/policy/northwind-3.json"));
        assertThat(json).contains(valid);

        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> PolicyDocument.parse("test", json.replace(valid, invalid))).withMessageContaining(reason);
    }

    @Test
    void a_stored_policy_is_read_as_it_was_written() {
        assertThat(PolicyDocument.fromDocument(PolicyDocument.toDocument(POLICY))).isEqualTo(POLICY);
        var northwind = LoadedPolicies.northwind();
        assertThat(PolicyDocument.fromDocument(PolicyDocument.toDocument(northwind))).isEqualTo(northwind);
    }
}
