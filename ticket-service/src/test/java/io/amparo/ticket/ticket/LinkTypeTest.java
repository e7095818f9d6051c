package io.amparo.ticket.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.ticket.ticket.Handling.LinkType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LinkTypeTest {
    @ParameterizedTest
    @CsvSource({"SPLIT_FROM,SPLIT_TO", "RELATED,RELATED", "DUPLICATE_OF,DUPLICATED_BY", "FOLLOW_UP_OF,FOLLOWED_UP_BY"})
    void the_other_ticket_has_the_inverse_type(LinkType type, LinkType inverse) {
        assertThat(type.inverse()).isEqualTo(inverse);
        assertThat(inverse.inverse()).isEqualTo(type);
    }

    @ParameterizedTest
    @EnumSource(LinkType.class)
    void exactly_one_of_two_linked_tickets_leads(LinkType type) {
        for (var ids : List.of(List.of("a", "b"), List.of("b", "a")))
            assertThat(type.isLed(ids.get(0), ids.get(1))).isNotEqualTo(type.inverse().isLed(ids.get(1), ids.get(0)));
    }

    @Test
    void a_person_chooses_only_types_of_which_none_is_the_inverse_of_another() {
        var inverse = new ArrayList<>(LinkTicket.TYPES.stream().map(LinkType::inverse).toList());
        inverse.remove(LinkType.RELATED);

        assertThat(inverse).doesNotContainAnyElementsOf(LinkTicket.TYPES);
        assertThat(LinkTicket.TYPES).noneMatch(LinkType::isSplit);
    }
}
