package io.amparo.events;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.entitlement.EntitlementEvent.EntitlementDecided;
import io.amparo.events.ticket.TicketEvent.StatusChanged;
import io.amparo.events.ticket.TicketEvent.TicketReceived;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PersonalDataTest {
    private static final String RECEIVED = """
            {"ticketId": "t1", "number": "T-2026-000001", "customerId": "acme", "kind": "INCIDENT", "priority": "P1",
             "contact": {"email": "anna@acme.example", "name": "ANNA", "language": "pt-BR", "phone": "+55 11 98765-4321"},
             "product": "opmon-9", "version": "9.2", "subject": "SILVA-11987654321", "receivedAt": "2026-07-20T13:00:00.123Z",
             "cpf": "123-45", "phoneNumber": 5511987654321, "vip": true, "extra": {"ANNA": "P1"}, "ANNA SILVA": "x", "none": null}""";

    private static JsonNode mask(String type, String data) {
        return PersonalData.mask(type, JsonMapper.shared().readTree(data));
    }

    private static JsonNode mask(Class<? extends DomainEvent> event, String data) {
        return mask(EventCodec.typeOf(event), data);
    }

    @Test
    void only_fields_of_the_contract_without_personal_data_keep_their_values() {
        assertThat(mask(TicketReceived.class, RECEIVED)).isEqualTo(JsonMapper.shared().readTree("""
                {"ticketId": "t1", "number": "T-2026-000001", "customerId": "acme", "kind": "INCIDENT", "priority": "P1",
                 "contact": {"email": "(text, 17 characters)", "name": "(text, 4 characters)", "language": "pt-BR",
                  "phone": "(text, 17 characters)"},
                 "product": "opmon-9", "version": "9.2", "subject": "(text, 17 characters)",
                 "receivedAt": "2026-07-20T13:00:00.123Z", "cpf": "(text, 6 characters)", "phoneNumber": "(number, 13 digits)",
                 "vip": "(boolean)", "extra": "(object, 1 fields)", "(field 14)": "(text, 1 characters)", "none": null}"""));
    }

    @Test
    void a_value_that_does_not_fit_its_field_is_masked() {
        var masked = mask(TicketReceived.class, """
                {"priority": "ANNA", "ticketId": "Anna Silva", "receivedAt": "Anna", "number": 5511987654321, "kind": ["ANNA"],
                 "contact": "ANNA", "customerId": {"name": "ANNA"}}""");

        assertThat(masked.toString()).doesNotContainIgnoringCase("anna").doesNotContain("5511");
    }

    @Test
    void a_field_is_known_by_the_type_of_its_event() {
        assertThat(mask(StatusChanged.class, "{\"from\": \"OPEN\", \"by\": \"ANNA\"}").toString()).contains("OPEN")
                .doesNotContain("ANNA");
        assertThat(
                mask(EntitlementDecided.class, "{\"reasons\": [{\"code\": \"end-of-life\", \"x\": 1}], \"warnings\": [\"x\"]}"))
                .isEqualTo(JsonMapper.shared().readTree(
                        """
                                {"reasons": [{"code": "end-of-life", "x": "(number, 1 digits)"}], "warnings": ["(text, 1 characters)"]}"""));
        assertThat(mask("io.amparo.unknown.v1", RECEIVED).stringValue()).isEqualTo("(object, 16 fields)");
        assertThat(mask((String) null, "\"ANNA\"").stringValue()).isEqualTo("(text, 4 characters)");
    }

    @Test
    void each_id_is_a_field_of_the_contract() {
        assertThat(PersonalData.IDS).isSubsetOf(EventSchemas.events().flatMap(PersonalDataTest::components).collect(toSet()));
    }

    @Test
    void texts_for_people_and_addresses_are_no_ids() {
        assertThat(Set.of("email", "name", "subject", "body", "by", "reason", "recipient", "title", "value", "customerName"))
                .doesNotContainAnyElementsOf(PersonalData.IDS);
    }

    private static Stream<String> components(Class<?> record) {
        return Stream.concat(Arrays.stream(record.getRecordComponents()).map(each -> each.getName()),
                Arrays.stream(record.getRecordComponents()).map(each -> each.getGenericType()).mapMulti((type, next) -> {
                    for (var known : Arrays.asList(record.getDeclaringClass().getDeclaredClasses()))
                        if (known.isRecord() && type.getTypeName().contains(known.getName()) && known != record)
                            components(known).forEach(next);
                }));
    }
}
