package io.amparo.ticket.ticket;

import io.amparo.platform.Adapter;
import io.amparo.platform.consume.TransientFailure;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the same to several tickets. One that cannot be decoded or written is logged and does not stop the others; a failure that
 * passes by itself does, because it usually concerns all, and the caller repeats.
 */
@Adapter
final class EachTicket {
    private static final Logger LOG = LoggerFactory.getLogger(EachTicket.class);

    private EachTicket() {}

    static void of(List<String> ids, Consumer<String> action) {
        for (var id : ids) attempt(id, () -> {
            action.accept(id);
            return true;
        }, false);
    }

    /** @param ticket its id or number */
    static <T> T attempt(String ticket, Supplier<T> action, T failed) {
        try {
            return action.get();
        } catch (RuntimeException e) {
            if (TransientFailure.is(e)) throw e;
            LOG.warn("Ticket {} cannot be processed; the others are", ticket, e);
            return failed;
        }
    }
}
