package io.amparo.ticket.state;

import java.util.Map;

/** Keeps the clocks that are due first beside the tickets of a list. Must allow repeats. */
@FunctionalInterface
public interface NextDueListener {
    /** @param changed by ticket id; some may be unchanged */
    void showNext(Map<String, NextDue> changed);
}
