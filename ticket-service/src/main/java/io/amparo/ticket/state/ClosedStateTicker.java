package io.amparo.ticket.state;

import io.amparo.platform.store.DueAggregates;

/** Removes the states of tickets that ended long ago from the topic, so that it does not grow for ever. */
final class ClosedStateTicker {
    private final TicketStates states;
    private final DueAggregates due;

    ClosedStateTicker(TicketStates states, DueAggregates due) {
        this.states = states;
        this.due = due;
    }

    void tick() {
        due.forEach(states::remove);
    }
}
