package io.amparo.ticket.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Vocabulary;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EventVocabularyTest {
    @Test
    void values_in_the_event_contract_are_those_of_this_service() {
        assertThat(texts(Vocabulary.TicketStatus.values())).containsExactlyInAnyOrder(texts(Status.values()));
        assertThat(texts(Vocabulary.TicketKind.values())).containsExactlyInAnyOrder(texts(Kind.values()));
        assertThat(texts(Vocabulary.TicketLinkType.values())).containsExactlyInAnyOrder(texts(Handling.LinkType.values()));
        assertThat(texts(Vocabulary.Priority.values())).containsExactlyInAnyOrder(texts(Priority.values()));
    }

    private static String[] texts(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::toString).toArray(String[]::new);
    }
}
