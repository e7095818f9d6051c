package io.amparo.sla.ledger;

import io.amparo.sla.ledger.TicketFact.CustomerAsked;
import io.amparo.sla.ledger.TicketFact.Origin;
import io.amparo.sla.ledger.TicketFact.Question;
import java.time.Instant;
import java.util.ArrayList;

/** Encodes a run of questions as text. */
final class QuestionRunCodec {

    /**
     * Writes the first question as its message, and each further one as the milliseconds since the one before, and its message.
     */
    static String encode(CustomerAsked asked) {
        if (asked.repeats().isEmpty()) return asked.messageId();
        var text = new StringBuilder(asked.messageId());
        long previous = asked.at().toEpochMilli();
        for (var repeat : asked.repeats()) {
            long at = repeat.at().toEpochMilli();
            text.append(' ').append(at - previous).append(' ').append(repeat.messageId());
            previous = at;
        }
        return text.toString();
    }

    static CustomerAsked decode(Origin origin, String text) {
        var words = text.split(" ");
        var repeats = new ArrayList<Question>();
        long at = origin.at().toEpochMilli();
        for (int i = 1; i + 1 < words.length; i += 2) {
            at += Long.parseLong(words[i]);
            repeats.add(new Question(Instant.ofEpochMilli(at), words[i + 1]));
        }
        return new CustomerAsked(origin, words[0], repeats);
    }

    private QuestionRunCodec() {}
}
