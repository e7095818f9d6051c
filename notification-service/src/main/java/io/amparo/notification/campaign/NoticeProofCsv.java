package io.amparo.notification.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.platform.Adapter;
import io.amparo.platform.web.CsvText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Writes a proof board as CSV (RFC 4180, UTF-8), one line for each contact. */
@Adapter
final class NoticeProofCsv {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder()
            .setHeader("customer", "contact", "name", "email", "language", "requestedAt", "sentAt", "deliveredAt", "bouncedAt",
                    "failedAt", "failure", "readAt", "acknowledgedAt", "timeliness", "delivery")
            .get();

    static void write(OutputStream target, NoticeProofs proofs, Campaign campaign) throws IOException {
        try (var table = FORMAT.print(new OutputStreamWriter(target, UTF_8))) {
            proofs.forEachPage(campaign, page -> print(table, page));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void print(CSVPrinter table, List<NoticeProof> page) {
        try {
            for (var proof : page) table.printRecord(cells(proof));
            table.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> cells(NoticeProof proof) {
        var mail = proof.mail();
        var contact = mail.recipient();
        return Stream.<Object>of(text(contact.customerId()), contact.id(), contact.name(), text(contact.email()),
                contact.language(), mail.requestedAt(), text(mail.sentAt()), text(proof.deliveredAt()), text(proof.bouncedAt()),
                text(mail.failedAt()), text(mail.failure()), text(proof.readAt()), text(proof.acknowledgedAt()),
                proof.timeliness(), mail.id()).map(Object::toString).map(CsvText::cell);
    }

    private static Object text(@Nullable Object value) {
        return Objects.requireNonNullElse(value, "");
    }

    private NoticeProofCsv() {}
}
