package io.amparo.ticket.attachment;

import io.amparo.platform.file.ReceivedFile;
import io.amparo.platform.file.ScanState;
import java.time.Instant;

/**
 * A file of a ticket. Its content never changes.
 *
 * @param id id of the upload; a repeated request uploads once more, and the ticket decides which upload counts
 * @param entryId id of the entry in the timeline of the ticket
 * @param internal whether only the vendor's staff may see it
 * @param pending whether the ticket may not count it yet, or never
 */
public record Attachment(String id, String ticketId, String entryId, ReceivedFile.Description file, ScanState scan, Person by,
        Instant at, boolean internal, boolean pending) {

    /** Who added it: person id and name for people. */
    public record Person(String id, String name) {}
}
