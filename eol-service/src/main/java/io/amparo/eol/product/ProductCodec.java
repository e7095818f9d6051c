package io.amparo.eol.product;

import io.amparo.eol.product.Announcement.Approval;
import io.amparo.eol.product.Announcement.Content;
import io.amparo.eol.product.Announcement.EmittedReminder;
import io.amparo.eol.product.Announcement.State;
import io.amparo.events.Vocabulary.LifecycleBasis;
import io.amparo.events.Vocabulary.LifecyclePhase;
import io.amparo.events.product.ProductEvent.Release;
import io.amparo.platform.Adapter;
import io.amparo.platform.store.Instants;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Encodes a product as a document. A document of an older build has no lifecycle, successor or emitted reminders. */
@Adapter
final class ProductCodec {

    static Document write(Product product) {
        var description = product.description();
        return new Document("id", product.id()).append("name", description.name()).append("line", description.line())
                .append("releases",
                        description.releases().stream()
                                .map(release -> new Document("version", release.version()).append("releasedOn",
                                        release.releasedOn().toString()))
                                .toList())
                .append("lifecycle", description.lifecycle().stream().map(ProductCodec::lifecycleDate).toList())
                .append("successor", description.successor()).append("migrationPath", description.migrationPath())
                .append("pendingReleases", product.pendingReleases())
                .append("announcements", product.announcements().stream().map(ProductCodec::announcement).toList())
                .append("changedAt", product.changedAt());
    }

    static Product read(Document state) {
        var description = new Description(state.getString("name"), state.getString("line"), state
                .getList("releases", Document.class).stream()
                .map(release -> new Release(release.getString("version"), LocalDate.parse(release.getString("releasedOn"))))
                .toList(),
                state.getList("lifecycle", Document.class, List.of()).stream().map(ProductCodec::lifecycleDate).toList(),
                state.getString("successor"), state.getString("migrationPath"));
        return new Product(state.getString("id"), description, state.getList("pendingReleases", String.class, List.of()),
                state.getList("announcements", Document.class).stream().map(ProductCodec::announcement).toList(),
                Objects.requireNonNullElse(Instants.read(state, "changedAt"), Instant.EPOCH));
    }

    private static Document lifecycleDate(LifecycleDate date) {
        return new Document("phase", date.phase().name()).append("basis", date.basis().name()).append("day", text(date.day()))
                .append("release", date.release()).append("offset", text(date.offset()));
    }

    private static LifecycleDate lifecycleDate(Document date) {
        var day = date.getString("day");
        var offset = date.getString("offset");
        return new LifecycleDate(LifecyclePhase.valueOf(date.getString("phase")), LifecycleBasis.valueOf(date.getString("basis")),
                day == null ? null : LocalDate.parse(day), date.getString("release"),
                offset == null ? null : Period.parse(offset));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static Document announcement(Announcement a) {
        var content = a.content();
        return new Document("id", a.id()).append("endOfLife", content.endOfLife().toString()).append("reason", content.reason())
                .append("successor", content.successor()).append("migrationPath", content.migrationPath())
                .append("justification", content.justification()).append("author", a.author()).append("draftedAt", a.draftedAt())
                .append("state", a.state().name()).append("approval", approval(a.approval()));
    }

    private static Announcement announcement(Document a) {
        var content = new Content(LocalDate.parse(a.getString("endOfLife")), a.getString("reason"), a.getString("successor"),
                a.getString("migrationPath"), a.getString("justification"));
        var state = State.valueOf(a.getString("state"));
        return new Announcement(a.getString("id"), content, a.getString("author"), a.getDate("draftedAt").toInstant(), state,
                approval(a.get("approval", Document.class), state));
    }

    private static @Nullable Document approval(@Nullable Approval approval) {
        return approval == null
                ? null
                : new Document("by", approval.by()).append("at", approval.at())
                        .append("noticeFrom", approval.noticeFrom().toString()).append("shortNotice", approval.shortNotice())
                        .append("pendingReminders", approval.pendingReminders().stream().map(Reminder::name).toList())
                        .append("emittedReminders", approval.emittedReminders().stream().map(ProductCodec::emitted).toList());
    }

    private static @Nullable Approval approval(@Nullable Document approval, State state) {
        if (approval == null) return null;
        var pending = new ArrayList<>(
                approval.getList("pendingReminders", String.class).stream().map(Reminder::valueOf).toList());
        // An older build did not count the day itself as a reminder.
        if (!approval.containsKey("emittedReminders") && state == State.APPROVED) pending.add(Reminder.P0D);
        return new Approval(approval.getString("by"), approval.getDate("at").toInstant(),
                LocalDate.parse(approval.getString("noticeFrom")), approval.getBoolean("shortNotice"), List.copyOf(pending),
                approval.getList("emittedReminders", Document.class, List.of()).stream().map(ProductCodec::emitted).toList());
    }

    private static Document emitted(EmittedReminder emitted) {
        return new Document("reminder", emitted.reminder().name()).append("at", emitted.at()).append("coveredBy",
                text(emitted.coveredBy()));
    }

    private static EmittedReminder emitted(Document emitted) {
        var coveredBy = emitted.getString("coveredBy");
        return new EmittedReminder(Reminder.valueOf(emitted.getString("reminder")), emitted.getDate("at").toInstant(),
                coveredBy == null ? null : Reminder.valueOf(coveredBy));
    }

    private ProductCodec() {}
}
