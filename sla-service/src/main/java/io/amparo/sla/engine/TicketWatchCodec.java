package io.amparo.sla.engine;

import io.amparo.sla.ledger.FactCodec;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFact;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;

/**
 * Encodes and decodes ticket watches for the store of the engine. The format is compact, because there may be a million of them.
 * The first byte is the format version.
 */
public final class TicketWatchCodec {
    private static final int FORMAT_VERSION = 1;

    /** @throws IllegalStateException if the watch is larger than this number of bytes */
    static byte[] encode(TicketWatch watch, int maxBytes) {
        var bytes = encode(watch);
        if (bytes.length > maxBytes)
            throw new IllegalStateException(
                    "Ledger has %d bytes, which exceeds the limit of %d".formatted(bytes.length, maxBytes));
        return bytes;
    }

    public static byte[] encode(TicketWatch watch) {
        var bytes = new ByteArrayOutputStream(512);
        try (var out = new DataOutputStream(bytes)) {
            var ledger = watch.ledger();
            out.writeByte(FORMAT_VERSION);
            out.writeUTF(ledger.ticketId());
            out.writeUTF(ledger.number());
            out.writeUTF(ledger.customerId());
            out.writeUTF(ledger.subject());
            out.writeInt(ledger.facts().size());
            for (var fact : ledger.facts()) FactCodec.write(fact, out);
            out.writeInt(watch.emittedEdges().size());
            for (var key : watch.emittedEdges()) out.writeUTF(key);
            out.writeLong(watch.wakeUpAt() == null ? Long.MIN_VALUE : watch.wakeUpAt().toEpochMilli());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static TicketWatch decode(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != FORMAT_VERSION)
                throw new IllegalStateException("Unknown format version of a ticket watch: " + version);
            String ticketId = in.readUTF(), number = in.readUTF(), customerId = in.readUTF(), subject = in.readUTF();
            var facts = new ArrayList<TicketFact>();
            for (int n = in.readInt(); n > 0; n--) facts.add(FactCodec.read(in));
            var emittedEdges = new LinkedHashSet<String>();
            for (int n = in.readInt(); n > 0; n--) emittedEdges.add(in.readUTF());
            long wakeUpAt = in.readLong();
            return new TicketWatch(new Ledger(ticketId, number, customerId, subject, facts), emittedEdges,
                    wakeUpAt == Long.MIN_VALUE ? null : Instant.ofEpochMilli(wakeUpAt));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TicketWatchCodec() {}
}
