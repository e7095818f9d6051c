package io.amparo.ticket.ticket;

import io.amparo.platform.file.ReceivedFile;
import io.amparo.platform.file.StoredFiles;
import io.amparo.platform.web.ApiException;
import io.amparo.ticket.attachment.Attachment;
import io.amparo.ticket.attachment.Attachments;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Adds a file to a ticket. Idempotent: the id of the timeline entry derives from the caller and the idempotency key, and the
 * entry names the upload that counts. The file is stored before the guarded write of the ticket; a crash between the two leaves a
 * pending upload, which {@link OrphanedAttachments} removes.
 */
final class AddAttachment {

    /** @param entryId id of its timeline entry, which a retry repeats */
    record Command(String ticketId, String entryId, Author by, boolean internal, ReceivedFile file) {}

    private final Tickets tickets;
    private final TimelineEntries timelineEntries;
    private final Attachments attachments;
    private final StoredFiles files;
    private final EditTicket editTicket;
    private final Clock clock;

    AddAttachment(Tickets tickets, TimelineEntries timelineEntries, Attachments attachments, StoredFiles files,
            EditTicket editTicket, Clock clock) {
        this.tickets = tickets;
        this.timelineEntries = timelineEntries;
        this.attachments = attachments;
        this.files = files;
        this.editTicket = editTicket;
        this.clock = clock;
    }

    /** @throws ApiException 409 if the ticket takes no attachment now, 422 if the file is infected */
    Attachment handle(Command command) throws IOException {
        var ticket = tickets.find(command.ticketId()).orElseThrow().state();
        timelineEntries.storePositions(ticket);
        var earlier = findCounted(command);
        if (earlier.isPresent()) return same(earlier.get(), command);
        var id = UUID.randomUUID().toString();
        var file = command.file().description();
        var edit = new TicketEdit.Attach(id, file, command.internal());
        var refusal = edit.refusal(ticket, command.by().isVendor());
        if (refusal != null) throw ApiException.conflict(refusal);
        var by = command.by().person();
        attachments.store(new Attachment(id, command.ticketId(), command.entryId(), file, files.scan(command.file()),
                new Attachment.Person(by.id(), by.name()), clock.instant(), command.internal(), true), command.file());
        return count(command, id, edit);
    }

    private Attachment count(Command command, String id, TicketEdit.Attach edit) {
        try {
            editTicket.handle(new EditTicket.Command(command.ticketId(), edit, command.by(), null, command.entryId()));
        } catch (ApiException refused) {
            attachments.remove(id);
            throw refused;
        }
        var counted = findCounted(command).orElseThrow();
        // A concurrent call with this key was first.
        if (!counted.id().equals(id)) attachments.remove(id);
        return same(counted, command);
    }

    private Optional<Attachment> findCounted(Command command) {
        return timelineEntries.findAttachment(command.ticketId(), command.entryId()).flatMap(attachments::find);
    }

    private Attachment same(Attachment counted, Command command) {
        if (!counted.file().equals(command.file().description()) || counted.internal() != command.internal())
            throw ApiException.keyReused("Idempotency-Key");
        if (counted.pending()) attachments.settle(counted.id());
        return counted;
    }
}
