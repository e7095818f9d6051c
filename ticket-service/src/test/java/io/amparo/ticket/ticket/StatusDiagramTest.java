package io.amparo.ticket.ticket;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.ticket.ticket.Status.Transition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The diagram in the documentation is drawn from the transitions; {@code -Dcontracts.update} draws it anew. */
class StatusDiagramTest {
    private static final Path DIAGRAM = Path.of("..", "infra", "docs", "ticket-status.md");

    private static String diagram() {
        var triggers = Status.TRANSITIONS.stream().collect(groupingBy(each -> each.from() + " --> " + each.to(), TreeMap::new,
                mapping(StatusDiagramTest::name, joining(", "))));
        return """
                # Status of a ticket

                Drawn from `Status.TRANSITIONS` of ticket-service by `StatusDiagramTest`. *vendor* and *customer* are calls of `PUT /tickets/{number}/status`; *silence* is
                the end of the reminders of a ticket that waits for the customer, or of the time to reopen a resolved one.

                ```mermaid
                stateDiagram-v2
                    [*] --> OPEN: entitled
                    [*] --> RECEIVED: not decided yet
                %s
                    REFUSED --> [*]
                    CLOSED --> [*]
                ```
                """
                .formatted(triggers.entrySet().stream().map(each -> "    " + each.getKey() + ": " + each.getValue())
                        .collect(joining("\n")));
    }

    private static String name(Transition transition) {
        return transition.trigger().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Test
    void the_documented_diagram_has_all_transitions() throws IOException {
        if (System.getProperty("contracts.update") != null) Files.writeString(DIAGRAM, diagram());
        assertThat(DIAGRAM).hasContent(diagram());
    }
}
