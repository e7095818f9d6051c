package io.amparo.notification.campaign;

import com.lowagie.text.Document;
import com.lowagie.text.PageSize;
import com.lowagie.text.Paragraph;
import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfPCell;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfString;
import com.lowagie.text.pdf.PdfWriter;
import io.amparo.platform.Adapter;
import io.amparo.platform.print.PrintedText;
import io.amparo.platform.web.ApiException;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Writes a proof board as PDF, A4 landscape, with instants in the vendor's zone. */
@Adapter
final class NoticeProofPdf {
    private static final float MARGIN = 30;
    private static final float SPACE = 10;
    private static final float TITLE = 14;
    private static final float NORMAL = 7;
    private static final float[] WIDTHS = {12, 16, 20, 11, 11, 11, 11, 11, 11, 10};
    private static final List<String> COLUMNS = List.of("customer", "contact", "email", "sent", "delivered", "lost", "read",
            "acknowledged", "failure", "timeliness");
    private static final int MAX_CONTACTS = 2_000;
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xxx");

    private final MessageSource texts;

    NoticeProofPdf(MessageSource texts) {
        this.texts = texts;
    }

    /** @throws ApiException 409 if the board has more contacts than a PDF may have */
    byte[] write(NoticeProofs proofs, Campaign campaign, Instant now, Locale language) {
        var summary = proofs.summary(campaign);
        if (summary.mails().requested() > MAX_CONTACTS) throw ApiException.conflict("export-too-large");
        var notice = campaign.notice();
        var title = text("title", language, notice.product().name(), notice.endOfLife().toString());
        var bytes = new ByteArrayOutputStream();
        var document = new Document(PageSize.A4.rotate(), MARGIN, MARGIN, MARGIN, MARGIN);
        var writer = PdfWriter.getInstance(document, bytes);
        writer.setViewerPreferences(PdfWriter.DisplayDocTitle);
        document.addTitle(title);
        document.open();
        writer.getExtraCatalog().put(PdfName.LANG, new PdfString(language.toLanguageTag(), PdfString.TEXT_UNICODE));
        document.add(paragraph(title, true, TITLE));
        document.add(paragraph(
                text("summary", language, summary.mails().requested(), summary.mails().sent(), summary.mails().late(),
                        summary.mails().failed(), summary.mails().bounced(), summary.read(), summary.acknowledged()),
                false, NORMAL));
        document.add(paragraph(text("times", language, proofs.vendorZone().getId(), print(proofs.deadline(campaign), proofs),
                print(now, proofs), notice.announcementId()), false, NORMAL));
        document.add(table(proofs, campaign, language));
        document.close();
        return bytes.toByteArray();
    }

    private PdfPTable table(NoticeProofs proofs, Campaign campaign, Locale language) {
        var table = new PdfPTable(WIDTHS);
        table.setWidthPercentage(100);
        table.setSpacingBefore(SPACE);
        table.setHeaderRows(1);
        COLUMNS.forEach(column -> table.addCell(cell(text("column." + column, language), true)));
        proofs.forEachPage(campaign,
                page -> page.forEach(proof -> cells(proof, proofs, language).forEach(text -> table.addCell(cell(text, false)))));
        return table;
    }

    private Stream<String> cells(NoticeProof proof, NoticeProofs proofs, Locale language) {
        var mail = proof.mail();
        var contact = mail.recipient();
        var lostAt = proof.bouncedAt() == null ? mail.failedAt() : proof.bouncedAt();
        return Stream.of(or(contact.customerId()), contact.name(), or(contact.email()), print(mail.sentAt(), proofs),
                print(proof.deliveredAt(), proofs), print(lostAt, proofs), print(proof.readAt(), proofs),
                print(proof.acknowledgedAt(), proofs), or(mail.failure()), text("timeliness." + proof.timeliness(), language));
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String print(@Nullable Instant at, NoticeProofs proofs) {
        return at == null ? "" : INSTANT.format(at.atZone(proofs.vendorZone()));
    }

    private static Paragraph paragraph(String text, boolean isBold, float size) {
        return new Paragraph(PrintedText.of(text).phrase(isBold, size));
    }

    private static PdfPCell cell(String text, boolean isBold) {
        var printed = PrintedText.of(text);
        var cell = new PdfPCell(printed.phrase(isBold, NORMAL));
        cell.setRunDirection(printed.direction());
        cell.setBorder(Rectangle.BOTTOM);
        return cell;
    }

    private String text(String key, Locale language, Object... arguments) {
        return texts.getMessage("proof." + key, arguments, language);
    }
}
