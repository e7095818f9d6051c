package io.amparo.platform.store;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Entries that a writer passes to the relay of its process after it has stored them, so that the relay does not read them. The
 * relay sends them only if it knows that no older entry of the document is unpublished; otherwise it reads the document.
 *
 * @param after position of the last entry that the document had before; {@link #FIRST} if it had none
 * @param at when they were stored, by {@link System#nanoTime}
 */
record HandOver(long after, List<OutboxEntry> entries, long at) {
    static final long FIRST = -1;
    /** Passes nothing: the relay reads the document. */
    static final HandOver NONE = new HandOver(Long.MAX_VALUE, List.of(), 0);
    static final int MAX_ENTRIES = 20;
    static final int MAX_BYTES = 64 * 1024;
    /**
     * Later, the relay reads the document: another instance may have stored and published a newer entry since, and these would
     * follow it.
     */
    private static final long MAX_AGE_NANOS = Duration.ofMillis(200).toNanos();

    static HandOver of(long after, List<OutboxEntry> entries) {
        return new HandOver(after, List.copyOf(entries), System.nanoTime()).limited();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Adds the entries of the next write of the document. */
    HandOver with(HandOver next) {
        if (next.after == FIRST) return next; // the older entries are published or replaced
        if (isEmpty() || entries.getLast().position() != next.after) return NONE;
        return new HandOver(after, Stream.concat(entries.stream(), next.entries.stream()).toList(), at).limited();
    }

    private HandOver limited() {
        return entries.size() > MAX_ENTRIES || bytes() > MAX_BYTES ? NONE : this;
    }

    int bytes() {
        return entries.stream().mapToInt(OutboxEntry::bytes).sum();
    }

    /** @param published position until which all entries of the document are published */
    boolean follows(long published) {
        return !isEmpty() && System.nanoTime() - at < MAX_AGE_NANOS && (after == FIRST || after <= published);
    }

    List<OutboxEntry> entriesAfter(long published) {
        return entries.stream().filter(entry -> entry.position() > published).toList();
    }
}
