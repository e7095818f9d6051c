package io.amparo.knowledge.certificate;

import com.lowagie.text.Document;
import com.lowagie.text.Element;
import com.lowagie.text.PageSize;
import com.lowagie.text.pdf.ColumnText;
import com.lowagie.text.pdf.PdfContentByte;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfString;
import com.lowagie.text.pdf.PdfStructureElement;
import com.lowagie.text.pdf.PdfWriter;
import io.amparo.platform.Adapter;
import io.amparo.platform.print.PrintedText;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;

/**
 * Writes a certificate as a tagged PDF with title, language and embedded fonts, one page of A4 landscape (R4.3). Long names and
 * titles are printed smaller, so that date, code and address have their place.
 */
@Adapter
final class CertificatePdf {
    private static final float MARGIN = 60;
    private static final float LINE_SPACING = 1.3f;
    private static final float PARAGRAPH_SPACING = 18;
    private static final float TOP = 500;
    private static final float RIGHT = PageSize.A4.rotate().getWidth() - MARGIN;
    /** Of a column that is measured only. */
    private static final float ENDLESS = -10_000;
    private static final float SHRINK = 0.9f;
    private static final float MIN_SCALE = 0.2f;

    private enum Style {
        TITLE(30, true), NAME(24, true), NORMAL(14, false), SMALL(10, false);

        private final float size;
        private final boolean isBold;

        Style(float size, boolean isBold) {
            this.size = size;
            this.isBold = isBold;
        }

        private float size(float scale) {
            return this == NAME ? size * scale : size;
        }
    }

    private record Paragraph(PdfName role, PrintedText text, Style style) {
        static Paragraph of(String text, Style style) {
            return new Paragraph(style == Style.TITLE ? PdfName.H1 : PdfName.P, PrintedText.of(text), style);
        }
    }

    private final PdfContentByte page;
    private final PdfStructureElement root;

    private CertificatePdf(PdfWriter writer) {
        page = writer.getDirectContent();
        root = new PdfStructureElement(writer.getStructureTreeRoot(), PdfName.DOCUMENT);
    }

    /** @throws IllegalStateException if the texts are too long for a page */
    static byte[] write(Certificate certificate, CertificateTexts texts) {
        var language = Locale.forLanguageTag(certificate.course().language());
        var title = texts.get("pdf.title", language);
        var bytes = new ByteArrayOutputStream();
        var document = new Document(PageSize.A4.rotate(), MARGIN, MARGIN, MARGIN, MARGIN);
        var writer = PdfWriter.getInstance(document, bytes);
        writer.setTagged();
        writer.setViewerPreferences(PdfWriter.DisplayDocTitle);
        document.addTitle("%s: %s".formatted(title, certificate.course().title()));
        document.open();
        writer.getExtraCatalog().put(PdfName.LANG, new PdfString(language.toLanguageTag(), PdfString.TEXT_UNICODE));
        new CertificatePdf(writer).write(paragraphs(certificate, texts, title, language));
        document.close();
        return bytes.toByteArray();
    }

    /** A validity is not printed: it can change, and the verification has it. */
    private static List<Paragraph> paragraphs(Certificate certificate, CertificateTexts texts, String title, Locale language) {
        return List.of(Paragraph.of(title, Style.TITLE), Paragraph.of(texts.get("pdf.certifies", language), Style.NORMAL),
                Paragraph.of(certificate.holder().name(), Style.NAME),
                Paragraph.of(texts.get("pdf.completed", language), Style.NORMAL),
                Paragraph.of(certificate.course().title(), Style.NAME),
                Paragraph.of("%s: %s".formatted(texts.get("issued-on", language), texts.issuedOn(certificate, language)),
                        Style.NORMAL),
                Paragraph.of("%s: %s".formatted(texts.get("code", language), certificate.code()), Style.NORMAL),
                Paragraph.of(texts.get("pdf.verify", language, texts.url(certificate)), Style.SMALL));
    }

    private void write(List<Paragraph> paragraphs) {
        float scale = 1;
        while (end(paragraphs, scale) < MARGIN && scale > MIN_SCALE)
            scale *= SHRINK;
        float top = TOP;
        for (var paragraph : paragraphs) {
            var element = new PdfStructureElement(root, paragraph.role());
            if (!paragraph.text().isOriginal())
                element.put(PdfName.ACTUALTEXT, new PdfString(paragraph.text().original(), PdfString.TEXT_UNICODE));
            page.beginMarkedContentSequence(element);
            top = place(paragraph, scale, top, MARGIN, false) - PARAGRAPH_SPACING;
            page.endMarkedContentSequence();
        }
    }

    /** Returns where the last paragraph ends. */
    private float end(List<Paragraph> paragraphs, float scale) {
        float top = TOP + PARAGRAPH_SPACING;
        for (var paragraph : paragraphs) top = place(paragraph, scale, top - PARAGRAPH_SPACING, ENDLESS, true);
        return top;
    }

    private float place(Paragraph paragraph, float scale, float top, float bottom, boolean measures) {
        float size = paragraph.style().size(scale);
        var column = new ColumnText(page);
        column.setRunDirection(paragraph.text().direction());
        column.setSimpleColumn(paragraph.text().phrase(paragraph.style().isBold, size), MARGIN, bottom, RIGHT, top,
                size * LINE_SPACING, Element.ALIGN_CENTER);
        if (ColumnText.hasMoreText(column.go(measures))) throw new IllegalStateException("The certificate is too long");
        return column.getYLine();
    }
}
