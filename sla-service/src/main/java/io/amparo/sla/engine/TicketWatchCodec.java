package io.amparo.sla.engine;

import io.amparo.sla.clock.Edge.RungKey;
import io.amparo.sla.clock.ReportedClock;
import io.amparo.sla.clock.SlaClock.Key;
import io.amparo.sla.clock.ClockState;
import io.amparo.sla.engine.EmittedEdges.Generation;
import io.amparo.sla.ledger.FactCodec;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.plan.Metric;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes ticket watches for the store of the engine. The format is compact, because there may be a million of them.
 * The first byte is the format version.
 */
public final class TicketWatchCodec {
    private static final int FORMAT_VERSION = 4;
    /** The position is the code of the metric in the state store: append only. */
    private static final Metric[] METRICS = Metric.values();
    /** The position is the code of the state in the state store: append only. */
    private static final ClockState[] STATES = ClockState.values();

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
            writeEmittedEdges(watch.emittedEdges(), out);
            out.writeBoolean(watch.late());
            writeInstant(watch.wakeUpAt(), out);
            out.writeUTF(watch.cause() == null ? "" : watch.cause().toText());
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
            var emittedEdges = readEmittedEdges(in);
            boolean late = in.readBoolean();
            var wakeUpAt = readInstant(in);
            var cause = in.readUTF();
            return new TicketWatch(new Ledger(ticketId, number, customerId, subject, facts), emittedEdges, wakeUpAt,
                    cause.isEmpty() ? null : EventCause.parse(cause), List.of(), late);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeEmittedEdges(EmittedEdges emitted, DataOutputStream out) throws IOException {
        out.writeInt(emitted.eventCount());
        out.writeLong(emitted.latestAt().toEpochMilli());
        out.writeInt(emitted.keys().size());
        for (var key : emitted.keys()) out.writeUTF(key);
        out.writeInt(emitted.rungs().size());
        for (var each : emitted.rungs().entrySet()) {
            out.writeByte(each.getKey().metric().ordinal());
            out.writeInt(each.getKey().cycle());
            out.writeShort(each.getKey().percent());
            out.writeInt(each.getValue().number());
            out.writeBoolean(each.getValue().reached());
            out.writeLong(each.getValue().at().toEpochMilli());
        }
        out.writeInt(emitted.clocks().size());
        for (var each : emitted.clocks().entrySet()) {
            out.writeByte(each.getKey().metric().ordinal());
            out.writeInt(each.getKey().cycle());
            out.writeByte(each.getValue().state().ordinal());
            writeInstant(each.getValue().dueAt(), out);
            out.writeBoolean(each.getValue().paused());
        }
    }

    private static EmittedEdges readEmittedEdges(DataInputStream in) throws IOException {
        int eventCount = in.readInt();
        var latestAt = Instant.ofEpochMilli(in.readLong());
        var keys = new LinkedHashSet<String>();
        for (int n = in.readInt(); n > 0; n--) keys.add(in.readUTF());
        var rungs = new LinkedHashMap<RungKey, Generation>();
        for (int n = in.readInt(); n > 0; n--)
            rungs.put(new RungKey(METRICS[in.readByte()], in.readInt(), in.readShort()),
                    new Generation(in.readInt(), in.readBoolean(), Instant.ofEpochMilli(in.readLong())));
        var clocks = new LinkedHashMap<Key, ReportedClock>();
        for (int n = in.readInt(); n > 0; n--)
            clocks.put(new Key(METRICS[in.readByte()], in.readInt()),
                    new ReportedClock(STATES[in.readByte()], readInstant(in), in.readBoolean()));
        return new EmittedEdges(keys, rungs, clocks, eventCount, latestAt);
    }

    private static void writeInstant(@Nullable Instant at, DataOutputStream out) throws IOException {
        out.writeLong(at == null ? Long.MIN_VALUE : at.toEpochMilli());
    }

    private static @Nullable Instant readInstant(DataInputStream in) throws IOException {
        long at = in.readLong();
        return at == Long.MIN_VALUE ? null : Instant.ofEpochMilli(at);
    }

    private TicketWatchCodec() {}
}
