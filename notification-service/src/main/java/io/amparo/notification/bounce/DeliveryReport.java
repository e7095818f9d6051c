package io.amparo.notification.bounce;

import io.amparo.notification.delivery.Receipt;
import io.amparo.platform.Adapter;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.jspecify.annotations.Nullable;

/**
 * A delivery status notification (RFC 3464): what a mail server reports about a mail.
 *
 * @param recipients reports about each recipient; a delivery has one
 */
@Adapter
record DeliveryReport(List<RecipientStatus> recipients) {
    /** A mail with more parts or recipients is no report about a delivery. */
    private static final int MAX_PARTS = 10;
    /** Bytes of a status that are read. */
    private static final int MAX_STATUS = 64 * 1024;
    /** Code of a failure without a valid one (RFC 3463: other undefined status). */
    private static final String UNDEFINED = "5.0.0";
    private static final int MAX_RECIPIENTS = 50;
    private static final Pattern CODE = Pattern.compile("\\s*([245]\\.\\d{1,3}\\.\\d{1,3})(?!\\S).*", Pattern.DOTALL);

    /**
     * @param action failed, delayed, delivered, relayed or expanded
     * @param code status code (RFC 3463); empty if it is malformed
     */
    record RecipientStatus(String action, String code) {
        /** A server that has given up reports failed, also with the code of its last attempt (4.x.x; RFC 3464, 2.3.3). */
        private Optional<Receipt.Status> result() {
            if (action.equals("failed")) return Optional.of(Receipt.Status.BOUNCED);
            if (action.equals("delivered") && code.startsWith("2.")) return Optional.of(Receipt.Status.DELIVERED);
            return Optional.empty();
        }
    }

    /** What has become of a mail, with the status code. */
    record Result(Receipt.Status status, String code) {}

    /** Returns the report of a mail; empty if the mail is none. */
    static Optional<DeliveryReport> parse(MimeMessage mail) throws MessagingException, IOException {
        var type = new ContentType(mail.getContentType());
        if (!type.match("multipart/report") || !"delivery-status".equalsIgnoreCase(type.getParameter("report-type")))
            return Optional.empty();
        var parts = new MimeMultipart(mail.getDataHandler().getDataSource());
        if (parts.getCount() > MAX_PARTS) return Optional.empty();
        for (int i = 0; i < parts.getCount(); i++) {
            var part = parts.getBodyPart(i);
            if (part.isMimeType("message/delivery-status") || part.isMimeType("message/global-delivery-status"))
                return Optional
                        .of(of(new DeliveryStatus(new ByteArrayInputStream(part.getInputStream().readNBytes(MAX_STATUS)))));
        }
        return Optional.empty();
    }

    private static DeliveryReport of(DeliveryStatus status) {
        var recipients = new ArrayList<RecipientStatus>();
        for (int i = 0; i < Math.min(status.getRecipientDSNCount(), MAX_RECIPIENTS); i++)
            recipients.add(recipient(status.getRecipientDSN(i)));
        return new DeliveryReport(recipients);
    }

    private static RecipientStatus recipient(InternetHeaders fields) {
        var code = CODE.matcher(field(fields, "Status"));
        return new RecipientStatus(field(fields, "Action").strip().toLowerCase(Locale.ROOT), code.matches() ? code.group(1) : "");
    }

    private static String field(InternetHeaders fields, String name) {
        @Nullable
        String[] values = fields.getHeader(name);
        return values == null || values[0] == null ? "" : values[0];
    }

    /** Returns the final result, a bounce first; empty for a report about a delay or a relay without DSN. */
    Optional<Result> result() {
        return Stream.of(Receipt.Status.BOUNCED, Receipt.Status.DELIVERED)
                .flatMap(status -> recipients.stream().filter(each -> each.result().equals(Optional.of(status)))
                        .map(each -> new Result(status, each.code().isEmpty() ? UNDEFINED : each.code())))
                .findFirst();
    }
}
