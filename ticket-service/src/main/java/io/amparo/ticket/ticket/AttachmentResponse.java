package io.amparo.ticket.ticket;

import io.amparo.platform.file.ScanState;
import io.amparo.ticket.attachment.Attachment;
import io.amparo.ticket.ticket.TicketResponse.Person;
import io.amparo.ticket.ticket.TimelineEntryResponse.Visibility;
import java.time.Instant;

/**
 * A file of a ticket.
 *
 * @param type media type by content
 * @param sha256 hash of the content in hexadecimal digits
 */
record AttachmentResponse(String id, String name, String type, long size, String sha256, ScanState scan, Instant at, Person by,
        Visibility visibility) {

    static AttachmentResponse of(Attachment attachment) {
        var file = attachment.file();
        return new AttachmentResponse(attachment.id(), file.name(), file.type(), file.size(), file.sha256(), attachment.scan(),
                attachment.at(), new Person(attachment.by().id(), attachment.by().name()),
                attachment.internal() ? Visibility.INTERNAL : Visibility.PUBLIC);
    }
}
