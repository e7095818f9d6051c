package io.amparo.entitlement.statement;

import com.lowagie.text.Document;
import com.lowagie.text.Font;
import com.lowagie.text.FontFactory;
import com.lowagie.text.PageSize;
import com.lowagie.text.Paragraph;
import com.lowagie.text.Phrase;
import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfWriter;
import io.amparo.platform.Adapter;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Writes a statement as PDF, A4 landscape. The fonts of PDF itself have the characters of Western European languages only. */
@Adapter
final class StatementPdf {
    private static final Font TITLE = FontFactory.getFont(FontFactory.HELVETICA_BOLD, 14);
    private static final Font BOLD = FontFactory.getFont(FontFactory.HELVETICA_BOLD, 8);
    private static final Font NORMAL = FontFactory.getFont(FontFactory.HELVETICA, 8);
    private static final float[] WIDTHS = {14, 10, 7, 8, 7, 8, 11, 13, 22};
    private static final float MARGIN = 36;
    private static final float SPACE = 10;

    private StatementPdf() {}

    static byte[] write(MonthlyStatement statement, StatementTexts texts) {
        var bytes = new ByteArrayOutputStream();
        var document = new Document(PageSize.A4.rotate(), MARGIN, MARGIN, MARGIN, MARGIN);
        PdfWriter.getInstance(document, bytes);
        document.addTitle(texts.title(statement));
        document.open();
        document.add(new Paragraph(texts.title(statement), TITLE));
        document.add(new Paragraph(texts.rounding(statement), NORMAL));
        document.add(new Paragraph(texts.zone(statement), NORMAL));
        document.add(table(statement, texts));
        document.close();
        return bytes.toByteArray();
    }

    private static PdfPTable table(MonthlyStatement statement, StatementTexts texts) {
        var table = new PdfPTable(WIDTHS);
        table.setWidthPercentage(100);
        table.setSpacingBefore(SPACE);
        table.setHeaderRows(1);
        table.getDefaultCell().setBorder(Rectangle.BOTTOM);
        add(table, texts.columns(), BOLD);
        add(table, balance(texts.opening(), statement.openingBalance()), BOLD);
        statement.lines().forEach(line -> add(table, texts.cells(line), NORMAL));
        add(table, balance(texts.closing(), statement.closingBalance()), BOLD);
        return table;
    }

    private static List<String> balance(String name, int minutes) {
        return List.of("", name, "", "", Integer.toString(minutes), "", "", "", "");
    }

    private static void add(PdfPTable table, List<String> cells, Font font) {
        cells.forEach(cell -> table.addCell(new Phrase(cell, font)));
    }
}
