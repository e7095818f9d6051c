package io.amparo.entitlement.ledger;

import io.amparo.entitlement.ledger.Lot.OpenReservation;
import io.amparo.platform.Adapter;
import io.amparo.platform.store.Instants;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Encodes and decodes lots and their entries. */
@Adapter
final class LotCodec {
    private LotCodec() {}

    static Document encode(Lot lot) {
        var terms = lot.terms();
        var document = new Document("id", lot.id()).append("customerId", terms.customerId()).append("kind", terms.kind().name())
                .append("packageCode", terms.packageCode()).append("pool", terms.pool())
                .append("validFrom", terms.validFrom().toString()).append("validTo", terms.validTo().toString())
                .append("startsAt", terms.startsAt()).append("endsAt", terms.endsAt()).append("granted", lot.granted())
                .append("balance", lot.balance()).append("reserved", lot.reserved()).append("overage", lot.overage())
                .append("size", lot.size()).append("changedAt", lot.changedAt())
                .append("reservations",
                        lot.reservations().stream()
                                .map(open -> new Document("consumption", open.consumption()).append("operation", open.operation())
                                        .append("amount", open.amount()).append("checkAt", open.checkAt()))
                                .toList())
                .append("newest", lot.newest().stream().map(LotCodec::encode).toList()).append("warned", lot.warned());
        // Reservations look only for lots that have this field.
        return lot.balance() > 0 ? document.append("available", terms.pool()) : document;
    }

    static Lot decode(Document state) {
        var terms = new LotTerms(state.getString("customerId"), LotKind.valueOf(state.getString("kind")),
                state.getString("packageCode"), LocalDate.parse(state.getString("validFrom")),
                LocalDate.parse(state.getString("validTo")), instant(state, "startsAt"), instant(state, "endsAt"));
        return new Lot(state.getString("id"), terms, state.getInteger("granted"), state.getInteger("balance"),
                state.getInteger("reserved"), state.getInteger("overage"), state.getInteger("size"), instant(state, "changedAt"),
                state.getList("reservations", Document.class).stream()
                        .map(open -> new OpenReservation(open.getString("consumption"), open.getString("operation"),
                                open.getInteger("amount"), Instants.read(open, "checkAt")))
                        .toList(),
                state.getList("newest", Document.class).stream().map(LotCodec::entry).toList(),
                state.getList("warned", Integer.class));
    }

    static Document encode(LotEntry entry) {
        return new Document("position", entry.position()).append("id", entry.id()).append("kind", entry.kind().name())
                .append("amount", entry.amount()).append("reserved", entry.reserved()).append("overage", entry.overage())
                .append("balance", entry.balance()).append("at", entry.note().at()).append("note", encode(entry.note()));
    }

    static LotEntry entry(Document document) {
        return new LotEntry(document.getInteger("position"), document.getString("id"),
                EntryKind.valueOf(document.getString("kind")), document.getInteger("amount"), document.getInteger("reserved"),
                document.getInteger("overage"), document.getInteger("balance"), note(document.get("note", Document.class)));
    }

    static Document encode(EntryNote note) {
        var code = note.code();
        return new Document("ticket", note.ticket()).append("by", note.by()).append("code", code == null ? null : code.name())
                .append("reason", note.reason()).append("worked", note.worked()).append("at", note.at());
    }

    static EntryNote note(Document document) {
        return new EntryNote(document.getString("ticket"), document.getString("by"), refundCode(document.getString("code")),
                document.getString("reason"), document.getInteger("worked"), instant(document, "at"));
    }

    static @Nullable RefundCode refundCode(@Nullable String name) {
        return name == null ? null : RefundCode.valueOf(name);
    }

    static Instant instant(Document document, String field) {
        return Objects.requireNonNull(Instants.read(document, field), field);
    }
}
