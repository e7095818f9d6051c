package io.amparo.sla.ledger;

import io.amparo.sla.ledger.TicketFact.CustomerAsked;
import io.amparo.sla.ledger.TicketFact.MessagesSplit;
import io.amparo.sla.ledger.TicketFact.Origin;
import io.amparo.sla.ledger.TicketFact.Question;
import io.amparo.sla.ledger.TicketFact.StatusChanged;
import io.amparo.sla.ledger.TicketFact.VendorReplied;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the questions of a customer in runs, so that a flood of them fits into a ledger. Only the first question of a run can
 * start a clock. A fact that ends questions and arrives late cuts the run that it falls into. A run keeps 1,000 further
 * questions, some 40 kB; beyond them, a split or a late reply no longer knows the rest.
 */
final class QuestionRuns {
    static final int MAX_REPEATS = 1_000;
    private static final String CAUSE_PREFIX = "asked/";

    /** Adds a fact at its place in time, after the facts of the same instant. */
    static void insert(List<TicketFact> facts, TicketFact fact) {
        if (fact instanceof CustomerAsked asked && asked.repeats().isEmpty() && join(facts, asked)) return;
        var rest = endsQuestions(fact) ? cutRunAt(facts, fact.at()) : null;
        int index = indexAfter(facts, fact.at());
        facts.add(index, fact);
        if (rest == null) return;
        // The rest stays before the fact that ends it, which may have the same instant.
        do
            index++;
        while (index < facts.size() && !facts.get(index).at().isAfter(rest.at()) && !endsQuestions(facts.get(index)));
        facts.add(index, rest);
    }

    private static int indexAfter(List<TicketFact> facts, Instant at) {
        int index = facts.size();
        while (index > 0 && facts.get(index - 1).at().isAfter(at))
            index--;
        return index;
    }

    /** Adds a question to the run that is open at its instant, and returns false if there is none. */
    private static boolean join(List<TicketFact> facts, CustomerAsked asked) {
        for (int i = indexAfter(facts, asked.at()) - 1; i >= 0 && !endsQuestions(facts.get(i)); i--)
            if (facts.get(i) instanceof CustomerAsked run) {
                if (!run.contains(asked) && run.repeats().size() < MAX_REPEATS)
                    facts.set(i, withRepeat(run, new Question(asked.at(), asked.messageId())));
                return true;
            }
        return false;
    }

    private static CustomerAsked withRepeat(CustomerAsked run, Question question) {
        var repeats = new ArrayList<>(run.repeats());
        int index = repeats.size();
        while (index > 0 && repeats.get(index - 1).at().isAfter(question.at()))
            index--;
        repeats.add(index, question);
        return new CustomerAsked(run.origin(), run.messageId(), repeats);
    }

    /** Cuts off the questions after an instant and returns them as a run of their own; null if there are none. */
    private static @Nullable CustomerAsked cutRunAt(List<TicketFact> facts, Instant at) {
        for (int i = 0; i < facts.size(); i++)
            if (facts.get(i) instanceof CustomerAsked run && !run.at().isAfter(at) && run.lastsBeyond(at)) {
                var later = run.repeats().stream().filter(question -> question.at().isAfter(at)).toList();
                facts.set(i, until(run, at));
                var first = later.getFirst();
                return new CustomerAsked(new Origin(CAUSE_PREFIX + first.messageId(), first.at(), run.by(), null),
                        first.messageId(), later.subList(1, later.size()));
            }
        return null;
    }

    /** Returns the run without the questions after an instant. */
    static CustomerAsked until(CustomerAsked run, Instant at) {
        return new CustomerAsked(run.origin(), run.messageId(),
                run.repeats().stream().filter(question -> !question.at().isAfter(at)).toList());
    }

    /** Whether the fact may answer or remove questions. No other fact does. */
    private static boolean endsQuestions(TicketFact fact) {
        return fact instanceof VendorReplied || fact instanceof StatusChanged || fact instanceof MessagesSplit;
    }

    /** Returns whether a question waits at the end of the ledger, so that a further one moves no clock. */
    static boolean isOpen(List<TicketFact> facts) {
        for (var fact : facts.reversed()) {
            if (endsQuestions(fact)) return false;
            if (fact instanceof CustomerAsked) return true;
        }
        return false;
    }

    private QuestionRuns() {}
}
