package io.amparo.ticket.ticket;

import io.amparo.ticket.ticket.Severity.Effect;
import io.amparo.ticket.ticket.Ticket.Person;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people have decided about a ticket since it was opened. The request that opened it stays as it was.
 *
 * @param effect what qualifies it as an incident (R5.2)
 * @param owner who coordinates it for the vendor (R9.O3); null until the first one takes it, from then on there is exactly one
 * @param questions what the vendor waits for (R9.O2); empty unless the ticket waits for the customer
 * @param escalations how often the customer has escalated it, which is limited
 */
record Handling(Kind kind, @Nullable Effect effect, Priority priority, @Nullable Person owner, List<String> questions,
        int escalations) {
    Handling {
        questions = List.copyOf(questions);
    }

    static Handling of(Ticket.Content content) {
        return new Handling(content.kind(), content.severity().effect(), content.severity().priority(), null, List.of(), 0);
    }

    Handling withKind(Kind changed, @Nullable Effect changedEffect) {
        return new Handling(changed, changedEffect, priority, owner, questions, escalations);
    }

    Handling withPriority(Priority changed) {
        return new Handling(kind, effect, changed, owner, questions, escalations);
    }

    Handling withOwner(Person changed) {
        return new Handling(kind, effect, priority, changed, questions, escalations);
    }

    Handling withQuestions(List<String> asked) {
        return new Handling(kind, effect, priority, owner, asked, escalations);
    }

    Handling withEscalation() {
        return new Handling(kind, effect, priority, owner, questions, escalations + 1);
    }
}
